import { describe, expect, it } from 'vitest';
import { poissonAtMost, poissonBounds } from '../../../src/metrics/poisson.js';

describe('poissonBounds', () => {
  // Garwood 1936, and R's poisson.test.
  it.each([
    [0, 0, 3.6889],
    [1, 0.0253, 5.5716],
    [5, 1.6235, 11.6683],
    [10, 4.7954, 18.3904],
    [100, 81.3637, 121.6271],
  ])('of %i events at 95 %% is %f to %f', (count, low, high) => {
    const bounds = poissonBounds(count, 0.95);
    expect(bounds.low).toBeCloseTo(low, 3);
    expect(bounds.high).toBeCloseTo(high, 3);
  });

  it('is "three at most" when nothing was seen, at 95 % on one side', () => {
    expect(poissonBounds(0, 0.9).high).toBeCloseTo(-Math.log(0.05), 9);
  });

  it('holds for thousands', () => {
    const { low, high } = poissonBounds(5_000, 0.95);
    expect(low).toBeCloseTo(5_000 - 1.96 * Math.sqrt(5_000), -1);
    expect(high).toBeCloseTo(5_000 + 1.96 * Math.sqrt(5_000), -1);
  });
});

describe('poissonAtMost', () => {
  it('is 1 for a mean of nothing, and e^-mean for no event', () => {
    expect(poissonAtMost(3, 0)).toBe(1);
    expect(poissonAtMost(0, 2)).toBeCloseTo(Math.exp(-2), 12);
  });
});
