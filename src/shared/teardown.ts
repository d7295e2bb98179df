/**
 * Resources that must be given back, in reverse order of their making. Register the teardown before the setup it undoes,
 * so that a setup that fails half-way is undone too.
 */
import type { Clock } from './clock.js';
import { deadlineIn, raceDeadline } from './deadline.js';
import { messageOf } from './errors.js';

interface Step {
  readonly what: string;
  readonly undo: () => Promise<void> | void;
}

export class Teardown {
  readonly #clock: Clock;
  readonly #steps: Step[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `what` names the resource in the sentence that tells that it could not be given back. */
  add(what: string, undo: () => Promise<void> | void): void {
    this.#steps.push({ what, undo });
  }

  /**
   * Undoes everything once, each step with a deadline of its own: one that hangs or fails does not keep the others.
   *
   * @returns a sentence for each step that did not succeed.
   */
  async unwind(stepTimeoutMs = 10_000): Promise<readonly string[]> {
    const problems: string[] = [];
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        const work = Promise.resolve(step.undo());
        const raced = await raceDeadline(this.#clock, work, deadlineIn(this.#clock, stepTimeoutMs));
        if (raced.timedOut) problems.push(`${step.what}: not closed within ${stepTimeoutMs} ms`);
      } catch (thrown) {
        problems.push(`${step.what}: ${messageOf(thrown)}`);
      }
    }
    return problems;
  }
}
