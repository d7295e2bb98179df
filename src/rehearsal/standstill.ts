/**
 * For how long did this process stand still? Then it took no packets and sent none, and what came meanwhile is dated too late: the
 * log that is the truth for others knows nothing of that time, and has to say so.
 */
import type { Clock } from '../shared/clock.js';

const everyMs = 20;
/** A garbage collection of some ten milliseconds is within every target. */
const leastMs = 80;

/** @param told From when, on the clock, and for how long. @returns what ends it */
export function watchStandstills(clock: Clock, told: (from: number, ms: number) => void): () => void {
  let due = clock.now() + everyMs;
  return clock.every(everyMs, () => {
    const now = clock.now();
    if (now - due >= leastMs) told(due, now - due);
    due = now + everyMs;
  });
}
