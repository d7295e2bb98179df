/**
 * Thresholds against samples: does it hold, is it broken, or can so few joins not tell?
 *
 * By default the sample decides, as in k6. With `confidence` the whole interval must lie on one side of the limit; one that
 * straddles it is inconclusive. One rule is not k6's: a threshold without samples fails, since a test that let nobody in must
 * not be green. A counter that never moved is no such case: its 0 was seen.
 */
import type { RunOptions } from '../model/run-options.js';
import type { ThresholdResult } from '../model/summary.js';
import { aggregate } from './aggregate.js';
import { metricNamed, type MetricDefinition } from './catalog.js';
import { defaultThresholds } from './default-thresholds.js';
import { intervalOf, type Estimate } from './interval-of.js';
import { joinsForPercentile, joinsForShare } from './joins-needed.js';
import { fewestFor } from './order-statistic-interval.js';
import type { RunData } from './run-data.js';
import { collectSamples, type SampleSet } from './sample-set.js';
import { parseSelector } from './selector.js';
import { compares, parseThreshold, type Threshold } from './threshold-grammar.js';
import { plural, valueWords } from './words.js';

/** What remarks speak of unless the scenario asks for another. */
export const usualConfidence = 0.95;

/** Every threshold of the run, in the order in which they were written. */
export function evaluateThresholds(data: RunData, options: RunOptions, samples: SampleSet): readonly ThresholdResult[] {
  return Object.entries(thresholdsOf(data, options)).flatMap(([metric, expressions]) =>
    expressions.map(({ threshold }) => evaluate(metric, threshold, samples, options, data.lastT)),
  );
}

/**
 * Live: the first threshold with `abort_on_fail` that is broken at `now` (the recording's `t`), or `undefined`. Before its delay
 * and without samples it cannot be broken: everybody may still be joining.
 */
export function thresholdToAbortFor(data: RunData, options: RunOptions, now: number): ThresholdResult | undefined {
  let samples: SampleSet | undefined;
  for (const [metric, expressions] of Object.entries(options.thresholds)) {
    for (const { threshold, abort_on_fail: aborts, delay_abort_eval_ms: delay } of expressions) {
      if (!aborts || now < delay) continue;
      samples ??= collectSamples(data, options);
      const result = evaluate(metric, threshold, samples, options, now);
      if (result.result === 'fail' && result.value !== undefined) return result;
    }
  }
  return undefined;
}

/** The run's own, or the defaults when it has none. */
function thresholdsOf({ iterations, dropped }: RunData, options: RunOptions): RunOptions['thresholds'] {
  if (Object.keys(options.thresholds).length > 0) return options.thresholds;
  return defaultThresholds(
    [...iterations.map(({ scheduled }) => scheduled), ...dropped].map(({ tags }) => tags.device_class),
  );
}

function evaluate(
  metric: string,
  expression: string,
  samples: SampleSet,
  options: RunOptions,
  durationMs: number,
): ThresholdResult {
  const selector = parseSelector(metric);
  const definition = selector && metricNamed(selector.metric);
  const threshold = definition && parseThreshold(expression, definition.type);
  const judged = { metric, threshold: expression };
  if (selector === undefined || definition === undefined || threshold === undefined) {
    return { ...judged, samples: 0, result: 'fail', note: 'This is no threshold.' };
  }
  const seen = samples.select(selector);
  const values = seen.map(({ value }) => value);
  const value =
    definition.type !== 'counter' || samples.planned(selector)
      ? aggregate({ type: definition.type, durationMs }, threshold.aggregation, values)
      : undefined;
  if (value === undefined) return { ...judged, samples: 0, result: 'fail', note: 'No samples.' };

  const confidence = options.confidence ?? usualConfidence;
  const stream = `${metric} ${expression}`;
  const estimate = intervalOf(threshold.aggregation, definition.type, seen, { confidence, seed: options.seed, stream });
  const bySample = compares(value, threshold.operator, threshold.limit) ? 'pass' : 'fail';
  const result =
    options.confidence === undefined || estimate === undefined ? bySample : byInterval(threshold, estimate, bySample);
  return {
    ...judged,
    value: finite(value),
    samples: seen.length,
    result,
    ...(estimate !== undefined && {
      interval: { ...bounds(estimate), confidence, ...(estimate.rounds !== undefined && { rounds: estimate.rounds }) },
    }),
    ...(result === 'inconclusive' &&
      estimate !== undefined &&
      whatWouldSettle(threshold, definition, values, estimate, confidence)),
  };
}

function byInterval(
  { operator, limit }: Threshold,
  { low, high }: Estimate,
  bySample: 'pass' | 'fail',
): ThresholdResult['result'] {
  // An interval never is one number: (in)equality is the sample's to say.
  if (operator === '==' || operator === '===' || operator === '!=') return bySample;
  const ends = [low, high].map((bound) => (bound === undefined ? undefined : compares(bound, operator, limit)));
  const [atLow, atHigh] = ends;
  const upwards = operator === '>' || operator === '>=';
  if ((upwards ? atLow : atHigh) === true) return 'pass';
  if ((upwards ? atHigh : atLow) === false) return 'fail';
  return 'inconclusive';
}

function whatWouldSettle(
  { aggregation, operator, limit }: Threshold,
  { unit }: MetricDefinition,
  values: readonly number[],
  estimate: Estimate,
  confidence: number,
): Pick<ThresholdResult, 'note' | 'more_joins'> {
  const range = rangeWords(aggregation, estimate, values.length, confidence, unit);
  const needed =
    aggregation.name === 'percentile'
      ? joinsForPercentile(aggregation.percent, shareBelow(values, operator, limit), confidence)
      : joinsForShare(values.reduce((sum, value) => sum + value, 0) / values.length, limit, confidence);
  if (needed === undefined) return { note: `${range} It cannot be settled: the share equals its target.` };
  const more = Math.max(1, Math.ceil(needed * estimate.designEffect) - values.length);
  return { note: `${range} About ${plural(more, 'more join')} like these would settle it.`, more_joins: more };
}

function rangeWords(
  aggregation: Threshold['aggregation'],
  { low, high }: Estimate,
  count: number,
  confidence: number,
  unit: MetricDefinition['unit'],
): string {
  if (aggregation.name === 'percentile' && (low === undefined || high === undefined)) {
    const missing = high === undefined ? 'high' : 'low';
    const fewest = fewestFor(missing, aggregation.percent, confidence);
    const side = missing === 'high' ? 'Upper' : 'Lower';
    return `${side} bound: none with ${plural(count, 'join')}; p(${aggregation.percent}) needs ${fewest}.`;
  }
  const words = (bound: number | undefined): string => (bound === undefined ? 'unknown' : valueWords(bound, unit));
  return `The true value could be from ${words(low)} to ${words(high)}.`;
}

/** Of values that are on the lower side of the limit, as the operator draws the line. */
function shareBelow(values: readonly number[], operator: Threshold['operator'], limit: number): number {
  const edgeIsBelow = operator === '<=' || operator === '>';
  return values.filter((value) => value < limit || (edgeIsBelow && value === limit)).length / values.length;
}

function bounds({ low, high }: Estimate): { low?: number | null; high?: number | null } {
  return { ...(low !== undefined && { low: finite(low) }), ...(high !== undefined && { high: finite(high) }) };
}

/** JSON has no infinity. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
