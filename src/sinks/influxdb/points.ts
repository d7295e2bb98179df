/**
 * A recording's lines → the points of `schema.ts`. Pure: the same lines give the same points in the same order, while the run goes on,
 * in `rollcall push`, and a year later. Memory grows with participants, not with time.
 *
 *     usable, outcome, … ─► what happened: at once
 *     health line ────────► the second that it ends: media of each, of all, who is in which state
 *     end (or finish) ────► what is known then: outages still undecided, networks, thresholds, the run
 *
 * An outage comes 15 s after its end, when nothing about it changes any more (its kind is a tag: two would be two points).
 */
import { dropOf, endedAt } from '../../metrics/drops.js';
import { isWithinTarget, joinFate } from '../../metrics/join-counts.js';
import type { IterationRecord, JoinRecord } from '../../metrics/iteration.js';
import { joinPressToMediaMs, joinTimeMs, joinTimeWithoutLobbyMs } from '../../metrics/join-time.js';
import { phaseDurations, phaseSpans } from '../../metrics/phases.js';
import { createRunReducer, dropFactsOf } from '../../metrics/run-data.js';
import { neverByPlatform } from '../../metrics/samples.js';
import type {
  DroppedIterationLine,
  HeaderLine,
  HealthLine,
  Line,
  OutcomeLine,
  ScheduledLine,
} from '../../model/line.js';
import { Marks, reasonOf } from './happenings.js';
import { Person, type MediaSecond } from './person.js';
import { epochOf, fieldsOf, noTag, type Point, type Tags } from './point.js';
import { JoinProgress } from './progress.js';
import { runEndPoints, runStartPoint } from './run-points.js';
import type { MeasurementName } from './schema.js';
import { generatorFields, qualityFields } from './second-fields.js';
import { StateCounts } from './state-counts.js';

export interface PointReducer {
  /** @returns what this line adds. */
  step(line: Line): readonly Point[];
  /** The recording is at its end, with or without an `end` line. @returns what is left; nothing the second time. */
  finish(): readonly Point[];
}

export function createPointReducer(): PointReducer {
  return new Points();
}

/** Nothing about an outage changes any more so long after its end (`metrics/stay.ts`). */
const outageDecidedMs = 15_000;

class Points implements PointReducer {
  readonly #run = createRunReducer();
  /** Those who may still have something to tell. */
  readonly #people = new Map<string, Person>();
  /** Of everybody. */
  readonly #tags = new Map<string, Tags>();
  readonly #slots = new Map<string, string>();
  readonly #counts = new StateCounts();
  readonly #progress = new JoinProgress();
  readonly #marks = new Marks();
  #header: HeaderLine | undefined;
  #points: Point[] = [];
  #lastSecond = -Infinity;
  #finished = false;

  step(line: Line): readonly Point[] {
    const usable = this.#run.step(line);
    if (line.type === 'header' && this.#header === undefined) {
      this.#header = line;
      this.#points.push(runStartPoint(line));
    }
    const header = this.#header;
    if (header === undefined || this.#finished) return [];
    if (line.type === 'moment' && line.name === 'scheduled') this.#enter(line, header);
    else if (line.type === 'moment' && line.name === 'dropped_iteration') this.#dropped(line);
    else if ('p' in line) this.#people.get(line.p ?? '')?.step(line, this.#run.added);
    this.#marks.step(line);
    for (const { p } of usable) {
      const person = this.#people.get(p);
      if (person !== undefined) this.#joined(person, person.record.again.at(-1) ?? person.record.first);
    }
    if (line.type === 'outcome') this.#outcome(line);
    else if (line.type === 'health') this.#second(line);
    return line.type === 'end' ? this.finish() : this.#take();
  }

  finish(): readonly Point[] {
    if (this.#finished || this.#header === undefined) return [];
    this.#finished = true;
    for (const person of this.#people.values()) {
      this.#outages(person, Infinity);
      this.#happened(person);
    }
    // After the last second's: two marks at one time would be one point.
    this.#mark(this.#header, Math.max(this.#run.data.lastT, this.#lastSecond + 1));
    this.#points.push(...runEndPoints(this.#header, this.#run.data, this.#tags));
    return this.#take();
  }

  #take(): readonly Point[] {
    const points = this.#points;
    if (points.length > 0) this.#points = [];
    return points;
  }

  #add(measurement: MeasurementName, tags: Tags, t: number, wanted: Parameters<typeof fieldsOf>[0]): void {
    const fields = fieldsOf(wanted);
    if (Object.keys(fields).length === 0) return;
    this.#points.push({ measurement, tags, fields, at: epochOf(this.#header, t) });
  }

