import { describe, expect, it } from 'vitest';
import { instantOf, intervalMs, substitute } from '../../../dashboards/grafana/substitute.js';

const range = { from: 1_000_000, to: 4_600_000 };

function substituted(query: string, variables: Readonly<Record<string, string | readonly string[]>> = {}): string {
  return substitute(query, { range, variables: new Map(Object.entries(variables)), minIntervalMs: 1_000 });
}

describe('substitute', () => {
  it('puts in the time range and the interval', () => {
    expect(substituted('WHERE $timeFilter GROUP BY time($__interval)')).toBe(
      'WHERE time >= 1000000ms and time <= 4600000ms GROUP BY time(5s)',
    );
    expect(substituted('$__interval_ms $__from ${__to}')).toBe('5000 1000000 4600000');
  });

  it('puts in one value as it is, its quotes escaped', () => {
    expect(substituted(`"run_id" = '$run'`, { run: "it's" })).toBe(String.raw`"run_id" = 'it\'s'`);
  });

  it('puts in several values as a regular expression', () => {
    expect(substituted('=~ /^$run$/', { run: ['a.b', 'c'] })).toBe(String.raw`=~ /^(a\.b|c)$/`);
    expect(substituted('=~ /^$run$/', { run: ['a/b'] })).toBe(String.raw`=~ /^a\/b$/`);
    expect(substituted('=~ /^$run$/', { run: ['.*'] })).toBe('=~ /^.*$/');
  });

  it('refuses what it does not know', () => {
    expect(() => substituted('$nothing')).toThrow('$nothing');
  });
});

it('an interval is at least the panel’s', () => {
  const variables = new Map<string, string>();
  expect(intervalMs({ range: { from: 0, to: 10_000 }, variables, minIntervalMs: 1_000 })).toBe(1_000);
  expect(intervalMs({ range: { from: 0, to: 86_400_000 }, variables, minIntervalMs: 1_000 })).toBe(120_000);
});

it('now-15m is a quarter of an hour ago', () => {
  expect(instantOf('now-15m', 1_000_000)).toBe(100_000);
  expect(instantOf('now', 5)).toBe(5);
});
