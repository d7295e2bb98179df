/** What a recording becomes in InfluxDB, on every recording that is kept: the schema is kept, and no point covers another. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Line } from '../../src/model/line.js';
import type { Summary } from '../../src/model/summary.js';
import { createPointReducer } from '../../src/sinks/influxdb/points.js';
import { schema, type MeasurementDefinition } from '../../src/sinks/influxdb/schema.js';
import type { Point } from '../../src/sinks/influxdb/point.js';
import { recordingOf } from '../helpers/recording-builder.js';

const folder = path.join(import.meta.dirname, '../fixtures/recordings');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.jsonl'))
  .map((file) => file.replace('.jsonl', ''));

function linesOf(name: string): readonly Line[] {
  const text = readFileSync(path.join(folder, `${name}.jsonl`), 'utf8');
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as Line];
    } catch {
      return [];
    }
  });
}

function pointsOf(lines: readonly Line[]): readonly Point[] {
  const reducer = createPointReducer();
  return [...lines.flatMap((line) => reducer.step(line)), ...reducer.finish()];
}

function expectSound(points: readonly Point[]): void {
  const seen = new Map<string, Point>();
  for (const point of points) {
    const { tags, fields }: MeasurementDefinition = schema[point.measurement];
    expect(Object.keys(point.tags).toSorted(), point.measurement).toEqual(tags.toSorted());
    for (const [name, value] of Object.entries(point.fields)) {
      expect(Object.keys(fields), point.measurement).toContain(name);
      expect(typeof value, name).toBe(fields[name]?.unit === 'text' ? 'string' : 'number');
    }
    expect(Number.isInteger(point.at)).toBe(true);
    const key = JSON.stringify([point.measurement, point.at, Object.entries(point.tags).toSorted()]);
    expect(seen.get(key), key).toBeUndefined();
    seen.set(key, point);
  }
}

function of(points: readonly Point[], measurement: Point['measurement']): readonly Point[] {
  return points.filter((point) => point.measurement === measurement);
}

describe('the points of a recording', () => {
  it.each(names)('%s keeps the schema, and no two have the same series and time', (name) => {
    const points = pointsOf(linesOf(name));
    expectSound(points);
    expect(points.length).toBeGreaterThan(0);
  });

  it.each(names)('%s says what its summary says', (name) => {
    const points = pointsOf(linesOf(name));
    const summary = JSON.parse(readFileSync(path.join(folder, `${name}.summary.json`), 'utf8')) as Summary;
    const classes = summary.groups.filter(({ scenario }) => scenario === null);
    const joined = of(points, 'meet_join').filter(({ tags, fields }) => fields.joined === 1 && tags.visit === 'first');
    const full = joined.filter(({ tags }) => tags.role === 'full');
    expect(full).toHaveLength(classes.reduce((sum, { joins }) => sum + joins.joined, 0));
    expect(full.filter(({ fields }) => fields.within_target === 1)).toHaveLength(
      classes.reduce((sum, { joins }) => sum + joins.within_target, 0),
    );
    const over = of(points, 'meet_reconnect');
    expect(over.filter(({ tags }) => tags.kind === 'reconnect')).toHaveLength(
      summary.outages.filter(({ kind, to }) => kind === 'reconnect' && to !== undefined).length,
    );
    expect(of(points, 'meet_drop').filter(({ fields }) => fields.counted === 1)).toHaveLength(
      classes.reduce((sum, { drops }) => sum + drops.count, 0),
    );
    expect(of(points, 'meet_threshold')).toHaveLength(summary.thresholds.length);
    const [end] = of(points, 'meet_run').filter(({ tags }) => tags.event === 'end');
    expect(end?.fields.verdict).toBe(['pass', 'fail', 'inconclusive', 'invalid'].indexOf(summary.verdict));
  });

  it('phases of a join add up to it', () => {
    const points = pointsOf(linesOf('passed'));
    for (const join of of(points, 'meet_join')) {
      const phases = of(points, 'meet_phase').filter(
        ({ tags }) => tags.participant === join.tags.participant && tags.visit === join.tags.visit,
      );
      expect(phases.length).toBeGreaterThan(1);
      const sum = phases.reduce((so, { fields }) => so + Number(fields.duration_ms), 0);
      expect(sum).toBeCloseTo(Number(join.fields.join_time_ms), 3);
    }
  });

  it('a thousand that join, are dropped and lose the meeting in the same millisecond are a thousand', () => {
    const recording = recordingOf({ scenarios: { phones: {}, desks: {} } });
    for (let i = 0; i < 1_000; i++) {
      const one = recording.participant(i % 2 === 0 ? 'phones' : 'desks').joins(100, 1_500);
      if (i % 3 === 0) one.outcome(4_000, { outcome: 'dropped', cause: 'removed' });
      else one.leaves(4_000);
    }
    recording.end(6_000);
    const points = pointsOf(recording.lines());
    expectSound(points);
    expect(of(points, 'meet_join')).toHaveLength(1_000);
    expect(of(points, 'meet_phase').length).toBeGreaterThanOrEqual(4_000);
    expect(of(points, 'meet_drop')).toHaveLength(334);
    const participants = new Set(of(points, 'meet_join').map(({ tags }) => tags.participant));
    expect([...participants].toSorted().slice(0, 2)).toEqual(['p0001', 'p0002']);
    expect(participants.size).toBe(1_000);
    const last = of(points, 'meet_state').filter(({ at }) => at === recording.header.startedAt + 6_000);
    const count = (state: string) =>
      last.filter(({ tags }) => tags.state === state).reduce((sum, { fields }) => sum + Number(fields.participants), 0);
    expect([count('left'), count('failed'), count('in'), count('joining')]).toEqual([666, 334, 0, 0]);
  });

  it('of a join that was never let in, first or again, says so', () => {
    const recording = recordingOf({ scenarios: { desks: {} } });
    recording.participant('desks').opened(100).outcome(900, { outcome: 'refused', reason: 'full' });
    recording
      .participant('desks')
      .joins(100, 1_500)
      .action('rejoin', 3_000)
      .opened(3_100)
      .outcome(4_000, { outcome: 'refused', reason: 'full' });
    recording.end(5_000);
    const joins = of(pointsOf(recording.lines()), 'meet_join');
    expect(
      joins.map(({ tags, fields }) => [tags.participant, tags.visit, fields.joined, fields.within_target]),
    ).toEqual([
      ['p0001', 'first', 0, 0],
      ['p0002', 'first', 1, 1],
      ['p0002', 'again', 0, undefined],
    ]);
  });

  it('says who is where, second by second', () => {
    const recording = recordingOf({ scenarios: { desks: {} } });
    recording.participant('desks').joins(100, 1_500).leaves(5_400);
    recording
      .participant('desks')
      .opened(100)
      .state('lobby', 700, 'd1')
      .outcome(6_500, { outcome: 'timed_out', state: 'lobby' });
    recording
      .participant('desks')
      .joins(100, 1_500)
      .connection('connected', 1_200)
      .connection('disconnected', 2_600)
      .connection('connected', 3_600)
      .leaves(5_400);
    recording.end(7_000);
    const states = of(pointsOf(recording.lines()), 'meet_state');
    const at = (second: number) =>
      Object.fromEntries<unknown>(
        states
          .filter(
            (point) => point.at === recording.header.startedAt + second * 1_000 && point.fields.participants !== 0,
          )
          .map(({ tags, fields }) => [tags.state ?? '', fields.participants]),
      );
    expect(at(1)).toEqual({ joining: 2, lobby: 1 });
    expect(at(2)).toEqual({ in: 2, lobby: 1 });
    expect(at(3)).toEqual({ in: 1, reconnecting: 1, lobby: 1 });
    expect(at(4)).toEqual({ in: 2, lobby: 1 });
    expect(at(7)).toEqual({ left: 2, failed: 1 });
  });

  it('say how joins have gone so far, by device and all together', () => {
    const recording = recordingOf({ scenarios: { phones: {}, desks: {} } });
    // The first sees nobody: usable with the page's word.
    recording.participant('desks').joins(0, 1_500).leaves(9_400);
    recording.participant('phones').joins(0, 2_500).leaves(9_400);
    recording.participant('phones').opened(100).outcome(4_500, { outcome: 'refused', reason: 'full' });
    recording.dropped('phones', 5_500);
    recording.end(10_000);
    const points = of(pointsOf(recording.lines()), 'meet_progress');
    const at = (second: number, device: string) =>
      points.find(
        (point) => point.at === recording.header.startedAt + second * 1_000 && point.tags.device_class === device,
      )?.fields;
    expect(at(2, 'all')).toMatchObject({ joins_usable: 1, usable_now: 1, join_time_p50_ms: 1_300, in_meeting: 1 });
    expect(at(3, 'all')).toMatchObject({ joins_usable: 2, usable_now: 1, join_time_p50_ms: 1_900, target_ms: 8_000 });
    expect(at(4, 'all')).toMatchObject({ usable_now: 0, within_target_share: 1 });
    // Who never gets in took forever: the 95 % lean on it.
    expect(at(5, 'all')).toMatchObject({ joins_never: 1, never_now: 1, within_target_share: 0.666667, failed: 1 });
    expect(at(5, 'all')).not.toHaveProperty('join_time_p95_ms');
    expect(at(5, 'desktop')).toMatchObject({ joins_never: 0, join_time_p95_ms: 1_300, within_target_share: 1 });
    // Nobody was free for the fourth: it misses the target and has no join time.
    expect(at(6, 'all')).toMatchObject({ within_target_share: 0.5, joins_never: 1 });
  });

  it.each(names)('%s: its last second of progress is what its summary says', (name) => {
    const points = pointsOf(linesOf(name));
    const summary = of(points, 'meet_summary').filter(({ tags }) => tags.scenario === 'all');
    const progress = of(points, 'meet_progress');
    for (const { tags, fields } of summary) {
      const last = progress.filter((point) => point.tags.device_class === tags.device_class).at(-1);
      if (last === undefined) continue;
      // Whoever is decided after the last second is in the summary alone.
      const end = of(points, 'meet_run').find((point) => point.tags.event === 'end');
      const late = of(points, 'meet_join').some(({ at }) => at > last.at && at <= (end?.at ?? 0));
      if (late) continue;
      expect(last.fields.joins_usable).toBe(fields.joins_usable);
      expect(last.fields.joins_never).toBe(fields.joins_never);
      expect(last.fields.join_time_p95_ms).toBe(fields.join_time_p95_ms);
      expect(last.fields.within_target_share).toBe(fields.within_target_share);
    }
  });

  it('name those who waited longest: who never got in, who was dropped, then by what they waited', () => {
    const recording = recordingOf({ scenarios: { desks: {} } });
    recording.participant('desks').joins(0, 1_500).leaves(9_000);
    recording.participant('desks').joins(0, 4_000).leaves(9_000);
    recording.participant('desks').joins(0, 1_200).outcome(6_000, { outcome: 'dropped', cause: 'removed' });
    recording.participant('desks').opened(100).outcome(900, { outcome: 'refused', reason: 'full' });
    recording.participant('desks').opened(100).outcome(900, { outcome: 'interrupted' });
    recording.end(10_000);
    const worst = of(pointsOf(recording.lines()), 'meet_worst');
    expect(worst.map(({ tags, fields }) => [tags.rank, tags.participant, fields.waited_ms])).toEqual([
      ['01', 'p0004', 800],
      ['02', 'p0003', 1_000],
      ['03', 'p0002', 4_000],
      ['04', 'p0001', 1_300],
    ]);
  });

  it('tell what happened to whom, each at a time of its own, and mark what the run shows on its curves', () => {
    const recording = recordingOf({ scenarios: { desks: {} } });
    const who = recording.participant('desks').joins(0, 1_500);
    who.action('offline', 3_050).action('mute', 3_050).action('offline', 4_000, 'end');
    who.outcome(6_200, { outcome: 'dropped', cause: 'removed' });
    recording.participant('desks').joins(0, 1_500).action('offline', 3_100).leaves(6_000);
    recording.end(7_000);
    const points = pointsOf(recording.lines());
    const start = recording.header.startedAt;
    const events = of(points, 'meet_event').filter(({ tags }) => tags.participant === 'p0001');
    expect(events.map(({ at, fields }) => [at - start, fields.text])).toEqual([
      [0, 'the link is opened'],
      [300, 'the page is ready'],
      [500, 'Join is pressed'],
      [600, 'the first peer connection is made'],
      [1_300, 'the page proves to be in'],
      [1_301, 'usable after 1.3 s'],
      [1_302, 'page: in_meeting'],
      [3_050, 'offline begins'],
      [3_051, 'mute begins'],
      [4_000, 'offline ends'],
      [6_200, 'dropped: removed'],
    ]);
    const marks = of(points, 'meet_run').filter(({ tags }) => tags.event === 'injected' || tags.event === 'failed');
    expect(marks.map(({ at, tags, fields }) => [at - start, tags.event, fields.text, fields.concerned])).toEqual([
      [4_000, 'injected', 'offline (2)', 2],
      [7_000, 'failed', 'dropped: removed (1)', 1],
    ]);
  });

  it('give the range that links set: all of the run', () => {
    const points = pointsOf(linesOf('outages'));
    const end = of(points, 'meet_run').find(({ tags }) => tags.event === 'end');
    const times = points.map(({ at }) => at);
    expect(Number(end?.fields.range_from)).toBeLessThan(Math.min(...times));
    expect(Number(end?.fields.range_to)).toBeGreaterThan(Math.max(...times));
  });

  it('come the same whether the end is there or not, but for what the end says', () => {
    const lines = linesOf('passed');
    const whole = pointsOf(lines);
    const partial = pointsOf(lines.filter(({ type }) => type !== 'end'));
    const beforeEnd = (points: readonly Point[]) => points.filter(({ tags }) => tags.event !== 'end');
    expect(beforeEnd(partial).length).toBe(beforeEnd(whole).length);
    expect(createPointReducer().finish()).toEqual([]);
  });
});
