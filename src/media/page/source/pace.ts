/** Waits for evenly spaced moments, however long the work between them takes. */
export class Pace {
  #next: number = performance.now();
  readonly #longestBacklogMs: number;

  /** @param longestBacklogMs being later than that, what was missed is left out instead of caught up with. */
  constructor(longestBacklogMs: number) {
    this.#longestBacklogMs = longestBacklogMs;
  }

  /** Resolves `intervalMs` after the last moment; at once while there is a backlog. */
  async next(intervalMs: number): Promise<void> {
    this.#next += intervalMs;
    const wait = this.#next - performance.now();
    if (wait < -this.#longestBacklogMs) this.#next = performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
