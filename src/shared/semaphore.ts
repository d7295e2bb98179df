/** Lets so many through at once; the others wait, first come, first served. */
import { abortReason } from './clock.js';

export class Semaphore {
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(places: number) {
    this.#free = places;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** A place without waiting, if there is one. @returns the function that gives it back, once. */
  tryEnter(): (() => void) | undefined {
    if (this.#free === 0) return undefined;
    this.#free -= 1;
    return this.#leave();
  }

  /** Resolves with the function that gives the place back, once. Rejects with the signal's reason when aborted. */
  enter(signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(abortReason(signal));
        return;
      }
      const place = this.tryEnter();
      if (place !== undefined) {
        resolve(place);
        return;
      }
      const admit = (): void => {
        signal.removeEventListener('abort', onAbort);
        resolve(this.#leave());
      };
      const onAbort = (): void => {
        this.#waiting.delete(admit);
        reject(abortReason(signal));
      };
      this.#waiting.add(admit);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  #leave(): () => void {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const [next] = this.#waiting;
      if (next === undefined) {
        this.#free += 1;
        return;
      }
      // The place changes hands without ever being free.
      this.#waiting.delete(next);
      next();
    };
  }
}
