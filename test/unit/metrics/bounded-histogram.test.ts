import { describe, expect, it } from 'vitest';
import { BoundedHistogram } from '../../../src/metrics/bounded-histogram.js';

describe('BoundedHistogram', () => {
  it('is undefined, not 0, without values', () => {
    expect(new BoundedHistogram().percentile(95)).toBeUndefined();
  });

  it('is right to half a per cent', () => {
    const histogram = new BoundedHistogram();
    for (let value = 1; value <= 1_000; value++) histogram.add(value / 1_000);
    expect(Math.abs(histogram.percentile(95)! - 0.95) / 0.95).toBeLessThan(0.005);
    expect(Math.abs(histogram.percentile(50)! - 0.5) / 0.5).toBeLessThan(0.005);
  });

  it('takes 0 for 0', () => {
    const histogram = new BoundedHistogram();
    for (const value of [0, 0, 0, 5]) histogram.add(value);
    expect(histogram.percentile(50)).toBe(0);
    expect(histogram.percentile(100)).toBeCloseTo(5, 1);
  });
});
