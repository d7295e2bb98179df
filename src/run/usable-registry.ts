/** Tells waiting participants that they are usable, as soon as the recording's lines say so. */
import type { UsableWatch } from '../participant/usable-watch.js';
import { abortReason } from '../shared/clock.js';

export class UsableRegistry implements UsableWatch {
  /** Of iterations that are under way; forgotten at their outcome. */
  readonly #usableAt = new Map<string, number>();
  readonly #waiting = new Map<string, Set<(t: number) => void>>();

  /** Called for each iteration that became usable. */
  tell(participant: string, t: number): void {
    this.#usableAt.set(participant, t);
    const waiting = this.#waiting.get(participant) ?? [];
    this.#waiting.delete(participant);
    for (const tell of waiting) tell(t);
  }

  forget(participant: string): void {
    this.#usableAt.delete(participant);
  }

  until(participant: string, signal: AbortSignal): Promise<number> {
    return new Promise((resolve, reject) => {
      const known = this.#usableAt.get(participant);
      if (known !== undefined) {
        resolve(known);
        return;
      }
      if (signal.aborted) {
        reject(abortReason(signal));
        return;
      }
      const others = this.#waiting.get(participant) ?? new Set();
      this.#waiting.set(participant, others);
      const told = (t: number): void => {
        signal.removeEventListener('abort', onAbort);
        resolve(t);
      };
      const onAbort = (): void => {
        others.delete(told);
        if (others.size === 0 && this.#waiting.get(participant) === others) this.#waiting.delete(participant);
        reject(abortReason(signal));
      };
      others.add(told);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }
}
