/** Real time, so many times as quick: a minute's outage, with its back-off, is over in a second. */
import { monotonicClock, type Clock } from '../../src/shared/clock.js';

export function hurriedClock(times: number): Clock {
  const clock = monotonicClock();
  return {
    now: () => clock.now() * times,
    sleep: (ms, signal) => clock.sleep(ms / times, signal),
    every: (ms, callback) => clock.every(ms / times, callback),
  };
}
