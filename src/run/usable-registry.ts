/** Tells waiting participants that they are usable, as soon as the recording's lines say so. */
import type { UsableWatch } from '../participant/usable-watch.js';
import { abortReason } from '../shared/clock.js';

export class UsableRegistry implements UsableWatch {
  /** Of iterations that are under way; forgotten at their outcome. */
  readonly #usableAt = new Map<string, number>();
  readonly #waiting = new Map<string, (t: number) => void>();

  /** Called for each iteration that became usable. */
  tell(participant: string, t: number): void {
    this.#usableAt.set(participant, t);
    this.#waiting.get(participant)?.(t);
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
      const finish = (): void => {
        this.#waiting.delete(participant);
        signal.removeEventListener('abort', onAbort);
      };
      const onAbort = (): void => {
        finish();
        reject(abortReason(signal));
      };
      this.#waiting.set(participant, (t) => {
        finish();
        resolve(t);
      });
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }
}
