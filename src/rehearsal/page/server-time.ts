/**
 * Where the server's clock stands, seen from this page: the offset of the best of several round trips over the socket,
 * wrong by at most half of that round trip.
 */
import type { Signalling } from './signalling.js';

const rounds = 5;
const patienceMs = 1_000;

/** Epoch ms of this page's own clock, monotonic. */
export function pageNow(): number {
  return performance.timeOrigin + performance.now();
}

export interface Offset {
  /** Server's clock minus the page's, ms. */
  readonly offset: number;
  /** ms. */
  readonly uncertainty: number;
}

export class ServerTime {
  readonly #signalling: Signalling;
  readonly #asked = new Map<number, { readonly sent: number; readonly answered: () => void }>();
  #best: Offset | undefined;
  #ids = 0;

  constructor(signalling: Signalling) {
    this.#signalling = signalling;
  }

  /** @returns the best so far, after some more round trips; `undefined` when none ever came back. */
  async measure(): Promise<Offset | undefined> {
    for (let round = 0; round < rounds && this.#signalling.open; round += 1) await this.#roundTrip();
    return this.#best;
  }

  pong(id: number, serverNow: number): void {
    const asked = this.#asked.get(id);
    if (asked === undefined) return;
    const received = pageNow();
    const uncertainty = (received - asked.sent) / 2;
    if (this.#best === undefined || uncertainty < this.#best.uncertainty) {
      this.#best = { offset: serverNow - (asked.sent + received) / 2, uncertainty };
    }
    this.#asked.delete(id);
    asked.answered();
  }

  #roundTrip(): Promise<void> {
    this.#ids += 1;
    const id = this.#ids;
    return new Promise((resolve) => {
      const giveUp = setTimeout(() => {
        this.#asked.delete(id);
        resolve();
      }, patienceMs);
      const answered = (): void => {
        clearTimeout(giveUp);
        resolve();
      };
      this.#asked.set(id, { sent: pageNow(), answered });
      this.#signalling.send({ type: 'ping', id });
    });
  }
}
