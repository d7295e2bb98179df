/**
 * Presence, live: feeds the pure reducer with a participant's lines and tells who waits for a drop.
 */
import type { Line } from '../model/line.js';
import type { Clock } from '../shared/clock.js';
import { abortReason } from '../shared/clock.js';
import type { ParticipantBus } from './participant-bus.js';
import type { Drop, PresenceState } from './presence.js';
import { dropAt, initialPresence, nextStay, stepPresence } from './presence.js';

/** How often a break is held against its patience; crashes and removals are seen at once. */
const checkEveryMs = 500;

export class PresenceWatch {
  readonly #clock: Clock;
  #state: PresenceState = initialPresence();
  readonly #waiting = new Set<() => void>();
  readonly #stopListening: () => void;

  constructor(bus: ParticipantBus, clock: Clock) {
    this.#clock = clock;
    this.#stopListening = bus.listen((line: Line) => {
      this.#state = stepPresence(this.#state, line);
      for (const check of this.#waiting) check();
    });
  }

  get crashed(): boolean {
    const cause = this.#state.final?.cause;
    return cause === 'page_crashed' || cause === 'browser_crashed';
  }

  /** The drop that the stay has come to. `leaving`: a break counts however short it is. */
  drop(leaving = false): Drop | undefined {
    return dropAt(this.#state, this.#clock.now(), leaving);
  }

  /** A new page, a new stay: what is known of the last one is forgotten. */
  reset(): void {
    this.#state = nextStay(this.#state);
  }

  /** Resolves when there is a drop. Rejects with the signal's reason when aborted. */
  untilDrop(signal: AbortSignal): Promise<Drop> {
    return new Promise((resolve, reject) => {
      const finish = (act: () => void): void => {
        this.#waiting.delete(check);
        stopTicking();
        signal.removeEventListener('abort', onAbort);
        act();
      };
      const check = (): void => {
        const drop = this.drop();
        if (drop !== undefined)
          finish(() => {
            resolve(drop);
          });
      };
      const onAbort = (): void => {
        finish(() => {
          reject(abortReason(signal));
        });
      };
      const stopTicking = this.#clock.every(checkEveryMs, check);
      this.#waiting.add(check);
      signal.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) onAbort();
      else check();
    });
  }

  close(): void {
    this.#stopListening();
  }
}
