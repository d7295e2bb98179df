/**
 * The one place that reads the system's time and sets timers. Everything else is given a `Clock`, so that tests run in
 * virtual time and no measurement depends on a wall clock that may step.
 */

export interface Clock {
  /** Milliseconds since this clock's start, monotonic, fractional. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls back every `ms` until the returned function is called. Does not keep the process alive. */
  every(ms: number, callback: () => void): () => void;
}

/** Epoch milliseconds: for headers and folder names, never for durations. */
export function epochMs(): number {
  return Date.now();
}

/** A clock whose zero is the moment of this call, unless `zero` (a `process.hrtime` in ns) says otherwise. */
export function monotonicClock(zero: bigint = process.hrtime.bigint()): Clock {
  return {
    now: () => Number(process.hrtime.bigint() - zero) / 1e6,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(abortReason(signal));
          return;
        }
        const onAbort = (): void => {
          clearTimeout(timer);
          reject(abortReason(signal));
        };
        // setTimeout takes 2^31-1 ms at most and fires at once beyond it.
        const timer = setTimeout(
          () => {
            signal?.removeEventListener('abort', onAbort);
            resolve();
          },
          Math.min(Math.max(0, ms), 2_147_483_647),
        );
        signal?.addEventListener('abort', onAbort, { once: true });
      }),
    every: (ms, callback) => {
      const timer = setInterval(callback, ms);
      timer.unref();
      return () => {
        clearInterval(timer);
      };
    },
  };
}

/** What an aborted signal was aborted with, as an Error. */
export function abortReason(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  if (reason instanceof Error) return reason;
  return new Error(typeof reason === 'string' ? reason : 'aborted');
}

/** The work's result, or a rejection with the signal's reason as soon as it is aborted. The work itself goes on. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(abortReason(signal));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', onAbort);
    });
  });
}
