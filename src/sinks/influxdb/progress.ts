/** How joins have gone until now, second by second: of everybody, and of each device class. Pure; memory grows with joins. */
import { percentile } from '../../metrics/percentile.js';
import type { PersonState } from './person.js';
import type { FieldOf } from './schema.js';

export const everybody = 'all';

type Fields = Partial<Record<FieldOf<'meet_progress'>, number | undefined>>;

interface ClassProgress {
  /** Ascending; +∞ for those that never became usable. */
  readonly joinTimes: number[];
  decided: number;
  within: number;
  usable: number;
  never: number;
  usableNow: number;
  neverNow: number;
}

export class JoinProgress {
  readonly #classes = new Map<string, ClassProgress>();

  /** A first join of a full participant is decided. @param ms +∞ when it never became usable */
  decided(deviceClass: string, ms: number, isWithin: boolean): void {
    for (const progress of this.#of(deviceClass)) {
      insert(progress.joinTimes, ms);
      progress.decided += 1;
      if (isWithin) progress.within += 1;
      if (ms === Infinity) {
        progress.never += 1;
        progress.neverNow += 1;
      } else {
        progress.usable += 1;
        progress.usableNow += 1;
      }
    }
  }

  /** An iteration for which no VU was free: it misses the target and has no join time. */
  droppedIteration(deviceClass: string): void {
    for (const progress of this.#of(deviceClass)) progress.decided += 1;
  }

  /** A second ends. @returns what to tell of each class. */
  take(
    states: readonly { readonly deviceClass: string; readonly state: PersonState; readonly participants: number }[],
  ) {
    for (const { deviceClass } of states) this.#of(deviceClass);
    return [...this.#classes].map(([deviceClass, progress]) => {
      const count = (wanted: PersonState): number =>
        states
          .filter((one) => one.state === wanted && (deviceClass === everybody || one.deviceClass === deviceClass))
          .reduce((sum, { participants }) => sum + participants, 0);
      const fields: Fields = {
        joining: count('joining'),
        lobby: count('lobby'),
        in_meeting: count('in'),
        reconnecting: count('reconnecting'),
        left: count('left'),
        failed: count('failed'),
        joins_usable: progress.usable,
        joins_never: progress.never,
        usable_now: progress.usableNow,
        never_now: progress.neverNow,
        within_target_share: progress.decided > 0 ? progress.within / progress.decided : undefined,
        join_time_p50_ms: percentile(progress.joinTimes, 50),
        join_time_p95_ms: percentile(progress.joinTimes, 95),
      };
      progress.usableNow = 0;
      progress.neverNow = 0;
      return { deviceClass, fields };
    });
  }

  #of(deviceClass: string): readonly ClassProgress[] {
    return [everybody, deviceClass].map((name) => {
      let progress = this.#classes.get(name);
      if (progress === undefined) this.#classes.set(name, (progress = nothingYet()));
      return progress;
    });
  }
}

function nothingYet(): ClassProgress {
  return { joinTimes: [], decided: 0, within: 0, usable: 0, never: 0, usableNow: 0, neverNow: 0 };
}

function insert(sorted: number[], value: number): void {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  sorted.splice(low, 0, value);
}
