import { describe, expect, it } from 'vitest';
import { ascending, percentile } from '../../../src/metrics/percentile.js';
import { percentilesOf } from '../../../src/metrics/percentiles.js';

describe('percentile', () => {
  // R 4.3: quantile(x, p, type = 7)
  it.each([
    [[1, 2, 3, 4], 50, 2.5],
    [[1, 2, 3, 4], 95, 3.85],
    [[10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 90, 91],
    [[10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 99, 99.1],
    [[7], 95, 7],
    [[1, 2, 3], 0, 1],
    [[1, 2, 3], 100, 3],
  ])('of %j at %d is %d', (values, percent, expected) => {
    expect(percentile(values, percent)).toBeCloseTo(expected, 9);
  });

  it('is undefined, not 0, without values', () => {
    expect(percentile([], 95)).toBeUndefined();
  });

  it('is +∞ as soon as it leans on a join that never came', () => {
    const half = [1_000, 2_000, Infinity, Infinity];
    expect(percentile(half, 33)).toBeCloseTo(1_990, 6);
    expect(percentile(half, 50)).toBe(Infinity);
    expect(percentile(half, 95)).toBe(Infinity);
    expect(percentile([Infinity], 50)).toBe(Infinity);
  });

  it('is the value itself when it falls on it, although the next one is +∞', () => {
    expect(percentile([1, 2, Infinity], 50)).toBe(2);
  });
});

describe('ascending', () => {
  it('sorts numbers, not texts, and puts +∞ last', () => {
    expect(ascending([10, Infinity, 9, 100, Infinity])).toEqual([9, 10, 100, Infinity, Infinity]);
  });
});

describe('percentilesOf', () => {
  it('has counts only when there are no values', () => {
    expect(percentilesOf([])).toEqual({ count: 0, never: 0 });
  });

  it('shows +∞ as null, and how many they were', () => {
    expect(percentilesOf([1_000, 3_000, Infinity])).toEqual({
      count: 3,
      never: 1,
      min: 1_000,
      p50: 3_000,
      p90: null,
      p95: null,
      p99: null,
      max: null,
    });
  });
});
