/** What is computed while a run goes on, from the same lines and by the same reducers as a replay. */
import { createSummaryReducer } from '../metrics/summarise.js';
import type { Line } from '../model/line.js';
import type { Summary } from '../model/summary.js';
import { UsableRegistry } from './usable-registry.js';

export class LiveView {
  readonly usable = new UsableRegistry();
  readonly #reducer = createSummaryReducer();
  readonly #abort: (reason: string) => void;
  readonly #underWay = new Set<string>();

  /** `abort` is called when a threshold with `abortOnFail` is broken. */
  constructor(abort: (reason: string) => void) {
    this.#abort = abort;
  }

  /** How many are in a meeting or on their way. */
  get participants(): number {
    return this.#underWay.size;
  }

  step(line: Line): void {
    if (line.type === 'moment' && line.name === 'started') this.#underWay.add(line.p);
    if (line.type === 'action' && line.name === 'rejoin' && line.phase === 'begin' && line.p !== undefined) {
      this.usable.forget(line.p);
    }
    for (const { p, t } of this.#reducer.step(line)) this.usable.tell(p, t);
    if (line.type === 'outcome') {
      this.#underWay.delete(line.p);
      this.usable.forget(line.p);
    }
    // Once a second is often enough, and live and replay see the same seconds.
    if (line.type === 'health') {
      const broken = this.#reducer.abortReason(line.t);
      if (broken !== undefined) this.#abort(broken);
    }
  }

  summary(): Summary {
    return this.#reducer.summary();
  }
}
