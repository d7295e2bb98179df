/**
 * How late this document's timers are: a page that gets no processor is late, and so is one that is busy with itself. What tells
 * them apart: the browser's own list of the tasks that took 50 ms and more (https://www.w3.org/TR/longtasks-1/).
 */
import { every, longTasks, now, quiet, type Span } from './natives.js';
import { unexplained } from './unexplained.js';

const tickMs = 100;
/** Timers are this late on an idle machine too. */
const leastMs = 10;

interface Lateness {
  /** The longest delay since the last call, whole ms; `undefined` below 10. */
  readonly late?: number;
  /** The longest part of a delay in which no long task of the page ran, whole ms; there with `late`, where the browser lists them. */
  readonly stalled?: number;
}

export interface Punctuality {
  take(): Lateness;
}

export function watchPunctuality(): Punctuality {
  const tasks = longTasks();
  let delays: Span[] = [];
  let last = now();
  let wasHidden = false;
  const note = (at: number): void => {
    if (at - last - tickMs >= leastMs) delays.push({ from: last + tickMs, to: at });
  };
  every(
    quiet(() => {
      const at = now();
      // Of a hidden page the browser slows the timers on purpose.
      const { hidden } = document;
      if (!hidden && !wasHidden) note(at);
      last = at;
      wasHidden = hidden;
    }),
    tickMs,
  );
  return {
    take: () => {
      // A timer that is due now, and does not come, is late already.
      if (!wasHidden) note(now());
      const busy = tasks?.take();
      if (delays.length === 0) return {};
      const late = Math.round(Math.max(...delays.map(({ from, to }) => to - from)));
      const taken = delays;
      delays = [];
      if (busy === undefined) return { late };
      return { late, stalled: Math.round(Math.max(...taken.map((delay) => unexplained(delay, busy)))) };
    },
  };
}
