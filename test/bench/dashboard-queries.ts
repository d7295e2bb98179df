/**
 * How long Grafana waits for its slowest query: 1,000 participants, an hour, a second each, in a real InfluxDB 1.6.
 *
 * What is a point a participant and second is made here of the points' own functions, since to make 3.6 million stats lines and read
 * them again would take minutes; all else comes out of the reducer that a run goes through.
 */
import { dashboardNames } from '../../dashboards/all.js';
import { askDashboard, queryAt } from '../../dashboards/grafana/ask.js';
import { hostMs } from '../../src/model/time.js';
import type { Line } from '../../src/model/line.js';
import { monotonicClock } from '../../src/shared/clock.js';
import { lineOf } from '../../src/sinks/influxdb/line-protocol.js';
import type { MediaSecond } from '../../src/sinks/influxdb/person.js';
import type { Point, Tags } from '../../src/sinks/influxdb/point.js';
import { createPointReducer } from '../../src/sinks/influxdb/points.js';
import { qualityFields } from '../../src/sinks/influxdb/second-fields.js';
import { InfluxServer } from '../../src/sinks/influxdb/server.js';
import { influxTarget } from '../../src/sinks/influxdb/target.js';
import { committedDashboard } from '../helpers/dashboards.js';
import { startInfluxDb } from '../helpers/influxdb.js';
import { recordingOf } from '../helpers/recording-builder.js';
import { figure, type Figure } from './figure.js';

const participants = 1_000;
const seconds = 3_600;
const batch = 10_000;

export async function dashboardQueries(): Promise<readonly Figure[]> {
  const influx = await startInfluxDb();
  try {
    const clock = monotonicClock();
    const target = influxTarget({ url: influx.url });
    if (target === undefined) throw new Error('no InfluxDB');
    const server = new InfluxServer(target);
    await server.prepare();
    const startedAt = Date.now() - seconds * 1_000;
    let [points, waiting]: [number, string[]] = [0, []];
    for (const point of pointsOf(startedAt)) {
      points += 1;
      waiting.push(lineOf(point));
      if (waiting.length < batch) continue;
      await written(server, waiting);
      waiting = [];
    }
    await written(server, waiting);
    const writing = clock.now() / 1_000;
    const query = queryAt(influx.url, 'rollcall');
    let values = 0;
    const asked: { readonly name: string; readonly ms: number }[] = [];
    const now = Date.now();
    for (const name of dashboardNames) {
      const dashboard = committedDashboard(name);
      const answer = await askDashboard(dashboard, { query, now, clock, chosen: { participant: 'p0500' } });
      for (const { panel, answers } of answer.panels)
        for (const { ms, series } of answers) {
          asked.push({ name: `${name}, ${panel.title}`, ms });
          values += series.reduce((sum, { values: rows }) => sum + rows.length, 0);
        }
      for (const {
        name: mark,
        answer: { ms },
      } of answer.annotations)
        asked.push({ name: `${name}, ${mark}`, ms });
      for (const { variable, ms } of answer.variables) asked.push({ name: `${name}, $${variable.name}`, ms });
    }
    // Queries that find nothing are quick; some 25,000 rows come.
    if (values < 5 * seconds) throw new Error(`Only ${values} rows came.`);
    const [slowest, ...others] = asked.toSorted((a, b) => b.ms - a.ms);
    const [series] = await query('SHOW SERIES CARDINALITY');
    return [
      figure(`slowest query (${slowest?.name ?? ''})`, (slowest?.ms ?? Infinity) / 1_000, 's', 2),
      figure(`the next (${others[0]?.name ?? ''})`, (others[0]?.ms ?? Infinity) / 1_000, 's', 2),
      figure(
        `all ${asked.length} queries, one after the other`,
        asked.reduce((sum, { ms }) => sum + ms, 0) / 1_000,
        's',
        20,
      ),
      figure(`writing ${points} points, making them included`, writing, 's', 300),
      figure('series of that run', Number(series?.values[0]?.[0] ?? NaN), '', 20_000),
    ];
  } finally {
    await influx.stop();
  }
}

async function written(server: InfluxServer, lines: readonly string[]): Promise<void> {
  const answer = await server.write(lines.join('\n'));
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer));
}

function* pointsOf(startedAt: number): Generator<Point> {
  const reducer = createPointReducer();
  const people: Tags[] = [];
  for (const line of linesOf(startedAt))
    for (const point of reducer.step(line)) {
      if (point.measurement === 'meet_join') people.push(tagsOf(point.tags));
      yield point;
    }
  yield* reducer.finish();
  const groups = new Map<string, Tags[]>();
  for (const tags of people) {
    const { participant: _, ...group } = tags;
    const key = JSON.stringify(group);
    groups.set(key, [...(groups.get(key) ?? []), tags]);
  }
  for (let second = 1; second <= seconds; second += 1) {
    const at = startedAt + second * 1_000;
    for (const [key, group] of groups) {
      const media = group.map((_, index) => mediaOf(second, index));
      for (const [index, tags] of group.entries())
        yield { measurement: 'meet_media', tags, fields: { ...media[index] } as Point['fields'], at };
      yield {
        measurement: 'meet_quality',
        tags: JSON.parse(key) as Tags,
        fields: qualityFields(media) as Point['fields'],
        at,
      };
    }
  }
}

function tagsOf({ visit: _, ...tags }: Tags): Tags {
  return tags;
}

function mediaOf(second: number, index: number): MediaSecond {
  const wave = ((second * 31 + index * 17) % 97) / 97;
  return {
    rtt_ms: 20 + 100 * wave,
    jitter_ms: 3 + 10 * wave,
    loss_share: wave / 50,
    received_kbps: 300 + 500 * wave,
    sent_kbps: 150 + 200 * wave,
    frames_per_second: 15 - 2 * wave,
    freeze_ms: 0,
  };
}

/** Everybody joins within five minutes and stays; every fiftieth is dropped. */
function linesOf(startedAt: number): readonly Line[] {
  const run = recordingOf({
    name: 'bench',
    thresholds: { join_time_ms: ['p(95)<8000'], drop_rate: ['rate<0.01'] },
    scenarios: { phones: { network: '4g' }, desks: {} },
  });
  const end = seconds * 1_000;
  for (let i = 0; i < participants; i += 1) {
    const at = (i * 300_000) / participants;
    const who = run.participant(i % 3 === 0 ? 'desks' : 'phones', { at }).joins(at, 1_500 + (i % 50) * 60);
    if (i % 50 === 7) who.outcome(end / 2, { outcome: 'dropped', cause: 'removed' });
    else who.leaves(end - 2_000);
  }
  run.end(end);
  return run.lines().map((line) => (line.type === 'header' ? { ...line, startedAt, t: hostMs(0) } : line));
}
