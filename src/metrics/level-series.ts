/** How the generator felt over the run, in a bounded number of equal spans: when they are used up, each becomes twice as wide. */
import { healthLevels, type HealthLevel } from '../model/summary.js';

/** Twenty minutes second by second. */
const maxSpans = 1_200;

export interface Levels {
  readonly span_ms: number;
  /** From t = 0, the worst of each span; `undefined` where nothing was measured. */
  readonly levels: readonly (HealthLevel | undefined)[];
}

export class LevelSeries implements Levels {
  span_ms = 1_000;
  levels: (HealthLevel | undefined)[] = [];

  /** @param from and `to` are the second that was judged, ms since the start. */
  add(from: number, to: number, level: HealthLevel): void {
    if (!(to > from) || to <= 0) return;
    while (to / this.span_ms > maxSpans) this.#halve();
    const last = Math.ceil(to / this.span_ms) - 1;
    // A second lies across two spans: it counts in the one that holds its middle, and a long one in all that it covers.
    const first = Math.min(last, Math.max(0, Math.round(from / this.span_ms)));
    for (let index = first; index <= last; index++) this.levels[index] = worse(this.levels[index], level);
  }

  at(t: number): HealthLevel | undefined {
    return this.levels[Math.floor(t / this.span_ms)];
  }

  #halve(): void {
    this.span_ms *= 2;
    const before = this.levels;
    this.levels = Array.from({ length: Math.ceil(before.length / 2) }, (_, index) =>
      worse(before[2 * index], before[2 * index + 1]),
    );
  }
}

function worse<L extends HealthLevel | undefined>(a: HealthLevel | undefined, b: L): HealthLevel | L {
  if (a === undefined) return b;
  return b === undefined || healthLevels.indexOf(a) >= healthLevels.indexOf(b) ? a : b;
}
