import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeAxis } from '../../../src/report/scale.js';

describe('timeAxis', () => {
  it('ends on a round number at or after what it must show', () => {
    expect(timeAxis(9_400, 8)).toMatchObject({ end: 10_000 });
    expect(timeAxis(9_400, 8).ticks.map(({ label }) => label)).toEqual(['0 s', '2 s', '4 s', '6 s', '8 s', '10 s']);
    expect(timeAxis(3_600_000, 6).ticks.at(-1)?.label).toBe('60 min');
  });

  it('has few labels, from 100 ms to a week', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 7 * 86_400_000, noNaN: true }), (ms) => {
        const { end, ticks } = timeAxis(ms);
        expect(end).toBeGreaterThanOrEqual(ms - 1);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(8);
      }),
    );
  });
});
