/** Puts a run's lines into an InfluxDB, as `rollcall push` does, but for its account of what is there. */
import type { Line } from '../../src/model/line.js';
import { lineOf } from '../../src/sinks/influxdb/line-protocol.js';
import { createPointReducer } from '../../src/sinks/influxdb/points.js';
import { InfluxServer } from '../../src/sinks/influxdb/server.js';
import { influxTarget } from '../../src/sinks/influxdb/target.js';

const batch = 5_000;

export async function writeRun(link: string, lines: Iterable<Line> | AsyncIterable<Line>): Promise<void> {
  const reducer = createPointReducer();
  const server = new InfluxServer(influxTarget({ url: link })!);
  await server.prepare();
  let waiting: string[] = [];
  const send = async (): Promise<void> => {
    const answer = await server.write(waiting.join('\n'));
    if (answer.kind !== 'written') throw new Error(JSON.stringify(answer));
    waiting = [];
  };
  for await (const line of lines) {
    waiting.push(...reducer.step(line).map(lineOf));
    if (waiting.length >= batch) await send();
  }
  waiting.push(...reducer.finish().map(lineOf));
  await send();
}
