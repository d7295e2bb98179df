/** When the media packets of one participant and direction stopped and came again. A clock reading a packet, no timer. */
import type { Clock } from '../shared/clock.js';

/** Packets of a voice come every 20 ms, of a camera every 70 ms. Shorter than the 400 ms that make an outage. */
const gapMs = 300;

export class PacketGaps {
  readonly #clock: Clock;
  readonly #onGap: (from: number, to: number | undefined) => void;
  #last: number | undefined;

  /** @param onGap the last packet before and the first after, on this clock; without `to` none came after. */
  constructor(clock: Clock, onGap: (from: number, to: number | undefined) => void) {
    this.#clock = clock;
    this.#onGap = onGap;
  }

  packet(): void {
    const now = this.#clock.now();
    if (this.#last !== undefined && now - this.#last > gapMs) this.#onGap(this.#last, now);
    this.#last = now;
  }

  /** No packet is expected any more. */
  close(): void {
    if (this.#last !== undefined && this.#clock.now() - this.#last > gapMs) this.#onGap(this.#last, undefined);
    this.#last = undefined;
  }
}
