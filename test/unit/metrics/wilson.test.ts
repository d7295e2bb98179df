import { describe, expect, it } from 'vitest';
import { wilson } from '../../../src/metrics/wilson.js';
import { seededRandom } from '../../../src/shared/random.js';

describe('wilson', () => {
  // R 4.3: prop.test(x, n, correct = FALSE)$conf.int; Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [10, 10, 0.7225, 1],
    [5, 10, 0.2366, 0.7634],
  ])('of %d in %d is %d to %d', (passes, total, low, high) => {
    const interval = wilson(passes, total, 0.95);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it('is undefined without a trial', () => {
    expect(wilson(0, 0, 0.95)).toBeUndefined();
  });

  it('reaches exactly to 0 and 1', () => {
    for (let n = 1; n < 500; n++) {
      expect(wilson(0, n, 0.95)?.low).toBe(0);
      expect(wilson(n, n, 0.95)?.high).toBe(1);
    }
  });

  it('holds the true share about as often as it says (seeded simulation)', () => {
    const random = seededRandom(7, 'wilson');
    for (const [share, n] of [
      [0.95, 60],
      [0.8, 40],
      [0.5, 20],
    ] as const) {
      let held = 0;
      const runs = 4_000;
      for (let run = 0; run < runs; run++) {
        let passes = 0;
        for (let trial = 0; trial < n; trial++) if (random() < share) passes++;
        const { low, high } = wilson(passes, n, 0.95)!;
        if (low <= share && share <= high) held++;
      }
      expect(held / runs).toBeGreaterThan(0.92);
      expect(held / runs).toBeLessThan(0.985);
    }
  });
});
