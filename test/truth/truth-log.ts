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

/** From the last packet that left for a participant to the next. Epoch ms. */
export interface TruthGap {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** How much of it somebody else's packets came to the SFU, ms. */
  readonly sentMs: number;
}

/** Those of this participant that ended. */
export function gapsOf(lines: readonly TruthLine[], name: string): readonly TruthGap[] {
  const gaps: TruthGap[] = [];
  const silent = silencesOfOthers(lines, name);
  let from: number | undefined;
  for (const line of lines) {
    if (!('name' in line) || line.name !== name) continue;
    if (line.type === 'forwarding_stopped') from = line.t;
    if (line.type !== 'forwarding_resumed' || from === undefined) continue;
    const to = line.t;
    const start = from;
    const silentMs = silent.reduce(
      (sum, gap) => sum + Math.max(0, Math.min(gap.to, to) - Math.max(gap.from, start)),
      0,
    );
    gaps.push({ name, from, to, sentMs: to - from - silentMs });
    from = undefined;
  }
  return gaps;
}

/** Times in which no other sender's packets came, of which all were silent at once. */
function silencesOfOthers(lines: readonly TruthLine[], name: string): readonly { from: number; to: number }[] {
  const changes: { at: number; by: 1 | -1 }[] = [];
  const senders = new Set<string>();
  for (const line of lines) {
    if (!('name' in line) || line.name === undefined || line.name === name) continue;
    if (line.type === 'first_packet' && !senders.has(line.name)) {
      senders.add(line.name);
      changes.push({ at: line.t, by: 1 });
    } else if (line.type === 'sending_resumed') changes.push({ at: line.t, by: 1 });
    else if (line.type === 'sending_stopped') changes.push({ at: line.t, by: -1 });
  }
  const silences: { from: number; to: number }[] = [];
  let sending = 0;
  let since = -Infinity;
  for (const { at, by } of changes.toSorted((a, b) => a.at - b.at)) {
    if (sending === 0 && by === 1) silences.push({ from: since, to: at });
    sending += by;
    if (sending === 0) since = at;
  }
  if (sending === 0) silences.push({ from: since, to: Infinity });
  return silences;
}
