/**
 * What the true value could be, given these samples: Wilson's interval for a share, order statistics for a percentile, and
 * nothing for the others, which no distribution-free interval exists for (`avg`, `min`, `max`) or which are no estimates
 * (`count`).
 *
 * When the joins came in five rounds or more, the rounds are resampled too and the wider of both holds: rounds that hang
 * together tell less than as many joins each for itself, and never more.
 */
import { ascending } from './percentile.js';
import { orderStatisticInterval } from './order-statistic-interval.js';
import { fewestRounds, resampleMean, resamplePercentile, type Resampling } from './resample-rounds.js';
import type { Aggregation } from './threshold-grammar.js';
import { wilson, type Interval } from './wilson.js';

export interface Estimate extends Interval {
  /** How many rounds were resampled; absent: the joins were taken as independent. */
  readonly rounds?: number;
  /** By how much more joins the rounds make it take, ≥ 1; 1 when independent or not to be told. */
  readonly designEffect: number;
}

interface Seen {
  readonly value: number;
  readonly round?: string;
}

export function intervalOf(
  aggregation: Aggregation,
  type: 'trend' | 'rate' | 'counter' | 'gauge',
  samples: readonly Seen[],
  options: Resampling,
): Estimate | undefined {
  if (samples.length === 0) return undefined;
  if (type === 'rate' && aggregation.name === 'rate') {
    const passes = samples.reduce((sum, { value }) => sum + value, 0);
    const independent = wilson(passes, samples.length, options.confidence) ?? {};
    return widened(independent, samples, (rounds) => resampleMean(rounds, options));
  }
  if (type === 'trend' && aggregation.name === 'percentile') {
    const { percent } = aggregation;
    // They are the minimum and the maximum.
    if (percent <= 0 || percent >= 100) return undefined;
    const independent = orderStatisticInterval(
      ascending(samples.map(({ value }) => value)),
      percent,
      options.confidence,
    );
    return widened(independent, samples, (rounds) => resamplePercentile(rounds, percent, options));
  }
  return undefined;
}

function widened(
  independent: Interval,
  samples: readonly Seen[],
  resample: (rounds: readonly (readonly number[])[]) => Interval | undefined,
): Estimate {
  const rounds = roundsIn(samples);
  const resampled = rounds === undefined ? undefined : resample(rounds);
  if (rounds === undefined || resampled === undefined) return { ...independent, designEffect: 1 };
  // A bound that so many joins cannot give is not made up by drawing them again.
  const low = independent.low === undefined ? undefined : Math.min(independent.low, resampled.low ?? Infinity);
  const high = independent.high === undefined ? undefined : Math.max(independent.high, resampled.high ?? -Infinity);
  const wide = { ...(low !== undefined && { low }), ...(high !== undefined && { high }) };
  return { ...wide, rounds: rounds.length, designEffect: ratioOfWidths(wide, independent) ** 2 };
}

/** `undefined` when one sample belongs to no round, or there are too few. */
function roundsIn(samples: readonly Seen[]): readonly (readonly number[])[] | undefined {
  const rounds = new Map<string, number[]>();
  for (const { value, round } of samples) {
    if (round === undefined) return undefined;
    const values = rounds.get(round);
    if (values === undefined) rounds.set(round, [value]);
    else values.push(value);
  }
  return rounds.size < fewestRounds ? undefined : [...rounds.values()];
}

function ratioOfWidths(wide: Interval, narrow: Interval): number {
  const width = ({ low, high }: Interval): number => (low === undefined || high === undefined ? NaN : high - low);
  const ratio = width(wide) / width(narrow);
  return Number.isFinite(ratio) ? Math.max(1, ratio) : 1;
}
