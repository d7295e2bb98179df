/**
 * The sequence numbers of an outgoing stream: the publisher's own, less what the SFU itself did not pass on. So a receiver
 * counts as lost what the network lost, and nothing else.
 */
export class SequenceNumbers {
  #offset = 0;
  #last: number | undefined;
  #skipped = false;

  /** Packets of the publisher were left out on purpose. */
  skip(): void {
    this.#skipped = true;
  }

  /** @param incoming 16 bits. @returns the outgoing number, 16 bits. */
  next(incoming: number): number {
    if (this.#skipped && this.#last !== undefined) this.#offset = this.#last + 1 - incoming;
    this.#skipped = false;
    const outgoing = (incoming + this.#offset) & 0xffff;
    const ahead = this.#last === undefined || ((outgoing - this.#last) & 0xffff) < 0x8000;
    if (ahead) this.#last = outgoing;
    return outgoing;
  }
}
