import { describe, expect, it } from 'vitest';
import { joinsForPercentile, joinsForShare } from '../../../src/metrics/joins-needed.js';
import { orderStatisticRanks } from '../../../src/metrics/order-statistic-interval.js';
import { wilson } from '../../../src/metrics/wilson.js';

describe('joinsForShare', () => {
  it.each([
    // "Rule of three and more": no drop in 381 joins puts the true rate below 1 %.
    [0, 0.01, 381],
    [1, 0.95, 73],
    [1, 0.99, 381],
  ])('of a share of %d against %d is %d', (share, target, joins) => {
    expect(joinsForShare(share, target, 0.95)).toBe(joins);
  });

  it('is exactly where the interval leaves the target out', () => {
    for (const [share, target] of [
      [1, 0.99],
      [0, 0.01],
      [0.9, 0.8],
      [0.6, 0.7],
    ] as const) {
      const joins = joinsForShare(share, target, 0.95)!;
      const leavesOut = (n: number): boolean => {
        const { low, high } = wilson(share * n, n, 0.95)!;
        return target < low || target > high;
      };
      expect(leavesOut(joins)).toBe(true);
      expect(leavesOut(joins - 1)).toBe(false);
    }
  });

  it('is undefined when the share equals the target: no number settles it', () => {
    expect(joinsForShare(0.95, 0.95, 0.95)).toBeUndefined();
    expect(joinsForShare(1, 1, 0.95)).toBeUndefined();
  });
});

describe('joinsForPercentile', () => {
  it('is where the order statistics leave the limit out', () => {
    for (const [percent, below] of [
      [95, 0.99],
      [95, 0.85],
      [50, 0.6],
      [99, 1],
    ] as const) {
      const joins = joinsForPercentile(percent, below, 0.95)!;
      const ranks = orderStatisticRanks(joins, percent, 0.95);
      const kept = Math.round(below * joins);
      expect(below > percent / 100 ? ranks.high! <= kept : ranks.low! > kept).toBe(true);
    }
  });

  it('asks for no fewer than the bound needs', () => {
    expect(joinsForPercentile(95, 1, 0.95)).toBeGreaterThanOrEqual(72);
    expect(joinsForPercentile(99, 1, 0.95)).toBeGreaterThanOrEqual(368);
  });

  it('is undefined when the share equals the percentile', () => {
    expect(joinsForPercentile(95, 0.95, 0.95)).toBeUndefined();
  });
});
