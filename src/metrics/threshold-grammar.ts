/**
 * Threshold expressions in k6's grammar (https://grafana.com/docs/k6/latest/using-k6/thresholds/):
 *
 *     expression   aggregation operator number        p(95)<8000, rate>=0.99
 *     aggregation  trend: avg | min | max | med | p(N)   rate: rate   counter: count | rate   gauge: value
 *     operator     < <= > >= == === !=
 */
import type { MetricType } from './catalog.js';

const operators = ['<=', '>=', '===', '==', '!=', '<', '>'] as const;
export type Operator = (typeof operators)[number];

export type Aggregation =
  | { readonly name: 'avg' | 'min' | 'max' | 'count' | 'rate' | 'value' }
  /** `med` is p(50). */
  | { readonly name: 'percentile'; readonly percent: number };

export interface Threshold {
  readonly aggregation: Aggregation;
  readonly operator: Operator;
  readonly limit: number;
}

/** What may stand before the operator, by the metric's type, as one would write it. */
export const aggregationsOf: Readonly<Record<MetricType, readonly string[]>> = {
  trend: ['avg', 'min', 'max', 'med', 'p(N)'],
  rate: ['rate'],
  counter: ['count', 'rate'],
  gauge: ['value'],
};

export interface ThresholdParts {
  readonly aggregation: string;
  readonly operator: Operator;
  readonly limit: string;
}

/** Cuts an expression at its operator. `undefined` when there is none. */
export function splitThreshold(text: string): ThresholdParts | undefined {
  const found = /^\s*([^<>=!\s]+)\s*(<=|>=|===|==|!=|<|>)\s*(\S+)\s*$/.exec(text);
  const [, aggregation, operator, limit] = found ?? [];
  const known = operators.find((candidate) => candidate === operator);
  return aggregation === undefined || known === undefined || limit === undefined
    ? undefined
    : { aggregation, operator: known, limit };
}

/** @returns `undefined` when this type of metric has no such aggregation, or the percentile is not of 0–100. */
export function parseAggregation(text: string, type: MetricType): Aggregation | undefined {
  if (type === 'trend') {
    const percent = /^p\((\d+(?:\.\d+)?)\)$/.exec(text)?.[1];
    if (percent !== undefined) {
      return Number(percent) <= 100 ? { name: 'percentile', percent: Number(percent) } : undefined;
    }
    if (text === 'med') return { name: 'percentile', percent: 50 };
  }
  if (!aggregationsOf[type].includes(text)) return undefined;
  return isPlain(text) ? { name: text } : undefined;
}

/** A plain number, as k6 wants it: no unit, no per cent. */
export function parseLimit(text: string): number | undefined {
  return /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text))
    ? Number(text)
    : undefined;
}

/** @returns `undefined` when it is wrong in any way; `checkThresholds` says in which. */
export function parseThreshold(text: string, type: MetricType): Threshold | undefined {
  const parts = splitThreshold(text);
  const aggregation = parts && parseAggregation(parts.aggregation, type);
  const limit = parts && parseLimit(parts.limit);
  if (parts === undefined || aggregation === undefined || limit === undefined) return undefined;
  return { aggregation, operator: parts.operator, limit };
}

export function compares(value: number, operator: Operator, limit: number): boolean {
  switch (operator) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    case '==':
    case '===':
      return value === limit;
    case '!=':
      return value !== limit;
  }
}

function isPlain(text: string): text is Exclude<Aggregation['name'], 'percentile'> {
  return text === 'avg' || text === 'min' || text === 'max' || text === 'count' || text === 'rate' || text === 'value';
}
