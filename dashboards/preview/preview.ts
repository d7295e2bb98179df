/**
 * `npm run dashboards:preview -- <recording …>` or `-- --influx <url> --run <id> [--run <id>]`: what the dashboards would show of a
 * run, without Grafana, as one HTML page. Their queries are asked of an InfluxDB: the given one, or Debian's, started for it and
 * filled with the recordings.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { influxTarget } from '../../src/sinks/influxdb/target.js';
import { readRecording } from '../../src/recording/read-recording.js';
import { startInfluxDb } from '../../test/helpers/influxdb.js';
import { writeRun } from '../../test/helpers/write-run.js';
import { queryAt } from '../grafana/ask.js';
import { previewOf } from './preview-of.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    influx: { type: 'string' },
    run: { type: 'string', multiple: true },
    participant: { type: 'string' },
    out: { type: 'string', default: 'results/dashboards.html' },
  },
});
const { influx, run = [], participant, out } = values;
if ((influx === undefined) === (positionals.length === 0) || (influx !== undefined && run.length === 0))
  throw new Error(
    'usage: npm run dashboards:preview -- <recording …> | --influx <url> --run <id> [--participant p0001] [--out file]',
  );

const started = influx === undefined ? await startInfluxDb() : undefined;
try {
  const target = influxTarget({
    url: influx ?? started?.url ?? '',
    token: process.env.ROLLCALL_INFLUX_TOKEN,
    user: process.env.ROLLCALL_INFLUX_USER,
    password: process.env.ROLLCALL_INFLUX_PASSWORD,
  });
  if (target === undefined) throw new Error('no InfluxDB');
  const runs = [...run];
  for (const recording of positionals) {
    await writeRun(target.url, readRecording(recording));
    for await (const line of readRecording(recording)) {
      if (line.type === 'header') runs.push(line.run_id);
      break;
    }
  }
  const { url, database, user, password = '' } = target;
  const headers =
    user === undefined ? {} : { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
  const page = await previewOf(queryAt(url, database, headers), runs, participant === undefined ? {} : { participant });
  await mkdir(path.dirname(out), { recursive: true });
  await writeFile(out, page);
  process.stdout.write(`${out}\n`);
} finally {
  await started?.stop();
}
