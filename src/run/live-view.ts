/** What is computed while a run goes on, from the same lines and by the same reducers as a replay. */
import { createRunReducer } from '../metrics/run-data.js';
import { thresholdToAbortFor } from '../metrics/thresholds.js';
import type { Line } from '../model/line.js';
import { UsableRegistry } from './usable-registry.js';

export interface LiveViewEvents {
  /** A participant became usable. */
  readonly usable?: ((event: { readonly p: string; readonly t: number }) => void) | undefined;
  /** A threshold with `abortOnFail` is broken: the sentence says which. */
  readonly abort: (reason: string) => void;
}

export class LiveView {
  readonly usable = new UsableRegistry();
  readonly #reducer = createRunReducer();
  readonly #events: LiveViewEvents;
  readonly #underWay = new Set<string>();

  constructor(events: LiveViewEvents) {
    this.#events = events;
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
    for (const event of this.#reducer.step(line)) {
      this.usable.tell(event.p, event.t);
      this.#events.usable?.(event);
    }
    if (line.type === 'outcome') {
      this.#underWay.delete(line.p);
      this.usable.forget(line.p);
    }
    // Health comes once a second: often enough to end a run that has failed already.
    if (line.type === 'health') this.#checkThresholds(line.t);
  }

  #checkThresholds(now: number): void {
    const { data } = this.#reducer;
    if (data.header === undefined) return;
    const broken = thresholdToAbortFor(data, data.header.options, now);
    if (broken !== undefined) this.#events.abort(`the threshold ${broken.metric}: ${broken.threshold} is broken`);
  }
}
