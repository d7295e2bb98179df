/** What is wrong with the thresholds that somebody wrote, all of it at once and each with what would be right. */
import type { Problem } from '../shared/errors.js';
import { parseDuration } from '../shared/duration.js';
import { nearestName, oneOf } from '../shared/nearest-name.js';
import { metricNamed, metricNames, type MetricDefinition } from './catalog.js';
import { parseSelector } from './selector.js';
import { aggregationsOf, parseAggregation, parseLimit, splitThreshold } from './threshold-grammar.js';

/** Tag → the values that will occur; `undefined`: any. */
export type KnownTags = Readonly<Record<string, readonly string[] | undefined>>;

/**
 * @param thresholds metric with selector → expressions
 * @param known tags that samples of this run will have; `Object.hasOwn` decides
 * @param place what precedes the metric in a problem's place
 */
export function checkThresholds(
  thresholds: Readonly<Record<string, readonly string[]>>,
  known: KnownTags,
  place = 'thresholds',
): readonly Problem[] {
  return Object.entries(thresholds).flatMap(([text, expressions]) => {
    const at = `${place}.${text}`;
    const selector = parseSelector(text);
    if (selector === undefined) {
      return [{ place: at, found: text, expected: 'a metric, or one with tags: join_time_ms{device_class:mobile}' }];
    }
    const metric = metricNamed(selector.metric);
    const problems = checkTags(selector.tags, known, at);
    if (metric === undefined) {
      return [
        { place: at, found: selector.metric, expected: `a metric: ${oneOf(metricNames, selector.metric)}` },
        ...problems,
      ];
    }
    return [...problems, ...expressions.flatMap((expression) => checkExpression(expression, metric, at))];
  });
}

function checkTags(tags: Readonly<Record<string, string>>, known: KnownTags, place: string): readonly Problem[] {
  return Object.entries(tags).flatMap(([tag, value]) => {
    if (!Object.hasOwn(known, tag)) {
      return [{ place, found: `tag ${tag}`, expected: `a tag: ${oneOf(Object.keys(known), tag)}` }];
    }
    const values = known[tag];
    if (values === undefined || values.includes(value)) return [];
    return [{ place, found: `${tag}:${value}`, expected: `a ${tag} of this run: ${oneOf(values, value)}` }];
  });
}

function checkExpression(text: string, metric: MetricDefinition, place: string): readonly Problem[] {
  const found = `"${text}"`;
  const parts = splitThreshold(text);
  if (parts === undefined) {
    return [{ place, found, expected: `aggregation, operator, number: ${examples[metric.type]}` }];
  }
  const problems: Problem[] = [];
  if (parseAggregation(parts.aggregation, metric.type) === undefined) {
    const allowed = aggregationsOf[metric.type];
    const near = nearestName(parts.aggregation, allowed);
    const hint = near === undefined || near === 'p(N)' ? '' : `; did you mean ${near}?`;
    const range = metric.type === 'trend' && parts.aggregation.startsWith('p(') ? ', N from 0 to 100' : '';
    problems.push({ place, found, expected: `${allowed.join(', ')}${range} for a ${metric.type}${hint}` });
  }
  const limit = parseLimit(parts.limit);
  if (limit === undefined)
    problems.push({ place, found, expected: `a plain number${plainNumber(parts.limit, metric)}` });
  else if (metric.type === 'rate' && problems.length === 0 && (limit < 0 || limit > 1)) {
    problems.push({ place, found, expected: 'a share from 0 to 1' });
  }
  return problems;
}

const examples = {
  trend: 'p(95)<8000',
  rate: 'rate>=0.99',
  counter: 'count<1',
  gauge: 'value<10',
} as const satisfies Readonly<Record<MetricDefinition['type'], string>>;

/** `8s` and `99%` are what people write first. */
function plainNumber(text: string, { unit }: MetricDefinition): string {
  if (unit === 'ms') {
    const ms = parseDuration(text);
    return ` of milliseconds${ms === undefined ? '' : `: ${ms}`}`;
  }
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(text)?.[1];
  return unit === 'share' && percent !== undefined ? ` from 0 to 1: ${Number(percent) / 100}` : '';
}
