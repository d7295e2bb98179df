import { describe, expect, it } from 'vitest';
import { addSample, newSeries } from '../../../src/report/bounded-series.js';

describe('a bounded series', () => {
  it('keeps sum, count and peak of each bucket', () => {
    const series = newSeries();
    addSample(series, 100, 0.5);
    addSample(series, 900, 0.7);
    addSample(series, 2_500, 0.1);
    expect(series.buckets).toEqual([{ sum: 1.2, count: 2, max: 0.7 }, undefined, { sum: 0.1, count: 1, max: 0.1 }]);
  });

  it('stays small for a run of a week, and loses no sample and no peak', () => {
    const series = newSeries();
    for (let t = 0; t < 7 * 86_400_000; t += 10_000) addSample(series, t, t === 86_400_000 ? 1 : 0.5);
    expect(series.buckets.length).toBeLessThanOrEqual(300);
    expect(series.buckets.reduce((sum, bucket) => sum + (bucket?.count ?? 0), 0)).toBe(7 * 8_640);
    expect(Math.max(...series.buckets.map((bucket) => bucket?.max ?? 0))).toBe(1);
  });

  it('does not share its buckets with the next one', () => {
    addSample(newSeries(), 0, 1);
    expect(newSeries().buckets).toEqual([]);
  });
});
