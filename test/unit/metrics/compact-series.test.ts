import { describe, expect, it } from 'vitest';
import { CompactSeries } from '../../../src/metrics/compact-series.js';

describe('CompactSeries', () => {
  it('has one mean a second, and a hole where nothing was measured', () => {
    const series = new CompactSeries(5_000);
    series.add(5_100, 1);
    series.add(5_900, 3);
    series.add(7_000, 4);
    expect(series.means).toEqual([2, undefined, 4]);
  });

  it('stays within 120 buckets, which become wider, however long it goes on', () => {
    const series = new CompactSeries(0);
    for (let t = 0; t < 3_600_000; t += 1_000) series.add(t, t < 1_800_000 ? 1 : 3);
    expect(series.bucketMs).toBe(32_000);
    expect(series.means).toHaveLength(113);
    expect(series.means[0]).toBe(1);
    expect(series.means.at(-1)).toBe(3);
  });

  it('puts what came early into the first', () => {
    const series = new CompactSeries(1_000);
    series.add(900, 7);
    expect(series.means).toEqual([7]);
  });
});
