/**
 * An arrival rate over time, made of straight pieces, and its integral: how many arrivals there should have been by then.
 *
 *   rate │     ┌─────╲            arrivals(t) = area under the curve up to t
 *        │   ╱ │      ╲           timeOf(k)   = when the area reaches k
 *        └──┴──┴───────┴─► t
 */
import type { Stage } from '../model/run-options.js';

interface Piece {
  readonly startsAt: number;
  readonly duration: number;
  /** Arrivals a millisecond. */
  readonly from: number;
  readonly to: number;
  /** Arrivals before this piece. */
  readonly before: number;
}

export interface RateCurve {
  readonly durationMs: number;
  readonly arrivals: number;
  /** When the area reaches `count`, 0 ≤ count ≤ arrivals. Where the rate is 0 the earliest such time. */
  timeOf(count: number): number;
}

export function rateCurve(startRate: number, stages: readonly Stage[], timeUnitMs: number): RateCurve {
  const pieces: Piece[] = [];
  let startsAt = 0;
  let before = 0;
  let from = startRate / timeUnitMs;
  for (const { target, duration_ms: duration } of stages) {
    const to = target / timeUnitMs;
    pieces.push({ startsAt, duration, from, to, before });
    startsAt += duration;
    before += ((from + to) / 2) * duration;
    from = to;
  }
  return {
    durationMs: startsAt,
    arrivals: before,
    timeOf: (count) => {
      const piece = pieces.findLast((candidate) => candidate.before < count) ?? pieces[0];
      return piece === undefined ? 0 : piece.startsAt + timeWithin(piece, Math.max(0, count - piece.before));
    },
  };
}

/** Solves from·t + (to − from)/(2·duration)·t² = area for t, in the form that stays exact for a flat rate. */
function timeWithin({ from, to, duration }: Piece, area: number): number {
  if (area === 0) return 0;
  const slope = (to - from) / duration;
  // Below zero only by rounding, at the end of a ramp to rate 0.
  const root = Math.sqrt(Math.max(0, from * from + 2 * slope * area));
  return Math.min(duration, (2 * area) / (from + root));
}
