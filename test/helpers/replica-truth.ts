/** What replicas' pages say that they show, kept in order of the pages' clocks. */
import type { ScreenReport } from '../fixtures/platforms/shared/knobs.js';

export interface TruthMoment extends ScreenReport {
  /** Cookie of the browser context: one participant. */
  readonly visitor: string;
  /** Epoch ms on the server's clock. */
  readonly receivedAt: number;
}

export class ReplicaTruth {
  readonly #moments: TruthMoment[] = [];

  add(moment: TruthMoment): void {
    this.#moments.push(moment);
  }

  get moments(): readonly TruthMoment[] {
    return this.#moments.toSorted((a, b) => a.at - b.at);
  }

  of(name: string): readonly TruthMoment[] {
    const visitors = new Set(this.#moments.filter((moment) => moment.name === name).map(({ visitor }) => visitor));
    return this.moments.filter(({ visitor }) => visitors.has(visitor));
  }
}
