/**
 * One outgoing stream must look like one sender whoever feeds it: sequence numbers without a jump and timestamps that move
 * with time, while gaps and disorder inside a source stay as they were.
 */
export interface RtpPosition {
  /** 16 bits. */
  readonly sequenceNumber: number;
  /** 32 bits, in ticks of the clock rate. */
  readonly timestamp: number;
}

export class RtpRewriter {
  readonly #clockRate: number;
  #sequenceOffset = 0;
  #timestampOffset = 0;
  #last: (RtpPosition & { readonly at: number }) | undefined;
  #switching = true;

  /** @param clockRate ticks a second: 90,000 for video, 48,000 for Opus. */
  constructor(clockRate: number) {
    this.#clockRate = clockRate;
  }

  /** The next packet comes from another source. */
  switchSource(): void {
    this.#switching = true;
  }

  /** @param now ms. */
  rewrite(packet: RtpPosition, now: number): RtpPosition {
    if (this.#switching) {
      this.#switching = false;
      if (this.#last !== undefined) {
        const elapsed = Math.max(1, Math.round(((now - this.#last.at) * this.#clockRate) / 1_000));
        this.#sequenceOffset = this.#last.sequenceNumber + 1 - packet.sequenceNumber;
        this.#timestampOffset = this.#last.timestamp + elapsed - packet.timestamp;
      }
    }
    const sequenceNumber = (packet.sequenceNumber + this.#sequenceOffset) & 0xffff;
    const timestamp = this.timestamp(packet.timestamp);
    const ahead = this.#last === undefined || ((sequenceNumber - this.#last.sequenceNumber) & 0xffff) < 0x8000;
    if (ahead) this.#last = { sequenceNumber, timestamp, at: now };
    return { sequenceNumber, timestamp };
  }

  /** A timestamp of the present source in the outgoing stream's terms. */
  timestamp(timestamp: number): number {
    return (timestamp + this.#timestampOffset) >>> 0;
  }
}
