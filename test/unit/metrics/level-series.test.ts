import { expect, it } from 'vitest';
import { LevelSeries } from '../../../src/metrics/level-series.js';

it('knows the level of each second, and nothing of one that nobody judged', () => {
  const series = new LevelSeries();
  series.add(0, 1_000, 'healthy');
  series.add(1_010, 2_005, 'saturated');
  series.add(3_000, 4_000, 'strained');
  expect(series.at(500)).toBe('healthy');
  expect(series.at(1_500)).toBe('saturated');
  expect(series.at(3_999)).toBe('strained');
  expect(series.at(9_000)).toBeUndefined();
});

it('covers a second that came late with all that it took', () => {
  const series = new LevelSeries();
  series.add(1_000, 4_000, 'saturated');
  expect([500, 1_500, 2_500, 3_500].map((t) => series.at(t))).toEqual([
    undefined,
    'saturated',
    'saturated',
    'saturated',
  ]);
});

it('keeps the worst of each span when they become wider, and stays bounded', () => {
  const series = new LevelSeries();
  for (let second = 0; second < 5_000; second++) {
    series.add(second * 1_000, (second + 1) * 1_000, second === 1_234 ? 'saturated' : 'healthy');
  }
  expect(series.levels.length).toBeLessThanOrEqual(1_200);
  expect(series.at(1_234_500)).toBe('saturated');
  expect(series.at(1_300_000)).toBe('healthy');
  expect(series.levels.filter((level) => level === 'saturated')).toHaveLength(1);
});
