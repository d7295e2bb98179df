/**
 * k6's percentile: linear interpolation between the two nearest order statistics, at rank (n − 1) · p / 100.
 *
 * Type 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996) 361–365; R's
 * default too. The values may hold +∞ (a join that never became usable): a percentile that leans on one is +∞ itself.
 */

/**
 * @param sorted ascending
 * @param percent 0–100
 * @returns `undefined`, not 0, when there are no values.
 */
export function percentile(sorted: ArrayLike<number>, percent: number): number | undefined {
  const rank = ((sorted.length - 1) * percent) / 100;
  const below = sorted[Math.floor(rank)];
  const above = sorted[Math.ceil(rank)];
  if (below === undefined || above === undefined) return undefined;
  // ∞ − ∞ is no number.
  if (below === above) return below;
  return below + (above - below) * (rank - Math.floor(rank));
}

/** Numbers and +∞, ascending. A copy. */
export function ascending(values: Iterable<number>): readonly number[] {
  return [...values].sort((a, b) => (a === b ? 0 : a - b));
}
