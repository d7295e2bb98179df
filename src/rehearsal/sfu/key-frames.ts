/**
 * Merging of key-frame requests: several receivers ask, one PLI goes to the publisher every 500 ms at most, and it is
 * repeated while no key frame comes. A key frame that starts after a wish was made fulfils it, whoever had asked for it.
 */
import type { Clock } from '../../shared/clock.js';

/** A key frame costs the publisher several times an ordinary one; faster repetition starves slow uplinks. */
const spacingMs = 500;

export class KeyFrameRequests {
  readonly #clock: Clock;
  readonly #send: () => void;
  readonly #closed = new AbortController();
  #wanted = false;
  #lastSent = Number.NEGATIVE_INFINITY;
  #scheduled = false;

  constructor(clock: Clock, send: () => void) {
    this.#clock = clock;
    this.#send = send;
  }

  /** At once when none went out lately, else as soon as one may. */
  request(): void {
    this.#wanted = true;
    this.#serve();
  }

  /** A key frame has begun to arrive. */
  arrived(): void {
    this.#wanted = false;
  }

  close(): void {
    this.#closed.abort();
  }

  #serve(): void {
    if (!this.#wanted || this.#scheduled || this.#closed.signal.aborted) return;
    const wait = this.#lastSent + spacingMs - this.#clock.now();
    if (wait <= 0) {
      this.#lastSent = this.#clock.now();
      this.#send();
    }
    this.#scheduled = true;
    this.#clock.sleep(wait <= 0 ? spacingMs : wait, this.#closed.signal).then(
      () => {
        this.#scheduled = false;
        this.#serve();
      },
      () => undefined,
    );
  }
}
