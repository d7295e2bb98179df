import { describe, expect, it } from 'vitest';
import { placeClock, toHost, unaskedClock, unaskedUncertaintyMs } from '../../../src/probe/document-clock.js';
import { pageMs } from '../../../src/model/time.js';

describe('placeClock', () => {
  it('takes the middle of the quickest round trip, and half of it as the uncertainty', () => {
    const trips = [
      { sentAt: 1_000, pageAt: 130, receivedAt: 1_060 },
      { sentAt: 1_070, pageAt: 171, receivedAt: 1_074 },
      { sentAt: 1_080, pageAt: 190, receivedAt: 1_100 },
    ];
    expect(placeClock(trips)).toEqual({ offset: 901, uncertainty: 2 });
  });

  it.each([
    ['at once', 0],
    ['halfway', 10],
    ['last of all', 20],
  ])('is wrong by its uncertainty at most when the page answers %s', (_when, after) => {
    const offset = 5_000;
    const clock = placeClock([{ sentAt: 6_000, pageAt: 6_000 + after - offset, receivedAt: 6_020 }])!;
    expect(Math.abs(clock.offset - offset)).toBeLessThanOrEqual(clock.uncertainty);
  });

  it.each([
    ['there was no round trip', []],
    ['the page answered no number', [{ sentAt: 1, pageAt: NaN, receivedAt: 2 }]],
    ['the answer came before the question', [{ sentAt: 2, pageAt: 1, receivedAt: 1 }]],
  ])('is undefined, not 0, when %s', (_why, trips) => {
    expect(placeClock(trips)).toBeUndefined();
  });
});

describe('unaskedClock', () => {
  it('takes the message that travelled least as the upper bound, with an uncertainty that marks the join', () => {
    const arrivals = [
      { arrivedAt: 1_009, sentAt: 5 },
      { arrivedAt: 1_022, sentAt: 20 },
    ];
    expect(unaskedClock(arrivals)).toEqual({ offset: 1_002, uncertainty: unaskedUncertaintyMs });
    expect(unaskedUncertaintyMs).toBeGreaterThan(20);
  });
});

describe('toHost', () => {
  it('adds the offset and keeps hundredths of a millisecond', () => {
    expect(toHost({ offset: 1_000.123, uncertainty: 1 }, pageMs(0.3))).toBe(1_000.42);
  });
});
