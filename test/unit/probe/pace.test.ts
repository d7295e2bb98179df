import { describe, expect, it } from 'vitest';
import { nextLookMs } from '../../../src/probe/page/pace.js';
import { newStream } from '../../../src/probe/page/packet-judge.js';

const going = newStream({ stamp: 1_000, packets: 1 }, 1_000);
const stopped = { ...going, stopped: true };

describe('when packets are looked at', () => {
  it('never while they are played out', () => {
    expect(nextLookMs(going, true, 1_100)).toBe(Infinity);
    expect(nextLookMs(undefined, true, 1_100)).toBe(Infinity);
  });

  it('soon when nothing is played out', () => {
    expect(nextLookMs(going, false, 1_100)).toBe(100);
    expect(nextLookMs(undefined, false, 1_100)).toBe(100);
  });

  it.each([
    [4_000, 50],
    [20_000, 100],
    [60_000, 500],
  ])('less and less often after %d ms of silence', (silent, ms) => {
    expect(nextLookMs(stopped, false, 1_000 + silent)).toBe(ms);
  });

  it.each([4_000, 20_000, 60_000])(
    'at once when it is played out again after %d ms, before the packets were seen',
    (silent) => {
      expect(nextLookMs(stopped, true, 1_000 + silent)).toBe(50);
    },
  );
});
