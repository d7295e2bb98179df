/**
 * What `--influx` costs a run of 100 participants at one stats line a second, of which all are in the meeting. The same five minutes of lines
 * are handed out second by second, once to nobody and once to the sink, which sends to a real InfluxDB; the difference of Node's CPU is the
 * sink's: reducing, line protocol, gzip, the requests and the cursor. Time runs ten times as quick for both, so there are as many requests
 * and cursor writes as in a run, only closer together.
 */
import path from 'node:path';
import type { Line } from '../../src/model/line.js';
import { readRecording } from '../../src/recording/read-recording.js';
import { LiveInflux } from '../../src/sinks/influxdb/live.js';
import { InfluxServer } from '../../src/sinks/influxdb/server.js';
import { hurriedClock } from '../helpers/hurried-clock.js';
import { startInfluxDb } from '../helpers/influxdb.js';
import { withTempFolder } from '../helpers/temp.js';
import { figure, type Figure } from './figure.js';
import { writeSynthetic } from './synthetic-recording.js';

const participants = 100;
const seconds = 300;
/** Everybody has joined by then, and what runs often is compiled. */
const settledAfterSeconds = 70;
const clock = hurriedClock(10);

export async function influxLive(): Promise<readonly Figure[]> {
  const influx = await startInfluxDb();
  try {
    return await withTempFolder(async (folder) => {
      const recording = path.join(folder, 'recording.jsonl');
      await writeSynthetic(recording, participants, seconds);
      const bySecond = await linesBySecond(recording);
      const alone = await cpuOf(bySecond, () => undefined);
      const server = new InfluxServer({ url: influx.url, database: 'live' });
      await server.prepare();
      const sink = new LiveInflux({ server, recording, clock, say: () => undefined });
      const sending = await cpuOf(bySecond, (line) => {
        sink.take(line);
      });
      const { points, written } = await sink.close(60_000);
      if (written !== points) throw new Error(`${written} of ${points} are written`);
      const share = ((sending - alone) / (seconds - settledAfterSeconds)) * 100;
      return [figure(`Node CPU of --influx with ${participants} participants at 1 Hz`, share, '% of a core', 1)];
    });
  } finally {
    await influx.stop();
  }
}

async function linesBySecond(recording: string): Promise<readonly (readonly Line[])[]> {
  const bySecond: Line[][] = [];
  for await (const line of readRecording(recording)) (bySecond[Math.floor(line.t / 1_000)] ??= []).push(line);
  return bySecond;
}

/** Seconds of CPU, all threads, from when everybody is in. */
async function cpuOf(bySecond: readonly (readonly Line[])[], take: (line: Line) => void): Promise<number> {
  let before = process.cpuUsage();
  for (const [second, lines] of bySecond.entries()) {
    if (second === settledAfterSeconds) before = process.cpuUsage();
    for (const line of lines) take(line);
    await clock.sleep(1_000);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
