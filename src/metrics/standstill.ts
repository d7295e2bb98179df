/**
 * Did the machine that ran the browsers stand still? A virtual machine does for half a second now and then, and so do browsers that
 * get no processor: then nobody sends and nobody receives, and when they go on, what was to be sent comes in a burst, so that the
 * sender's counters show nothing. What shows it: the timers of every page are late by as much.
 *
 * In: each page's stats lines with the longest delay of its timers since the line before. Out: whether all stood still.
 */
import type { StatsLine } from '../model/line.js';

interface Second {
  readonly from: number;
  readonly to: number;
  readonly lateMs: number;
  readonly stalledMs: number;
}

/** A silence is decided some seconds after its end. */
const secondsKept = 12;
/** Longer silences are no standstill: pages tell each second, and the machine's own second would be late. */
const longestMs = 3_000;
/** The last packet came before the machine stopped, the first some time after it went on. */
const share = 0.6;

/** The delays of one page's timers of late. */
export class PageStops {
  readonly #seconds: Second[] = [];
  #last: number | undefined;

  step({ t, late_ms: lateMs = 0, stalled_ms: stalledMs = 0 }: StatsLine): void {
    if (this.#last !== undefined) this.#seconds.push({ from: this.#last, to: t, lateMs, stalledMs });
    if (this.#seconds.length > secondsKept) this.#seconds.shift();
    this.#last = t;
  }

  /** The longest in the seconds that this time touches; `undefined` when the page told of none of them. */
  lateMs(from: number, to: number): number | undefined {
    const touched = this.#touched(from, to);
    return touched.length === 0 ? undefined : Math.max(...touched.map(({ lateMs }) => lateMs));
  }

  /** For how long at most it got no processor; 0 when the page told nothing of it. */
  stalledMs(from: number, to: number): number {
    return Math.max(0, ...this.#touched(from, to).map(({ stalledMs }) => stalledMs));
  }

  #touched(from: number, to: number): readonly Second[] {
    return this.#seconds.filter((second) => second.to > from && second.from < to);
  }
}

/** By the word of all pages, two at least. */
export function stoodStill(pages: readonly PageStops[], from: number, to: number): boolean {
  if (to - from > longestMs) return false;
  const late = pages.flatMap((page) => page.lateMs(from, to) ?? []);
  return late.length >= 2 && Math.min(...late) >= share * (to - from);
}
