/** Order statistics of a row's figures. */
import { percentile } from '../../src/metrics/percentile.js';

/** NaN without values. */
export function percentileOf(values: readonly number[], p: number): number {
  return (
    percentile(
      values.toSorted((a, b) => a - b),
      p,
    ) ?? Number.NaN
  );
}

export function medianOf(values: readonly number[]): number {
  return percentileOf(values, 50);
}
