/**
 * How many joins it would take to settle what is inconclusive, if the share stays as it was seen.
 *
 * Wilson's interval is the score test turned round, so it leaves out the target t as soon as (s − t)² > z² · t(1 − t) / n:
 * solved for n. A percentile below a limit is the same question: is the share below the limit greater than p?
 */
import { zOf } from './normal-distribution.js';
import { fewestFor, orderStatisticRanks } from './order-statistic-interval.js';

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
  const estimate = joinsForShare(shareBelow, percent / 100, confidence);
  if (estimate === undefined || percent <= 0 || percent >= 100) return undefined;
  const bound = shareBelow > percent / 100 ? 'high' : 'low';
  let joins = Math.max(estimate, fewestFor(bound, percent, confidence));
  // Order statistics are a little more careful than the score test: some per cent more.
  while (joins < mostChecked && !settles(joins, percent, shareBelow, confidence)) joins = Math.ceil(joins * 1.01);
  return joins;
}

/** Beyond it the estimate is good to a fraction of a per cent, and the exact answer slow. */
const mostChecked = 100_000;

function settles(joins: number, percent: number, shareBelow: number, confidence: number): boolean {
  const ranks = orderStatisticRanks(joins, percent, confidence);
  const below = Math.round(shareBelow * joins);
  return (ranks.high !== undefined && ranks.high <= below) || (ranks.low !== undefined && ranks.low > below);
}
