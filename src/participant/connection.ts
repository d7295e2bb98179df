/** A participant's network in its own hands: changed, cut for a while, changed over. Who calls records it; this does it. */
import { offlineNetwork } from '../browser/network/networks.js';
import type { ParticipantNetwork } from '../browser/network/participant-network.js';
import type { Network } from '../model/network.js';
import type { Clock } from '../shared/clock.js';
import { HarnessError } from '../shared/errors.js';

/**
 * From one network to another a phone is without any for a moment. Chosen: long enough that the page sees it go and come, shorter
 * than ICE's patience.
 */
const handoverMs = 1_500;

export interface ConnectionParts {
  /** `undefined`: this machine's own, which cannot be changed. */
  readonly network: ParticipantNetwork | undefined;
  readonly clock: Clock;
  /** The iteration's: waiting ends, and what was cut is restored. */
  readonly signal: AbortSignal;
}

export class Connection {
  readonly #parts: ConnectionParts;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
  }

  /** @throws HarnessError `participant` when there was none from the start: a context's way is laid once. */
  get inForce(): Network {
    return this.#laid().inForce;
  }

  /** Resolves when it is in force. */
  async change(to: Network): Promise<void> {
    await this.#laid().set(to);
  }

  /** Nothing goes through for so long; then `to` does. Restored also when the wait is cut short. */
  async cut(ms: number, to: Network): Promise<void> {
    const { clock, signal } = this.#parts;
    const network = this.#laid();
    await network.set(offlineNetwork);
    try {
      await clock.sleep(ms, signal);
    } finally {
      await network.set(to);
    }
  }

  async handOver(to: Network): Promise<void> {
    await this.cut(handoverMs, to);
  }

  #laid(): ParticipantNetwork {
    const { network } = this.#parts;
    if (network !== undefined) return network;
    throw new HarnessError('participant', 'This participant has the machine’s own network, which cannot be changed.', {
      hint: "Give its scenario a network to begin with, such as network: 'lan'.",
    });
  }
}
