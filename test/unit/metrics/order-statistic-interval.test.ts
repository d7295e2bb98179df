import { describe, expect, it } from 'vitest';
import { binomialBelow } from '../../../src/metrics/binomial.js';
import {
  fewestFor,
  orderStatisticInterval,
  orderStatisticRanks,
} from '../../../src/metrics/order-statistic-interval.js';
import { ascending } from '../../../src/metrics/percentile.js';
import { seededRandom } from '../../../src/shared/random.js';

describe('binomialBelow', () => {
  it('agrees with R pbinom', () => {
    // pbinom(0:3, 3, 0.5); pbinom(8, 10, 0.9); pbinom(60, 100, 0.5)
    expect([...binomialBelow(3, 0.5)]).toEqual(
      [0.125, 0.5, 0.875, 1].map((share) => expect.closeTo(share, 12) as number),
    );
    expect(binomialBelow(10, 0.9)[8]).toBeCloseTo(0.2639010709, 9);
    expect(binomialBelow(100, 0.5)[60]).toBeCloseTo(0.9823998999, 9);
  });

  it('ends at 1 for many trials too', () => {
    expect(binomialBelow(100_000, 0.95)[100_000]).toBeCloseTo(1, 6);
  });
});

describe('orderStatisticRanks', () => {
  // Conover §3.2: the median of 10 lies between the 2nd and the 9th value with 97.9 %, of 20 between the 6th and 15th (95.9 %).
  it.each([
    [10, 50, { low: 2, high: 9 }],
    [20, 50, { low: 6, high: 15 }],
    [100, 50, { low: 40, high: 61 }],
    [5, 50, {}],
    [6, 50, { low: 1, high: 6 }],
  ])('of %d values at p%d', (count, percent, ranks) => {
    expect(orderStatisticRanks(count, percent, 0.95)).toEqual(ranks);
  });

  it.each([
    [95, 72],
    [99, 368],
  ])('has an upper bound of p%d from %d values on', (percent, fewest) => {
    expect(fewestFor('high', percent, 0.95)).toBe(fewest);
    expect(orderStatisticRanks(fewest - 1, percent, 0.95).high).toBeUndefined();
    expect(orderStatisticRanks(fewest, percent, 0.95).high).toBe(fewest);
  });

  it('has a lower bound of p95 from 2 values on', () => {
    expect(fewestFor('low', 95, 0.95)).toBe(2);
    expect(orderStatisticRanks(1, 95, 0.95)).toEqual({});
    expect(orderStatisticRanks(2, 95, 0.95)).toEqual({ low: 1 });
  });

  it('has none for the ends of the distribution', () => {
    expect(orderStatisticRanks(1_000, 100, 0.95)).toEqual({});
    expect(orderStatisticRanks(1_000, 0, 0.95)).toEqual({});
  });
});

describe('orderStatisticInterval', () => {
  it('gives +∞ when the bound is a join that never came', () => {
    const values = [...Array.from({ length: 70 }, (_, index) => index), Infinity, Infinity];
    expect(orderStatisticInterval(values, 95, 0.95).high).toBe(Infinity);
  });

  it('holds the true percentile as often as it says, or more (seeded simulation of a skewed distribution)', () => {
    const random = seededRandom(11, 'order statistics');
    const trueP95 = -Math.log(0.05);
    let held = 0;
    const runs = 1_000;
    for (let run = 0; run < runs; run++) {
      const values = ascending(Array.from({ length: 120 }, () => -Math.log(1 - random())));
      const { low = -Infinity, high = Infinity } = orderStatisticInterval(values, 95, 0.95);
      if (low <= trueP95 && trueP95 <= high) held++;
    }
    expect(held / runs).toBeGreaterThan(0.94);
  });
});
