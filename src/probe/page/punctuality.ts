/** How late this document's timers are: a page that gets no processor is late, and so is one that is busy with itself. */
import { every, now, quiet } from './natives.js';

const tickMs = 100;
/** Timers are this late on an idle machine too. */
const leastMs = 10;

export interface Punctuality {
  /** The longest delay since the last call, whole ms; `undefined` below 10. */
  late(): number | undefined;
}

export function watchPunctuality(): Punctuality {
  let longest = 0;
  let last = now();
  let wasHidden = false;
  every(
    quiet(() => {
      const at = now();
      // Of a hidden page the browser slows the timers on purpose.
      const { hidden } = document;
      if (!hidden && !wasHidden) longest = Math.max(longest, at - last - tickMs);
      last = at;
      wasHidden = hidden;
    }),
    tickMs,
  );
  return {
    late: () => {
      // A timer that is due now, and does not come, is late already.
      const ms = Math.round(wasHidden ? longest : Math.max(longest, now() - last - tickMs));
      longest = 0;
      return ms < leastMs ? undefined : ms;
    },
  };
}
