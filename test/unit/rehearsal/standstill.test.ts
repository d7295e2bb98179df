import { expect, it } from 'vitest';
import { watchStandstills } from '../../../src/rehearsal/standstill.js';

it('tells from when and for how long its process had no processor, and nothing of a timer that is a little late', () => {
  let now = 1_000;
  let tick = (): void => undefined;
  const told: (readonly [number, number])[] = [];
  const clock = {
    now: () => now,
    sleep: () => Promise.resolve(),
    every: (_: number, callback: () => void) => {
      tick = callback;
      return () => undefined;
    },
  };
  watchStandstills(clock, (from, ms) => told.push([from, ms]));
  for (now of [1_020, 1_095, 1_500, 1_520]) tick();
  expect(told).toEqual([[1_115, 385]]);
});
