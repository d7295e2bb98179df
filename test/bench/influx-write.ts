/**
 * How quickly a recording that is on disk gets into InfluxDB, and in how much memory. 100 participants, 30 minutes: 195,000 points,
 * and a tenth of it.
 *
 *     backfill       recording.jsonl → points → gzip → a real InfluxDB, as `rollcall push` does it
 *     the sending    the same points, already in memory, against `writePoints` of the npm client `influx`, in batches of the same size
 *
 * Each way writes to a database of its own, so that no one finds its points there already; the two ways take turns, and each one's best
 * of three counts: the machine's bad moments are neither's.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { InfluxDB } from 'influx';
import { z } from 'zod';
import { readRecording } from '../../src/recording/read-recording.js';
import { monotonicClock } from '../../src/shared/clock.js';
import { packageRoot } from '../../src/shared/package-root.js';
import { Delivery } from '../../src/sinks/influxdb/deliver.js';
import { lineOf } from '../../src/sinks/influxdb/line-protocol.js';
import { overlapping } from '../../src/sinks/influxdb/overlap.js';
import type { Point } from '../../src/sinks/influxdb/point.js';
import { createPointReducer } from '../../src/sinks/influxdb/points.js';
import { batchesAtOnce } from '../../src/sinks/influxdb/push.js';
import { batchSize } from '../../src/sinks/influxdb/recording-points.js';
import { InfluxServer } from '../../src/sinks/influxdb/server.js';
import { startInfluxDb } from '../helpers/influxdb.js';
import { withTempFolder } from '../helpers/temp.js';
import { figure, figureAtLeast, type Figure } from './figure.js';
import { writeSynthetic } from './synthetic-recording.js';

const rounds = 3;
const clock = monotonicClock();

export async function influxWrite(): Promise<readonly Figure[]> {
  const influx = await startInfluxDb();
  try {
    return await withTempFolder(async (folder) => {
      const [short, long] = [path.join(folder, 'short.jsonl'), path.join(folder, 'long.jsonl')];
      await writeSynthetic(short, 100, 180);
      await writeSynthetic(long, 100, 1_800);
      const small = Array.from({ length: rounds }, (_, round) => pushOf(short, influx.url, `short${round}`));
      const pushes = Array.from({ length: rounds }, (_, round) => pushOf(long, influx.url, `long${round}`));
      const points = await pointsOf(long);
      const [ours, theirs]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round += 1) {
        theirs.push(await rateOf(points, await theirWay(influx.url, `theirs${round}`)));
        ours.push(await rateOf(points, await ourWay(influx.url, `ours${round}`)));
      }
      const best = (rates: readonly number[]): number => Math.max(...rates);
      const memory = (of: readonly { megabytes: number }[]): number => best(of.map(({ megabytes }) => megabytes));
      return [
        figureAtLeast('backfill, recording to InfluxDB', best(pushes.map(({ rate }) => rate)), 'points/s', 50_000),
        figureAtLeast('the sending alone', best(ours), 'points/s', 50_000),
        figureAtLeast('that ÷ writePoints of influx', best(ours) / best(theirs), '×', 2),
        figure('memory of the backfill', memory(pushes), 'MB', 300),
        figure('its memory ÷ that of a tenth of it', memory(pushes) / memory(small), '×', 1.5),
      ];
    });
  } finally {
    await influx.stop();
  }
}

const pushedSchema = z.object({ points: z.number(), seconds: z.number(), rss: z.number() });

/** In a process of its own, so that its memory is the push's alone, and its start is not timed. */
function pushOf(recording: string, url: string, database: string): { rate: number; megabytes: number } {
  const from = (file: string): string => JSON.stringify(path.join(packageRoot, 'dist', file));
  const code = `import { pushRecording } from ${from('sinks/influxdb/push.js')};
    import { InfluxServer } from ${from('sinks/influxdb/server.js')};
    import { monotonicClock } from ${from('shared/clock.js')};
    const server = new InfluxServer(${JSON.stringify({ url, database })});
    await server.prepare();
    const clock = monotonicClock();
    const { points, written } = await pushRecording({ recording: ${JSON.stringify(recording)}, server, clock, tags: {}, all: true });
    if (written !== points) throw new Error(written + ' of ' + points + ' are written');
    console.log(JSON.stringify({ points, seconds: clock.now() / 1_000, rss: process.resourceUsage().maxRSS }));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  const { points, seconds, rss } = pushedSchema.parse(JSON.parse(stdout));
  return { rate: points / seconds, megabytes: rss / 1_024 };
}

async function pointsOf(recording: string): Promise<readonly Point[]> {
  const reducer = createPointReducer();
  const points: Point[] = [];
  for await (const line of readRecording(recording)) points.push(...reducer.step(line));
  return [...points, ...reducer.finish()];
}

/** Sends them, in batches of the same size for both. */
type Way = (points: readonly Point[]) => Promise<void>;

async function rateOf(points: readonly Point[], write: Way): Promise<number> {
  const started = clock.now();
  await write(points);
  return points.length / ((clock.now() - started) / 1_000);
}

function* batchesOf(points: readonly Point[]): Generator<readonly Point[]> {
  for (let from = 0; from < points.length; from += batchSize) yield points.slice(from, from + batchSize);
}

async function ourWay(url: string, database: string): Promise<Way> {
  const server = new InfluxServer({ url, database });
  await server.prepare();
  const delivery = new Delivery({ write: (lines, signal) => server.write(lines, signal), clock, giveUpAfterMs: 0 });
  return async (points) => {
    const sendings = overlapping(batchesAtOnce);
    for (const batch of batchesOf(points)) {
      const lines = batch.map(lineOf);
      await sendings.begin(
        () => delivery.send(lines),
        () => Promise.resolve(),
      );
    }
    await sendings.end();
    if (delivery.written !== points.length) throw new Error(`${delivery.written} of ${points.length} are written`);
  };
}

async function theirWay(url: string, database: string): Promise<Way> {
  const { hostname, port } = new URL(url);
  const client = new InfluxDB({ host: hostname, port: Number(port), database });
  await client.createDatabase(database);
  return async (points) => {
    for (const batch of batchesOf(points)) {
      await client.writePoints(
        batch.map(({ measurement, tags, fields, at }) => ({ measurement, tags, fields, timestamp: at })),
        { precision: 'ms' },
      );
    }
  };
}
