/** getStats of all open peer connections once a second, as one entry that holds what changed. */
import type { PageEntry } from '../../model/page-channel.js';
import { every, now, quiet, stringify, within } from './natives.js';
import type { Outbox } from './outbox.js';
import type { Observed } from './peer-connections.js';
import type { GetStats, Sampler } from './sampler.js';
import type { Punctuality } from './punctuality.js';
import { createStatsDelta, type PcDelta } from './stats-delta.js';

const tickMs = 1_000;
const fullEveryMs = 10_000;
/** A peer connection that answers later is left out of this line. */
const patienceMs = 900;

export interface StatsTicker {
  /** The next line is a full one. */
  full(): void;
  closed(observed: Observed): void;
  /** A full line now. */
  flush(): Promise<void>;
}

export function startStats(
  document: string,
  open: ReadonlySet<Observed>,
  getStats: GetStats,
  sampler: Sampler,
  outbox: Outbox,
  punctuality: Punctuality,
): StatsTicker {
  const delta = createStatsDelta(stringify);
  let gone: Record<string, PcDelta> = {};
  let fullDue = true;
  let fullAt = 0;

  const collect = async (): Promise<void> => {
    const full = fullDue || now() - fullAt >= fullEveryMs;
    const asked: { observed: Observed; answer: Promise<RTCStatsReport | undefined> }[] = [];
    for (const observed of open) {
      asked.push({ observed, answer: within(patienceMs, getStats(observed.pc)) });
    }
    const pcs = gone;
    gone = {};
    let complete = true;
    for (const { observed, answer } of asked) {
      const stats = await answer;
      // Closed while we waited: `gone` has it for the next line.
      if (!open.has(observed)) continue;
      if (stats === undefined) {
        complete = false;
        continue;
      }
      sampler.inspect(observed, stats);
      const changed = delta.of(observed.id, stats.values() as Iterable<Readonly<Record<string, unknown>>>, full);
      if (Object.keys(changed).length > 0) pcs[observed.id] = changed;
    }
    const at = now();
    if (full && complete) {
      fullDue = false;
      fullAt = at;
    }
    if (asked.length > 0 || Object.keys(pcs).length > 0) {
      const { late, stalled } = punctuality.take();
      outbox.put({
        at,
        type: 'stats',
        document,
        full,
        late_ms: late,
        stalled_ms: stalled,
        pcs,
      } as unknown as PageEntry);
    }
    outbox.send();
  };

  // Never two at once: the second would tell its changes before the first.
  let busy: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    try {
      await collect();
    } catch {
      // The next second tries again.
    }
    busy = undefined;
  };
  every(
    quiet(() => {
      busy ??= run();
    }),
    tickMs,
  );

  return {
    full: () => {
      fullDue = true;
    },
    closed: (observed) => {
      const changed = delta.closed(observed.id);
      if (Object.keys(changed).length > 0) gone[observed.id] = changed;
    },
    flush: async () => {
      if (busy !== undefined) await busy;
      fullDue = true;
      busy = run();
      await busy;
    },
  };
}
