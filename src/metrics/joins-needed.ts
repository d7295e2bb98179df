/**
 * How many joins it would take to settle what is inconclusive, if the share stays as it was seen.
 *
 * Wilson's interval is the score test turned round, so it leaves out the target t as soon as (s − t)² > z² · t(1 − t) / n:
 * solved for n. A percentile below a limit is the same question: is the share below the limit greater than p?
 */
import { zOf } from './normal-distribution.js';
import { fewestFor } from './order-statistic-interval.js';

/** @returns joins in all, or `undefined` when no number settles it: the share equals the target. All shares 0–1. */
export function joinsForShare(share: number, target: number, confidence: number): number | undefined {
  if (share === target || target < 0 || target > 1) return undefined;
  const z = zOf(confidence);
  return Math.floor((z * z * target * (1 - target)) / (share - target) ** 2) + 1;
}

/**
 * @param percent 0–100
 * @param shareBelow of values that keep to the limit, 0–1
 * @returns joins in all, or `undefined` when the share equals the percentile's.
 */
export function joinsForPercentile(percent: number, shareBelow: number, confidence: number): number | undefined {
  const joins = joinsForShare(shareBelow, percent / 100, confidence);
  if (joins === undefined) return undefined;
  return Math.max(joins, fewestFor(shareBelow > percent / 100 ? 'high' : 'low', percent, confidence));
}