  #enter(line: ScheduledLine, header: HeaderLine): void {
    const record = this.#run.data.iterations.at(-1);
    // A participant that is scheduled twice is a damaged recording's.
    if (record?.scheduled !== line) return;
    const vu = `${line.tags.scenario} ${line.vu}`;
    let slot = this.#slots.get(vu);
    if (slot === undefined) this.#slots.set(vu, (slot = `p${String(this.#slots.size + 1).padStart(4, '0')}`));
    const person = new Person(record, header.run_id, slot);
    this.#people.set(line.p, person);
    this.#tags.set(line.p, person.tags);
  }

  #joined(person: Person, join: JoinRecord): void {
    const { tags, record } = person;
    const { usable } = join;
    if (usable === undefined) return;
    const { visit } = join.tags;
    const isFirst = join === record.first;
    this.#add('meet_join', { ...tags, visit }, usable.t, {
      join_time_ms: joinTimeMs(join),
      join_time_without_lobby_ms: joinTimeWithoutLobbyMs(join),
      join_press_to_media_ms: joinPressToMediaMs(join),
      joined: 1,
      within_target: isFirst ? this.#withinTarget(record) : undefined,
    });
    person.happenings.add(usable.t, `usable after ${((joinTimeMs(join) ?? 0) / 1_000).toFixed(1)} s`);
    if (isFirst) this.#decided(record, joinTimeMs(join));
    const spans = phaseSpans(join);
    for (const [phase, duration_ms] of Object.entries(phaseDurations(join))) {
      const end = spans.findLast(({ name }) => name === phase)?.to ?? usable.t;
      this.#add('meet_phase', { ...tags, visit, phase }, end, { duration_ms });
    }
  }

  #outcome(line: OutcomeLine): void {
    const person = this.#people.get(line.p);
    const header = this.#header;
    if (person === undefined || header === undefined || person.record.outcome !== line) return;
    const { tags, record } = person;
    const { data } = this.#run;
    const fate = joinFate(record);
    if (fate === 'refused' || fate === 'failed') {
      this.#decided(record, Infinity);
      this.#add('meet_join', { ...tags, visit: 'first' }, line.t, {
        joined: 0,
        within_target: this.#withinTarget(record),
      });
    }
    this.#add('meet_outcome', { ...tags, outcome: line.outcome, reason: reasonOf(line) ?? noTag }, line.t, {
      ended: 1,
    });
    const again = record.again.at(-1);
    if (again !== undefined && again.usable === undefined && neverByPlatform(line.outcome))
      this.#add('meet_join', { ...tags, visit: 'again' }, line.t, { joined: 0 });
    const drop = dropOf(record, header.options, dropFactsOf(data));
    const at = endedAt(record);
    if (drop !== undefined && line.outcome === 'dropped' && at !== undefined) {
      const usableAt = record.first.usable?.t;
      this.#add('meet_drop', { ...tags, cause: line.cause }, at, {
        dropped: 1,
        counted: drop === 'platform' ? 1 : 0,
        in_meeting_ms: usableAt === undefined ? undefined : at - usableAt,
      });
    }
  }

  #withinTarget(record: IterationRecord): number | undefined {
    const target = this.#header?.options.target.join_time_ms;
    return target === undefined ? undefined : Number(isWithinTarget(record, target));
  }

  #decided(record: IterationRecord, ms: number | undefined): void {
    const { role, device_class: deviceClass } = record.scheduled.tags;
    if (role === 'full' && ms !== undefined) this.#progress.decided(deviceClass, ms, this.#withinTarget(record) === 1);
  }

  #dropped({ tags: { role, device_class: deviceClass } }: DroppedIterationLine): void {
    if (role === 'full') this.#progress.droppedIteration(deviceClass);
  }

  #happened(person: Person): void {
    for (const { t, text } of person.happenings.take()) this.#add('meet_event', person.tags, t, { text });
  }

  #mark({ run_id, run_name, options: { platform } }: HeaderLine, t: number): void {
    for (const { event, text, concerned } of this.#marks.take())
      this.#add('meet_run', { run_id, platform, run_name, event }, t, { text, concerned });
  }

  /** Of those that ended before `until`. */
  #outages(person: Person, until: number): void {
    const { scheduled } = person.record;
    const over = (this.#run.data.stayOf(scheduled.p)?.episodes ?? []).filter(
      ({ to }) => to !== undefined && to < until,
    );
    for (const { kind, cause, to, outage_ms, frame_outage_ms } of over.slice(person.episodesTold)) {
      if (to === undefined) continue;
      person.episodesTold += 1;
      const nth = String(person.episodesTold);
      this.#add('meet_reconnect', { ...person.tags, kind, cause, nth }, to, { over: 1, outage_ms, frame_outage_ms });
    }
  }

  #second(line: HealthLine): void {
    const header = this.#header;
    // Seconds are told apart by their time: two within a millisecond are a damaged recording's.
    if (header === undefined || Math.round(line.t) <= this.#lastSecond) return;
    this.#lastSecond = Math.round(line.t);
    const media = new Map<Tags, MediaSecond[]>();
    this.#counts.begin();
    for (const [p, person] of this.#people) {
      const second = person.takeMedia();
      if (second !== undefined) {
        this.#add('meet_media', person.tags, line.t, second);
        if (person.state === 'in' || person.state === 'reconnecting') {
          const group = this.#counts.groupOf(person.groupTags);
          const seconds = media.get(group);
          if (seconds === undefined) media.set(group, [second]);
          else seconds.push(second);
        }
      }
      if (person.watchUntil > line.t - 1_000) this.#outages(person, line.t - outageDecidedMs);
      const isGone = person.record.outcome !== undefined && person.watchUntil < line.t - 1_000;
      this.#happened(person);
      if (isGone) this.#people.delete(p);
      this.#counts.count(person.groupTags, person.state, isGone);
    }
    for (const [tags, seconds] of media) this.#add('meet_quality', tags, line.t, qualityFields(seconds));
    const states = this.#counts.all();
    for (const { tags, state, participants } of states)
      this.#add('meet_state', { ...tags, state }, line.t, { participants });
    const byClass = states.map(({ tags, ...more }) => ({ deviceClass: tags.device_class ?? noTag, ...more }));
    const { run_id, options } = header;
    for (const { deviceClass, fields } of this.#progress.take(byClass)) {
      const tags = { run_id, platform: options.platform, device_class: deviceClass };
      this.#add('meet_progress', tags, line.t, { ...fields, target_ms: options.target.join_time_ms });
    }
    this.#mark(header, line.t);
    this.#add('meet_generator', { run_id, platform: options.platform }, line.t, generatorFields(line, this.#run.data));
  }
}
