/**
 * How long the threads of whom ran, and how long they were ready to run and waited for a processor: the browsers' apart from
 * this process's and the built-in meeting's, so that it can be said who was short.
 *
 * `/proc/PID/schedstat` tells of the main thread alone; most of a join is done by others, so every thread is read. Time that a
 * container's quota withheld counts as waiting (checked on Linux 6.18).
 *
 * @see https://docs.kernel.org/scheduler/sched-stats.html#proc-pid-schedstat
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { parseParent, parseThreadTime, type ThreadTime } from './proc.js';
import { numbersIn, readParsed } from './read-text.js';

/** Of all threads that live, by thread id. */
export type ThreadTimes = ReadonlyMap<number, ThreadTime>;

/** Whose processes: each with everything it started, and what that started. */
export type ProcessRoots = Readonly<Record<ProcessGroup, readonly number[]>>;
const groups = ['browsers', 'harness', 'meeting'] as const;
export type ProcessGroup = (typeof groups)[number];

export class ProcessGroups {
  readonly #parents = new Map<number, number>();

  /** What lives now. A group without threads is absent: it is not there, or this system does not tell. */
  read(roots: ProcessRoots): Readonly<Partial<Record<ProcessGroup, ThreadTimes>>> {
    this.#look();
    const times: Partial<Record<ProcessGroup, ThreadTimes>> = {};
    for (const group of ['browsers', 'meeting'] as const) {
      const found = threadsOf(this.#membersOf(group, roots));
      if (found.size > 0) times[group] = found;
    }
    // What this process starts is counted where it belongs.
    const own = threadsOf(roots.harness);
    if (own.size > 0) times.harness = own;
    return times;
  }

  /** Who was started by whom. A process is asked once: who started it never changes while that one lives. */
  #look(): void {
    const living = new Set(numbersIn('/proc'));
    for (const pid of this.#parents.keys()) if (!living.has(pid)) this.#parents.delete(pid);
    for (const pid of living) {
      if (this.#parents.has(pid)) continue;
      const parent = readParsed(`/proc/${pid}/stat`, parseParent);
      if (parent !== undefined) this.#parents.set(pid, parent);
    }
  }

  /** Those whose nearest ancestor among all roots is of this group. */
  #membersOf(group: ProcessGroup, roots: ProcessRoots): readonly number[] {
    return roots[group].length === 0
      ? []
      : [...this.#parents.keys()].filter((pid) => this.#groupOf(pid, roots) === group);
  }

  #groupOf(pid: number, roots: ProcessRoots): ProcessGroup | undefined {
    let at: number | undefined = pid;
    // No family is that deep; a number that was used again could make a circle.
    for (let generation = 0; at !== undefined && generation < 32; generation += 1) {
      for (const group of groups) if (roots[group].includes(at)) return group;
      at = this.#parents.get(at);
    }
    return undefined;
  }
}

export interface GroupTime {
  readonly ranNs: number;
  /** Of the threads that had work to do: what they waited for each second that they ran. Absent: none had. */
  readonly wait?: number;
}

/**
 * What a thread runs or waits in a second before it counts as having work to do. All others wake for a moment and wait as
 * long as they run on an idle machine too: with them in the sum a starved machine looks much like a rested one.
 */
const busy = { ran: 0.03, waited: 0.3 };

/** Between two readings. Who came meanwhile counts whole, the last moments of who went are lost. */
export function timeBetween(before: ThreadTimes, after: ThreadTimes, elapsedNs: number): GroupTime {
  let ranNs = 0;
  const worked = { ranNs: 0, waitedNs: 0 };
  for (const [id, time] of after) {
    const earlier = before.get(id);
    // A number that was given to another thread starts anew.
    const from = earlier !== undefined && earlier.ranNs <= time.ranNs ? earlier : nothing;
    const ran = time.ranNs - from.ranNs;
    const waited = Math.max(0, time.waitedNs - from.waitedNs);
    ranNs += ran;
    if (ran < busy.ran * elapsedNs && waited < busy.waited * elapsedNs) continue;
    worked.ranNs += ran;
    worked.waitedNs += waited;
  }
  return { ranNs, ...(worked.ranNs > 0 && { wait: worked.waitedNs / worked.ranNs }) };
}

const nothing: ThreadTime = { ranNs: 0, waitedNs: 0 };

function threadsOf(pids: readonly number[]): ThreadTimes {
  const times = new Map<number, ThreadTime>();
  for (const pid of pids) {
    for (const thread of numbersIn(`/proc/${pid}/task`)) {
      const time = readSchedstat(`/proc/${pid}/task/${thread}/schedstat`);
      if (time !== undefined) times.set(thread, time);
    }
  }
  return times;
}

const buffer = Buffer.alloc(128);

/** Hundreds of them a second: a third of what `readFileSync` costs (12 µs instead of 30). */
function readSchedstat(file: string): ThreadTime | undefined {
  try {
    const descriptor = openSync(file, 'r');
    try {
      return parseThreadTime(buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, buffer.length, 0)));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}
