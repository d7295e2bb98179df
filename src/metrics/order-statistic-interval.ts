/**
 * A confidence interval for a percentile that assumes nothing of the distribution: two of the sample's own values.
 *
 * The number of values below the true percentile is binomial (n, p), so ranks l and u with P(B < l) ≤ α/2 and P(B ≥ u) ≤ α/2
 * enclose it with probability 1 − α at least. W. J. Conover, "Practical Nonparametric Statistics" (3rd ed. 1999) §3.2;
 * H. A. David, H. N. Nagaraja, "Order Statistics" (3rd ed. 2003) §7.1. The values must not hang together.
 *
 * With few values a rank does not exist and that bound is absent: the upper one of p95 needs 72 values at 95 %, of p99 368.
 */
import { binomialBelow } from './binomial.js';
import type { Interval } from './wilson.js';

export interface OrderStatisticRanks {
  /** 1-based ranks in the ascending sample. */
  readonly low?: number;
  readonly high?: number;
}

/** @param percent 0–100, exclusive: the ends of a distribution have no such interval. */
export function orderStatisticRanks(count: number, percent: number, confidence: number): OrderStatisticRanks {
  if (count === 0 || percent <= 0 || percent >= 100) return {};
  const tail = (1 - confidence) / 2;
  const below = binomialBelow(count, percent / 100);
  // P(B ≤ l − 1) ≤ tail
  const low = firstWhere(below, (share) => share > tail);
  // P(B ≥ u) = 1 − P(B ≤ u − 1) ≤ tail; below ends with P(B ≤ n) = 1, which is no rank.
  const high = firstWhere(below, (share) => 1 - share <= tail) + 1;
  return { ...(low >= 1 && { low }), ...(high <= count && { high }) };
}

/** @param sorted ascending, +∞ allowed: a bound may then be +∞. */
export function orderStatisticInterval(sorted: readonly number[], percent: number, confidence: number): Interval {
  const ranks = orderStatisticRanks(sorted.length, percent, confidence);
  const low = ranks.low === undefined ? undefined : sorted[ranks.low - 1];
  const high = ranks.high === undefined ? undefined : sorted[ranks.high - 1];
  return { ...(low !== undefined && { low }), ...(high !== undefined && { high }) };
}

/** The fewest values of which the given bound of this percentile exists. */
export function fewestFor(bound: 'low' | 'high', percent: number, confidence: number): number {
  // low: (1 − p)ⁿ ≤ tail; high: pⁿ ≤ tail
  const miss = bound === 'high' ? percent / 100 : 1 - percent / 100;
  return Math.ceil(Math.log((1 - confidence) / 2) / Math.log(miss));
}

/** Index of the first of an ascending array for which it holds; its length if none. */
function firstWhere(values: Float64Array, holds: (value: number) => boolean): number {
  let from = 0;
  let to = values.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(values[middle] ?? 1)) to = middle;
    else from = middle + 1;
  }
  return from;
}
