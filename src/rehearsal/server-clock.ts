/** The clock of the truth log: epoch milliseconds with fractions, which never step. */
import { epochMs, monotonicClock, type Clock } from '../shared/clock.js';

export interface ServerClock extends Clock {
  /** Epoch milliseconds, monotonic, fractional. */
  now(): number;
}

export function serverClock(): ServerClock {
  const clock = monotonicClock();
  const start = epochMs();
  return { ...clock, now: () => start + clock.now() };
}
