/** A network by its figures: what each may be, and why two of them cannot be had. */
import type { Network, NetworkSpec } from '../../model/network.js';
import type { NetworkFigures } from '../../model/participant.js';
import { HarnessError } from '../../shared/errors.js';
import { networkNamed } from './networks.js';

interface Figure {
  /** What would be right. */
  readonly expected: string;
  readonly parse: (value: unknown) => number | undefined;
}

const number = (least: number, most: number, what: string): Figure => ({
  expected: `${what} from ${least} to ${most}`,
  parse: (value) => (typeof value === 'number' && value >= least && value <= most ? value : undefined),
});

/**
 * Chromium gives WebRTC's UDP one delay for all packets, and a switch for reordering that does nothing without a spread of
 * delays. TCP alone could be given jitter, but then a network would not be one network.
 */
const notToBeHad = (what: string): Figure => ({
  expected: `no ${what}: Chromium delays all packets of WebRTC over UDP alike (delay that varies comes from up, down and queue)`,
  parse: () => undefined,
});

/** In the order in which they are written. */
export const figureTable: Readonly<Record<keyof NetworkFigures, Figure>> = {
  rtt: number(0, 10_000, 'a round trip in ms,'),
  loss: number(0, 100, 'a percentage of packets,'),
  up: number(10, 10_000_000, 'kbit/s,'),
  down: number(10, 10_000_000, 'kbit/s,'),
  queue: {
    expected: 'a whole number of packets from 1 to 100000',
    parse: (value) =>
      typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 100_000 ? value : undefined,
  },
  jitter: notToBeHad('jitter'),
  reorder: notToBeHad('reordering'),
};

/** The figures, as they are applied. They have been checked. */
export function specOf({ rtt = 0, loss, up, down, queue }: NetworkFigures): NetworkSpec {
  return {
    rtt_ms: rtt,
    ...(loss === undefined ? {} : { loss: loss / 100 }),
    ...(up === undefined ? {} : { up_kbps: up }),
    ...(down === undefined ? {} : { down_kbps: down }),
    ...(queue === undefined ? {} : { queue_packets: queue }),
  };
}

/**
 * What code asked for while a participant is in the meeting.
 *
 * @throws HarnessError `participant` when there is no such network: nobody else's run ends by it.
 */
export function networkWished(wish: string | NetworkFigures): Network {
  if (typeof wish === 'string') {
    const steps = networkNamed(wish);
    const [first] = steps;
    if (first === undefined || steps.length > 1) {
      throw new HarnessError('participant', `"${wish}" changes by itself, so it cannot be changed to`, {
        hint: "Give the scenario `network: 'moving'`, or name the networks one by one.",
      });
    }
    return first.network;
  }
  for (const [key, value] of Object.entries(wish)) {
    const figure = Object.hasOwn(figureTable, key) ? figureTable[key as keyof NetworkFigures] : undefined;
    if (figure === undefined) throw new HarnessError('participant', `A network has no figure "${key}"`);
    if (value !== undefined && figure.parse(value) === undefined) {
      throw new HarnessError('participant', `${key}: ${String(value)} cannot be; right would be ${figure.expected}`);
    }
  }
  return { name: 'custom', spec: specOf(wish) };
}
