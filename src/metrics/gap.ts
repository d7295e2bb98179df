/** A silence of somebody who is in the meeting, and what is needed to judge it: can it be decided yet, and how long were there no pictures? */
import type { EpisodeEnd } from '../model/episode.js';
import type { Silence } from './inbound-silence.js';
import { mergeMs } from './link-losses.js';
import type { InboundStats } from './stream-stats.js';

/** Peers tell what they sent once a second, and a busy machine is late with it. */
export const decidedAfterMs = 4_000;
/** The first key frame after an outage may take that long. */
const frameAwaitedMs = 10_000;

export interface Gap {
  readonly silence: Silence;
  /** When it ended without a packet. */
  stop?: { readonly at: number; readonly ended: EpisodeEnd };
  /** A peer sent meanwhile. */
  proved: boolean;
  /** How long the picture of each stream had stood still when it began, ms. */
  readonly stoodStill: ReadonlyMap<InboundStats, number>;
  firstFrame?: number;
  /** Pictures came after its end. */
  framesAfter: boolean;
}

export function newGap(silence: Silence, inbound: Iterable<InboundStats>): Gap {
  const stoodStill = new Map<InboundStats, number>();
  for (const stats of inbound) if (stats.framesDecoded > 0) stoodStill.set(stats, stats.stoodStillMs);
  return { silence, proved: false, stoodStill, framesAfter: false };
}

/** @param isOver The stay is: no picture will come any more. */
export function isDecidable(gap: Gap, now: number, isOver: boolean): boolean {
  const { silence, stop, proved, framesAfter, firstFrame, stoodStill } = gap;
  const end = stop?.at ?? silence.to ?? now;
  if (now < end + mergeMs) return false;
  if (!proved && now < end + decidedAfterMs) return false;
  const awaitsFrame = stop === undefined && stoodStill.size > 0 && !framesAfter && firstFrame === undefined;
  return !awaitsFrame || now >= end + frameAwaitedMs || isOver;
}

/** `undefined` where no picture tells. */
export function frameOutageMs({ silence, stoodStill, firstFrame }: Gap): number | undefined {
  const stood = [...stoodStill].flatMap(([stats, before]) => {
    const ms = stats.stoodStillMs - before;
    return !stats.gone && ms > 0 ? [ms] : [];
  });
  if (stood.length > 0) return Math.min(...stood);
  if (firstFrame === undefined || stoodStill.size === 0) return undefined;
  return firstFrame - (silence.lastPicture ?? silence.from);
}
