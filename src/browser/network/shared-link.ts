/**
 * One direction of an access link: bytes leave one after the other at its rate, whosever they are. Pure: times come in.
 *
 *     queue ─► [ link of rate_kbps ] ─► on their way
 */

/** What a packet carries of TCP on an Ethernet path: 1,500 bytes less the headers of IP and TCP. */
export const segmentBytes = 1_460;

/** Where no queue was asked for: a quarter of a second at the link's rate, as much as named networks have. */
const defaultQueueMs = 250;

export class SharedLink {
  #kbps: number | undefined;
  #queueBytes = Infinity;
  /** When everything that was sent so far has left. */
  #freeAt = 0;

  /** What is on the link already leaves as it would have. `undefined`: no limit. */
  set(kbps: number | undefined, queuePackets: number | undefined): void {
    this.#kbps = kbps;
    this.#queueBytes =
      kbps === undefined
        ? Infinity
        : Math.max(2, queuePackets ?? Math.ceil((kbps * defaultQueueMs) / 8 / segmentBytes)) * segmentBytes;
  }

  /** Bytes that wait at most: a sender stops before. */
  get queueBytes(): number {
    return this.#queueBytes;
  }

  /** Bytes that go at once: 10 ms of the rate, so that a slow link delivers steadily and a quick one cheaply. */
  get pieceBytes(): number {
    return this.#kbps === undefined ? 65_536 : Math.min(65_536, Math.max(segmentBytes, (this.#kbps * 10) / 8));
  }

  /** @returns when the last of these bytes has left, in ms. */
  send(bytes: number, now: number): number {
    const begin = Math.max(now, this.#freeAt);
    this.#freeAt = this.#kbps === undefined ? begin : begin + (bytes * 8) / this.#kbps;
    return this.#freeAt;
  }

  /** How long until the queue has room again, in ms; 0: now. */
  fullFor(now: number): number {
    if (this.#kbps === undefined) return 0;
    return Math.max(0, this.#freeAt - now - (this.#queueBytes * 8) / this.#kbps);
  }
}
