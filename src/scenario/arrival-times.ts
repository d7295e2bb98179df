/** Arrivals spread under a rate curve: at even distances, as in k6, or by chance. The same random numbers, the same times. */
import type { ArrivalSpacing } from '../model/run-options.js';
import type { RateCurve } from './rate-curve.js';

export interface Spread {
  readonly spacing: ArrivalSpacing;
  /**
   * Even spacing only: whether the first arrival is at the very start (k6's constant rate, which then has none at the very end)
   * or when the curve has made room for one (its ramping rate).
   */
  readonly first: 'at-start' | 'when-due';
  /** Uniform numbers in [0, 1). */
  readonly random: () => number;
}

/** Sums of durations and rates are not exact: an arrival this near to the end is at the end. */
const tolerance = 1e-6;

/** @returns ascending milliseconds within the curve's duration. */
export function arrivalTimes(curve: RateCurve, { spacing, first, random }: Spread): readonly number[] {
  switch (spacing) {
    case 'even':
      return evenCounts(curve.arrivals, first).map((count) => curve.timeOf(count));
    case 'uniform':
      // As many as an even spread, each anywhere: where the rate is twice as high, twice as likely.
      return evenCounts(curve.arrivals, first)
        .map(() => random() * curve.arrivals)
        .sort((a, b) => a - b)
        .map((count) => curve.timeOf(count));
    case 'poisson':
      return poissonCounts(curve.arrivals, random).map((count) => curve.timeOf(count));
  }
}

function evenCounts(arrivals: number, first: Spread['first']): readonly number[] {
  return first === 'at-start'
    ? Array.from({ length: Math.max(0, Math.ceil(arrivals - tolerance)) }, (_, count) => count)
    : Array.from({ length: Math.floor(arrivals + tolerance) }, (_, count) => Math.min(count + 1, arrivals));
}

function poissonCounts(arrivals: number, random: () => number): readonly number[] {
  const counts: number[] = [];
  for (let count = gap(random); count < arrivals; count += gap(random)) counts.push(count);
  return counts;
}

/** Exponential with mean 1: the distance between independent arrivals. */
export function gap(random: () => number): number {
  return -Math.log(1 - random());
}
