/**
 * Where a document's clock lies on the host's. In: round trips, each a page time read between two host times. Out: the
 * offset, and how wrong it can be at most.
 *
 *     host   sentAt ──────────────┬────────────── receivedAt
 *     page                      pageAt               host = page + offset
 */
import { hostMs, type HostMs, type PageMs } from '../model/time.js';

export interface RoundTrip {
  /** Host time right before the question left. */
  readonly sentAt: number;
  /** The document's `performance.now()` when it answered. */
  readonly pageAt: number;
  /** Host time right after the answer came. */
  readonly receivedAt: number;
}

export interface DocumentClock {
  /** host = page + offset; so it is also the host time of the document's `performance.timeOrigin`. */
  readonly offset: number;
  /** Half-width, in ms, of the interval in which the offset lies. */
  readonly uncertainty: number;
}

/** What is said of a clock that could not be asked: its messages came within this time, or so we assume. */
export const unaskedUncertaintyMs = 250;

/**
 * The best of the round trips. The page read its clock somewhere between its two ends, nobody knows where: the middle is
 * wrong by half of it at most.
 *
 * @returns `undefined` without a usable round trip.
 */
export function placeClock(trips: readonly RoundTrip[]): DocumentClock | undefined {
  let best: DocumentClock | undefined;
  for (const { sentAt, pageAt, receivedAt } of trips) {
    const uncertainty = (receivedAt - sentAt) / 2;
    if (!Number.isFinite(pageAt) || !(uncertainty >= 0)) continue;
    if (best === undefined || uncertainty < best.uncertainty) {
      best = { offset: sentAt + uncertainty - pageAt, uncertainty };
    }
  }
  return best;
}

/**
 * For a document that died, or hung, before its clock was known. A message cannot come before it was sent, so the least of
 * (arrival − sent) is an upper bound of the offset; it is taken as the offset, with an uncertainty that marks the join.
 */
export function unaskedClock(
  arrivals: readonly { readonly arrivedAt: number; readonly sentAt: number }[],
): DocumentClock {
  const bounds = arrivals.map(({ arrivedAt, sentAt }) => arrivedAt - sentAt);
  return { offset: Math.min(...bounds), uncertainty: unaskedUncertaintyMs };
}

/** Page time on the host's clock, to 0.01 ms: the page's own resolution is 0.1 ms. */
export function toHost(clock: DocumentClock, at: PageMs): HostMs {
  return hostMs(roundMs(at + clock.offset));
}

export function roundMs(ms: number): number {
  return Math.round(ms * 100) / 100;
}
