/** The order statistics of one group of values, as the summary shows them. */
import type { Percentiles } from '../model/summary.js';
import { ascending, percentile } from './percentile.js';

/** @param values numbers, and +∞ for what never came. Without values only the counts are there. */
export function percentilesOf(values: readonly number[]): Percentiles {
  const sorted = ascending(values);
  const at = (percent: number): number | null => {
    const value = percentile(sorted, percent) ?? Infinity;
    return Number.isFinite(value) ? value : null;
  };
  const never = sorted.filter((value) => value === Infinity).length;
  if (sorted.length === 0) return { count: 0, never };
  return { count: sorted.length, never, min: at(0), p50: at(50), p90: at(90), p95: at(95), p99: at(99), max: at(100) };
}
