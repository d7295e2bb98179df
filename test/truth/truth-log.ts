/** The truth log of the built-in meeting, read; and the true join time of each name in it. */
import { readFile } from 'node:fs/promises';
import type { TruthLine } from '../../src/rehearsal/truth-log.js';

export async function readTruth(file: string): Promise<readonly TruthLine[]> {
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as TruthLine);
}

/**
 * Where the truth starts. `request`: the request for the link reached the server. `page`: the page's own `timeOrigin`, which a
 * slow network does not move; then both ends are of one clock, the page's.
 */
export type TruthStart = 'request' | 'page';

/** By name: milliseconds from the start to the later of "entered" and the first rendered remote frame. */
export function truthByName(lines: readonly TruthLine[], start: TruthStart = 'request'): ReadonlyMap<string, number> {
  const requested = new Map<string, number>();
  const ends = new Map<string, { name: string; entered?: number; rendered?: number }>();
  for (const line of lines) {
    if (line.type === 'page_requested') requested.set(line.visit, line.t);
    if ((line.type !== 'entered' && line.type !== 'first_rendered') || line.name === undefined) continue;
    const end = ends.get(line.visit) ?? { name: line.name };
    const t = start === 'page' ? line.page_at : line.t;
    if (line.type === 'entered') end.entered ??= t;
    else end.rendered ??= t;
    ends.set(line.visit, end);
    if (start === 'page') requested.set(line.visit, line.page_origin);
  }
  const truth = new Map<string, number>();
  for (const [visit, { name, entered, rendered }] of ends) {
    const from = requested.get(visit);
    if (from !== undefined && entered !== undefined && rendered !== undefined) {
      truth.set(name, Math.max(entered, rendered) - from);
    }
  }
  return truth;
}
