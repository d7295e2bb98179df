/** The shape of the option `network`: a name, figures, or timed steps. Names are checked in resolve-network.ts. */
import { z } from 'zod';
import { figureTable } from '../browser/network/figures.js';
import { stepAnchors } from '../model/network.js';
import { duration, field, oneOfThese, text } from './fields.js';

const networkText = "a network's name such as '4g', figures such as { rtt: 100, loss: 2 }, or timed steps";

const name = text("a network's name", 100);

const figures = z.strictObject({
  rtt: figure('rtt'),
  jitter: figure('jitter'),
  loss: figure('loss'),
  up: figure('up'),
  down: figure('down'),
  queue: figure('queue'),
  reorder: figure('reorder'),
});

function figure(key: keyof typeof figureTable) {
  return field(figureTable[key].expected, figureTable[key].parse).optional();
}

const step = z.strictObject({
  at: duration,
  after: oneOfThese(stepAnchors).optional(),
  network: z.union([name, figures], { error: "a network's name or figures such as { rtt: 100 }" }),
});

export const networkSchema = z.union(
  [name, z.array(step).min(1, 'at least one step').max(100, 'at most 100 steps'), figures],
  {
    error: networkText,
  },
);

export type ParsedNetwork = z.output<typeof networkSchema>;
export type ParsedStep = z.output<typeof step>;
