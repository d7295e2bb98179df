/**
 * What became of each iteration: its joins (the first, and one more for each `rejoin`), when they were usable, how it ended.
 *
 * In:  every line, in the order of the file; `stats` and the like are passed over.
 * Out: one record for each participant's iteration. Memory grows with iterations, not with time.
 */
import type { DroppedIterationLine, Line, MomentLine, OutcomeLine, ScheduledLine, StateLine } from '../model/line.js';
import type { MomentName } from '../model/moment.js';
import type { UsableRule } from '../model/summary.js';
import type { Tags } from '../model/tags.js';
import { createUsableTracker, type UsableEvent } from './usable.js';

/** From opening the link to usable media, or as far as it came. All times are the recording's `t`. */
export interface JoinRecord {
  /** `visit` is `again` for a rejoin. */
  readonly tags: Tags;
  /** The first of each; of presses on Join the last before being in: a passcode asked for later is part of the way in. */
  readonly moments: Readonly<Partial<Record<MomentName, number>>>;
  /** When the waiting room was shown. Without `to` it still is. */
  readonly lobby: readonly { readonly from: number; readonly to?: number }[];
  readonly usable?: { readonly t: number; readonly rule: UsableRule };
  /** The worst half-width with which a page's clock was placed, of this join's moments. Absent: host times only. */
  readonly uncertainty_ms?: number;
}

export interface IterationRecord {
  /** Its first line: who it is. */
  readonly scheduled: ScheduledLine;
  readonly first: JoinRecord;
  readonly again: readonly JoinRecord[];
  /** Absent while it goes on, and for good when the recording breaks off. */
  readonly outcome?: OutcomeLine;
  /** When the page first said that the meeting was ended. */
  readonly meetingEndedAt?: number;
}

export interface IterationReducer {
  /** @returns those who became usable by this line. */
  step(line: Line): readonly UsableEvent[];
  /** In the order in which they were scheduled. */
  readonly iterations: readonly IterationRecord[];
  readonly dropped: readonly DroppedIterationLine[];
}

export function createIterationReducer(): IterationReducer {
  const tracker = createUsableTracker();
  const iterations: GrowingIteration[] = [];
  const dropped: DroppedIterationLine[] = [];
  /** Those without an outcome. */
  const open = new Map<string, GrowingIteration>();
  const known = new Set<string>();

  const take = (line: Line): void => {
    if (line.type === 'moment' && line.name === 'dropped_iteration') {
      dropped.push(line);
      return;
    }
    if (line.type === 'moment' && line.name === 'scheduled') {
      if (known.has(line.p)) return;
      known.add(line.p);
      const iteration = new GrowingIteration(line);
      iterations.push(iteration);
      open.set(line.p, iteration);
      return;
    }
    if (!('p' in line)) return;
    const iteration = open.get(line.p);
    if (iteration === undefined) return;
    if (line.type === 'moment') iteration.current.moment(line);
    else if (line.type === 'state') iteration.state(line);
    else if (line.type === 'action' && line.name === 'rejoin' && line.phase === 'begin') iteration.comeAgain();
    else if (line.type === 'outcome') {
      iteration.outcome = line;
      open.delete(line.p);
    }
  };

  return {
    iterations,
    dropped,
    step(line) {
      const usable = tracker.step(line);
      for (const { p, t, rule } of usable) {
        const join = open.get(p)?.current;
        if (join !== undefined) join.usable = { t, rule };
      }
      if (line.type !== 'stats' && line.type !== 'packets' && line.type !== 'evidence') take(line);
      return usable;
    },
  };
}

class GrowingIteration implements IterationRecord {
  readonly scheduled: ScheduledLine;
  readonly first: GrowingJoin;
  readonly again: GrowingJoin[] = [];
  declare outcome?: OutcomeLine;
  declare meetingEndedAt?: number;

  constructor(scheduled: ScheduledLine) {
    this.scheduled = scheduled;
    this.first = new GrowingJoin(scheduled.tags);
  }

  get current(): GrowingJoin {
    return this.again.at(-1) ?? this.first;
  }

  comeAgain(): void {
    this.again.push(new GrowingJoin({ ...this.scheduled.tags, visit: 'again' }));
  }

  state(line: StateLine): void {
    if (line.of === 'join' && line.value === 'ended') this.meetingEndedAt ??= line.t;
    this.current.state(line);
  }
}

class GrowingJoin implements JoinRecord {
  readonly tags: Tags;
  readonly moments: Partial<Record<MomentName, number>> = {};
  readonly lobby: { readonly from: number; to?: number }[] = [];
  declare usable?: { readonly t: number; readonly rule: UsableRule };
  declare uncertainty_ms?: number;
  /** Documents that show the waiting room: a platform may show it in a frame. */
  readonly #lobbies = new Set<string>();

  constructor(tags: Tags) {
    this.tags = tags;
  }

  moment({ name, t, uncertainty_ms: uncertainty }: MomentLine): void {
    const { in_meeting: inMeeting } = this.moments;
    const counts =
      name === 'join_pressed' ? inMeeting === undefined || t <= inMeeting : this.moments[name] === undefined;
    if (!counts) return;
    this.moments[name] = t;
    if (uncertainty !== undefined) this.uncertainty_ms = Math.max(uncertainty, this.uncertainty_ms ?? 0);
  }

  state(line: StateLine): void {
    if (line.of === 'join') this.#lobbyIn(line.document ?? '', line.value === 'lobby', line.t);
    else if (line.of === 'document' && line.value === 'gone') this.#lobbyIn(line.id, false, line.t);
  }

  #lobbyIn(document: string, shown: boolean, t: number): void {
    const before = this.#lobbies.size;
    if (shown) this.#lobbies.add(document);
    else this.#lobbies.delete(document);
    if (before === 0 && shown) this.lobby.push({ from: t });
    const last = this.lobby.at(-1);
    if (before > 0 && this.#lobbies.size === 0 && last !== undefined) last.to = t;
  }
}
