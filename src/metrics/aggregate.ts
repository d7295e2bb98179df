/** One number of many samples, by k6's names. */
import type { MetricType } from './catalog.js';
import { ascending, percentile } from './percentile.js';
import type { Aggregation } from './threshold-grammar.js';

/**
 * @param values numbers and +∞
 * @param durationMs of the run: a counter's rate is per second
 * @returns `undefined` when there are no values; but a counter is 0 then.
 */
export function aggregate(
  { type, durationMs }: { readonly type: MetricType; readonly durationMs: number },
  aggregation: Aggregation,
  values: readonly number[],
): number | undefined {
  const sum = values.reduce((total, value) => total + value, 0);
  if (type === 'counter') {
    if (aggregation.name !== 'rate') return sum;
    return durationMs > 0 ? sum / (durationMs / 1_000) : undefined;
  }
  if (values.length === 0) return undefined;
  switch (aggregation.name) {
    case 'percentile':
      return percentile(ascending(values), aggregation.percent);
    case 'min':
      return ascending(values)[0];
    case 'max':
      return ascending(values).at(-1);
    case 'value':
      return values.at(-1);
    case 'count':
      return values.length;
    case 'avg':
    case 'rate':
      return sum / values.length;
  }
}
