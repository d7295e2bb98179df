/** A real InfluxDB behind what networks and overloaded servers do: afterwards every point is there, once. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { readRecording } from '../../src/recording/read-recording.js';
import { monotonicClock } from '../../src/shared/clock.js';
import { Cursor } from '../../src/sinks/influxdb/cursor.js';
import { LiveInflux } from '../../src/sinks/influxdb/live.js';
import { batchesAtOnce, pushRecording, verifyRecording } from '../../src/sinks/influxdb/push.js';
import { batchSize } from '../../src/sinks/influxdb/recording-points.js';
import { InfluxServer } from '../../src/sinks/influxdb/server.js';
import { bigRecording } from '../helpers/big-recording.js';
import { startFaultProxy, type Fault, type FaultKind, type FaultProxy } from '../helpers/fault-proxy.js';
import { startInfluxDb, type InfluxServerProcess } from '../helpers/influxdb.js';
import { requires } from '../helpers/requirements.js';
import { makeFolder, removeFolder } from '../helpers/temp.js';

const first =
  (count: number, kind: FaultKind): Fault =>
  (write) =>
    write > 1 && write <= 1 + count ? kind : undefined;

requires('influxdb')('a database that', () => {
  let influx: InfluxServerProcess;
  let folder: string;
  let recording: string;
  let proxy: FaultProxy | undefined;
  let databases = 0;

  beforeAll(async () => {
    influx = await startInfluxDb();
  });
  afterAll(() => influx.stop());
  beforeEach(async () => {
    folder = await makeFolder();
    databases += 1;
    recording = path.join(folder, 'recording.jsonl');
    await writeFile(recording, bigRecording());
  });
  afterEach(async () => {
    await proxy?.stop();
    proxy = undefined;
    await removeFolder(folder);
  });

  it.each<[string, Fault]>([
    ['answers 503 for a while', first(3, { answer: 503 })],
    ['asks for patience (429, Retry-After)', first(2, { answer: 429, retryAfter: '1' })],
    ['takes 20 KB at most', (_, bytes) => (bytes > 20_000 ? { answer: 413 } : undefined)],
    ['breaks the connection in mid-body', first(3, 'reset')],
    ['writes, and is not heard', first(3, 'written_unheard')],
    ['has a bad gateway before it, off and on', (write) => (write % 3 === 2 ? { answer: 502 } : undefined)],
  ])('%s has every point in the end', async (_, fault) => {
    const database = `faults${databases}`;
    const direct = new InfluxServer({ url: influx.url, database });
    await direct.prepare();
    proxy = await startFaultProxy(influx.url, fault);
    const options = { recording, clock: monotonicClock(), tags: {} };
    const pushed = await pushRecording({ ...options, server: new InfluxServer({ url: proxy.url, database }) });
    expect([pushed.written, pushed.refused, pushed.pending]).toEqual([pushed.points, 0, 0]);
    expect(pushed.points).toBeGreaterThan(10_000);
    const compared = await verifyRecording({ ...options, server: direct });
    expect(compared.filter(({ same }) => !same)).toEqual([]);
    expect(proxy.writes).toBeGreaterThanOrEqual(3);
  });

  it('is slow is waited for: every point is there, and nothing was sent twice', async () => {
    const database = `faults${databases}`;
    const direct = new InfluxServer({ url: influx.url, database });
    await direct.prepare();
    proxy = await startFaultProxy(influx.url, first(2, 'drip'));
    const options = { recording, clock: monotonicClock(), tags: {} };
    const pushed = await pushRecording({ ...options, server: new InfluxServer({ url: proxy.url, database }) });
    expect([pushed.written, pushed.refused, pushed.pending]).toEqual([pushed.points, 0, 0]);
    expect(proxy.writes).toBe(Math.ceil(pushed.points / 5_000));
    const compared = await verifyRecording({ ...options, server: direct });
    expect(compared.filter(({ same }) => !same)).toEqual([]);
  });

  it('refuses a part of what it is sent has all the rest, and what it refused is counted and named', async () => {
    const database = `faults${databases}`;
    const direct = new InfluxServer({ url: influx.url, database });
    await direct.prepare();
    // Its type there is text now, and no number is taken.
    expect(await direct.write('meet_run,seed=1 target_ms="text" 1795730995454')).toEqual({ kind: 'written' });
    proxy = await startFaultProxy(influx.url, first(2, { answer: 503 }));
    const options = { recording, clock: monotonicClock(), tags: {} };
    const pushed = await pushRecording({ ...options, server: new InfluxServer({ url: proxy.url, database }) });
    expect(pushed.refused).toBeGreaterThan(0);
    expect([pushed.written + pushed.refused, pushed.pending]).toEqual([pushed.points, 0]);
    for (const { line } of pushed.refusals) expect(line).toMatch(/^meet_run,/);
    const compared = await verifyRecording({ ...options, server: direct });
    expect(compared.filter(({ same }) => !same).map(({ measurement }) => measurement)).toEqual(['meet_run']);
  });

  it('is away for longer than memory lasts is sent the rest from the recording', async () => {
    const database = `faults${databases}`;
    const direct = new InfluxServer({ url: influx.url, database });
    await direct.prepare();
    proxy = await startFaultProxy(influx.url, (write) => (write <= 2 ? { answer: 503 } : undefined));
    const clock = monotonicClock();
    const live = new LiveInflux({
      server: new InfluxServer({ url: proxy.url, database }),
      recording,
      clock,
      say: () => undefined,
      mostWaiting: 2_000,
    });
    for await (const line of readRecording(recording)) live.take(line);
    const closed = await live.close(30_000);
    expect(closed.points).toBeGreaterThan(10_000);
    expect([closed.written, closed.refused, closed.pending]).toEqual([closed.points, 0, 0]);
    expect(live.account).toEqual(closed);
    const compared = await verifyRecording({ recording, clock, tags: {}, server: direct });
    expect(compared.filter(({ same }) => !same)).toEqual([]);
  });

  it('goes away in the middle is sent what is missing the next time, and no more', async () => {
    const database = `faults${databases}`;
    const direct = new InfluxServer({ url: influx.url, database });
    await direct.prepare();
    const stop = new AbortController();
    // Those that are under way at once arrive in any order: the first four are the first four batches, and each of them is answered.
    proxy = await startFaultProxy(influx.url, (write) => (write > batchesAtOnce ? { answer: 503 } : undefined));
    const options = { recording, clock: monotonicClock(), tags: {} };
    const server = new InfluxServer({ url: proxy.url, database });
    let told = 0;
    const onProgress = (): void => {
      told += 1;
      if (told === 2) stop.abort(new Error('enough'));
    };
    await expect(pushRecording({ ...options, server, signal: stop.signal, onProgress })).rejects.toThrow('enough');
    await proxy.stop();
    const there = await new Cursor(recording, server.target, {}).read();
    expect(there).toBeGreaterThanOrEqual(2 * batchSize);
    // The cursor is that of one address: the same one again.
    const again = await startFaultProxy(influx.url, () => undefined, Number(new URL(proxy.url).port));
    proxy = again;
    const pushed = await pushRecording({ ...options, server });
    expect([pushed.written, pushed.pending]).toEqual([pushed.points, 0]);
    expect(again.writes).toBe(Math.ceil((pushed.points - there) / batchSize));
    expect(again.writes).toBeGreaterThan(0);
    const compared = await verifyRecording({ ...options, server: direct });
    expect(compared.filter(({ same }) => !same)).toEqual([]);
  });
});
