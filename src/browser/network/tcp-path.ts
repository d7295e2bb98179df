/**
 * The way that a participant's TCP takes, in both directions, as it is at present: delay, rate, loss, open or shut. All of its
 * connections share it.
 */
import type { NetworkSpec } from '../../model/network.js';
import { segmentBytes, SharedLink } from './shared-link.js';

type Direction = 'up' | 'down';

/** Linux's least retransmission timeout (TCP_RTO_MIN), and its first for a SYN (TCP_TIMEOUT_INIT; RFC 6298). */
const leastTimeoutMs = 200;
const handshakeTimeoutMs = 1_000;

/** What one direction may hold of one connection where no rate bounds it: Linux's largest receive window (tcp_rmem). */
const windowBytes = 6 * 1024 * 1024;
const leastWindowBytes = 32 * 1024;

export class TcpPath {
  readonly #links = { up: new SharedLink(), down: new SharedLink() };
  readonly #random: () => number;
  #spec: NetworkSpec = { rtt_ms: 0 };
  #onlineSince = 0;
  #opened: Promise<void> = Promise.resolve();
  #open: (() => void) | undefined;

  /** @param random uniform in [0, 1). */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** What is on its way arrives as it would have, unless the way is shut. */
  set(spec: NetworkSpec, now: number): void {
    const wasShut = this.#spec.offline === true;
    this.#spec = spec;
    if (spec.offline === true) {
      if (!wasShut) {
        this.#opened = new Promise((resolve) => {
          this.#open = resolve;
        });
      }
      return;
    }
    this.#links.up.set(spec.up_kbps, spec.queue_packets);
    this.#links.down.set(spec.down_kbps, spec.queue_packets);
    if (!wasShut) return;
    this.#onlineSince = now;
    this.#open?.();
  }

  get isShut(): boolean {
    return this.#spec.offline === true;
  }

  /** Resolves when nothing is held back (any more). */
  get opened(): Promise<void> {
    return this.#opened;
  }

  link(direction: Direction): SharedLink {
    return this.#links[direction];
  }

  /** Bytes of one connection that may be on their way in one direction: what its receiver's window would allow. */
  window(direction: Direction): number {
    const rate = direction === 'up' ? this.#spec.up_kbps : this.#spec.down_kbps;
    if (rate === undefined) return windowBytes;
    return Math.max(leastWindowBytes, (rate * this.#spec.rtt_ms) / 8 + this.#links[direction].queueBytes);
  }

  /** When what has left the link at `leftAt` arrives at the other end. `alone`: nothing follows that would tell of a loss. */
  arrival(leftAt: number, bytes: number, alone: boolean): number {
    return leftAt + this.#spec.rtt_ms / 2 + this.#retransmissions(Math.ceil(bytes / segmentBytes), alone);
  }

  /** What was sent before the way opened again arrives one way later than that, at the earliest. */
  notBefore(sentAt: number): number {
    return sentAt < this.#onlineSince ? this.#onlineSince + this.#spec.rtt_ms / 2 : 0;
  }

  /** One way of a handshake: its packet, or the one after the timeouts. */
  handshake(): number {
    let ms = this.#spec.rtt_ms / 2;
    for (let timeout = handshakeTimeoutMs; this.#isLost(1); timeout *= 2) ms += timeout;
    return ms;
  }

  /**
   * A segment that is lost costs TCP time and not data: one round trip when what follows tells of it (fast retransmit, RFC
   * 6675), else a timeout. Its sender would also slow down; that is left out.
   */
  #retransmissions(segments: number, alone: boolean): number {
    let ms = 0;
    while (this.#isLost(segments)) {
      ms += this.#spec.rtt_ms + (alone ? leastTimeoutMs : 0);
      // The repetition may be lost too; the others have arrived.
      segments = 1;
      alone = true;
    }
    return ms;
  }

  #isLost(segments: number): boolean {
    const { loss = 0 } = this.#spec;
    return loss > 0 && this.#random() >= (1 - loss) ** segments;
  }
}
