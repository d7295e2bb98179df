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
  /** +∞: none came any more. */
  readonly to: number;
  /** How much of it somebody else's packets came to the SFU, ms. */
  readonly sentMs: number;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Those of this participant, in the order in which they ended. */
export function gapsOf(lines: readonly TruthLine[], name: string): readonly TruthGap[] {
  const gaps: TruthGap[] = [];
  const silences = silencesOfOthers(lines, name);
  let stoppedAt: number | undefined;
  const add = (to: number): void => {
    if (stoppedAt === undefined) return;
    const gap = { from: stoppedAt, to };
    const silentMs = silences.reduce((sum, silence) => sum + overlapMs(silence, gap), 0);
    gaps.push({ name, ...gap, sentMs: to - gap.from - silentMs });
    stoppedAt = undefined;
  };
  for (const line of lines) {
    if (!('name' in line) || line.name !== name) continue;
    if (line.type === 'forwarding_stopped') {
      // Still open from a visit before: nothing came to that one any more.
      add(Infinity);
      stoppedAt = line.t;
    }
    if (line.type === 'forwarding_resumed') add(line.t);
  }
  add(Infinity);
  return gaps;
}

/** When the meeting itself stood still: then its log knows no better. */
export function standstillsOf(lines: readonly TruthLine[]): readonly Span[] {
  return lines.flatMap((line) => (line.type === 'stood_still' ? [{ from: line.t, to: line.t + line.ms }] : []));
}

function overlapMs(a: Span, b: Span): number {
  return Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));
}

/** Times in which no packets of any other sender came. */
function silencesOfOthers(lines: readonly TruthLine[], name: string): readonly Span[] {
  const changes = lines
    .flatMap((line) => {
      if (!('name' in line) || line.name === name) return [];
      const begins = line.type === 'first_packet' || line.type === 'sending_resumed';
      return begins || line.type === 'sending_stopped' ? [{ at: line.t, who: line.name, begins }] : [];
    })
    .toSorted((a, b) => a.at - b.at);
  const silences: Span[] = [];
  const sending = new Set<string>();
  let since = -Infinity;
  for (const { at, who, begins } of changes) {
    if (begins && sending.size === 0) silences.push({ from: since, to: at });
    if (begins) sending.add(who);
    else if (sending.delete(who) && sending.size === 0) since = at;
  }
  return sending.size === 0 ? [...silences, { from: since, to: Infinity }] : silences;
}
