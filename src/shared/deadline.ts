/**
 * Waits take an absolute deadline, not a timeout, so that a chain of waits cannot take a multiple of what was meant.
 */
import type { Clock } from './clock.js';

export interface Deadline {
  /** On the clock it was made with. */
  readonly at: number;
  /** Milliseconds left, never negative. */
  left(): number;
}

export function deadlineIn(clock: Clock, ms: number): Deadline {
  const at = clock.now() + ms;
  return { at, left: () => Math.max(0, at - clock.now()) };
}

export type Raced<T> = { readonly timedOut: false; readonly value: T } | { readonly timedOut: true };

/**
 * Races work against a deadline. A late result is dropped; a late rejection is swallowed, since nobody waits for it.
 * The work itself is not stopped: give it a signal if it should be.
 */
export async function raceDeadline<T>(clock: Clock, work: Promise<T>, deadline: Deadline): Promise<Raced<T>> {
  const stop = new AbortController();
  const timeout = clock.sleep(deadline.left(), stop.signal).then(
    (): Raced<T> => ({ timedOut: true }),
    (): Raced<T> => ({ timedOut: true }),
  );
  try {
    return await Promise.race([work.then((value): Raced<T> => ({ timedOut: false, value })), timeout]);
  } finally {
    stop.abort();
    work.catch(() => undefined);
  }
}
