/**
 * A clock that stands still until told otherwise. Sleepers wake in the order of their times, and everything that a wake-up sets
 * off (promises of any depth) has run before the next one wakes, so that what a test sees is the same every time.
 */
import { abortReason, type Clock } from '../../src/shared/clock.js';

interface Sleeper {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

export class VirtualClock implements Clock {
  #now = 0;
  #order = 0;
  #sleepers: Sleeper[] = [];

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(abortReason(signal));
        return;
      }
      const onAbort = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(abortReason(signal));
      };
      const sleeper = this.#add(Math.max(0, ms), () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      });
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  every(ms: number, callback: () => void): () => void {
    let next: Sleeper;
    const arm = (): void => {
      next = this.#add(ms, () => {
        arm();
        callback();
      });
    };
    arm();
    return () => {
      this.#sleepers = this.#sleepers.filter((other) => other !== next);
    };
  }

  /** Lets `ms` pass. */
  async advance(ms: number): Promise<void> {
    const target = this.#now + ms;
    await settled();
    for (let due = this.#next(); due !== undefined && due.at <= target; due = this.#next()) await this.#wake(due);
    this.#now = target;
  }

  /** Lets as much time pass as it takes for the work to end. Fails when nobody sleeps and it still has not. */
  async run<T>(work: Promise<T>): Promise<T> {
    let over = false;
    const end = (): void => {
      over = true;
    };
    work.then(end, end);
    await settled();
    while (!over) {
      const due = this.#next();
      if (due === undefined) throw new Error(`at ${this.#now} ms nobody sleeps and the work has not ended`);
      await this.#wake(due);
    }
    return work;
  }

  /** How many sleep: 0 when everything has cleaned up after itself. */
  get sleeping(): number {
    return this.#sleepers.length;
  }

  #add(ms: number, wake: () => void): Sleeper {
    const sleeper = { at: this.#now + ms, order: this.#order++, wake };
    this.#sleepers.push(sleeper);
    return sleeper;
  }

  #next(): Sleeper | undefined {
    return this.#sleepers.reduce<Sleeper | undefined>(
      (first, other) =>
        first === undefined || other.at < first.at || (other.at === first.at && other.order < first.order)
          ? other
          : first,
      undefined,
    );
  }

  async #wake(sleeper: Sleeper): Promise<void> {
    this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
    this.#now = sleeper.at;
    sleeper.wake();
    await settled();
  }
}

/** All microtasks, of any depth, have run when a macrotask runs. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
