/** While a run streams its database is gone for a minute, and its disk is full: each is said in a sentence, and nothing is lost. */
import { symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Line } from '../../src/model/line.js';
import { readRecording } from '../../src/recording/read-recording.js';
import { LiveInflux } from '../../src/sinks/influxdb/live.js';
import { pushRecording, verifyRecording } from '../../src/sinks/influxdb/push.js';
import { InfluxServer } from '../../src/sinks/influxdb/server.js';
import { bigRecording } from '../helpers/big-recording.js';
import { startFaultProxy, type FaultProxy } from '../helpers/fault-proxy.js';
import { hurriedClock } from '../helpers/hurried-clock.js';
import { startInfluxDb, type InfluxServerProcess } from '../helpers/influxdb.js';
import { requires } from '../helpers/requirements.js';
import { makeFolder, removeFolder } from '../helpers/temp.js';

/** A minute is 0.6 s. */
const clock = hurriedClock(100);
const outageMs = 60_000;
const patienceMs = 1_000_000;

requires('influxdb')('a run that streams', () => {
  let influx: InfluxServerProcess;
  let folder: string;
  let recording: string;
  let lines: readonly Line[];
  let proxy: FaultProxy;
  let direct: InfluxServer;
  let said: string[];
  let databases = 0;

  beforeAll(async () => {
    influx = await startInfluxDb();
  });
  afterAll(() => influx.stop());
  beforeEach(async () => {
    folder = await makeFolder();
    recording = path.join(folder, 'recording.jsonl');
    await writeFile(recording, bigRecording());
    const read: Line[] = [];
    for await (const line of readRecording(recording)) read.push(line);
    lines = read;
    databases += 1;
    direct = new InfluxServer({ url: influx.url, database: `outage${databases}` });
    await direct.prepare();
    proxy = await startFaultProxy(influx.url, () => undefined);
    said = [];
  });
  afterEach(async () => {
    await proxy.stop();
    await removeFolder(folder);
  });

  function stream(): LiveInflux {
    const server = new InfluxServer({ url: proxy.url, database: direct.target.database });
    return new LiveInflux({ server, recording, clock, say: (sentence) => said.push(sentence) });
  }

  async function expectAllThere(): Promise<void> {
    const compared = await verifyRecording({ recording, clock, tags: {}, server: direct });
    expect(compared.filter(({ same }) => !same)).toEqual([]);
  }

  it('goes on when its database is down for a minute, and all of it is there afterwards, each point written once', async () => {
    const live = stream();
    const half = Math.floor(lines.length / 2);
    for (const line of lines.slice(0, half)) live.take(line);
    await expect.poll(() => live.account.pending, { timeout: 20_000 }).toBe(0);
    const before = live.account.written;
    expect(before).toBeGreaterThan(0);
    await proxy.stop();
    for (const line of lines.slice(half)) live.take(line);
    await expect.poll(() => said.length, { timeout: 20_000 }).toBeGreaterThan(0);
    await clock.sleep(outageMs);
    expect(live.account.written).toBe(before);
    expect(said[0]).toMatch(/does not answer \(.+\): [1-9]\d* points wait; the run goes on, and nothing is lost/);
    proxy = await startFaultProxy(influx.url, () => undefined, Number(new URL(proxy.url).port));
    const { points, written, refused, pending } = await live.close(patienceMs);
    expect([written, refused, pending]).toEqual([points, 0, 0]);
    expect(said.at(-1)).toBe('InfluxDB takes points again.');
    await expectAllThere();
  });

  it('says once that its cursor cannot be written on a full disk, and what that means', async () => {
    await symlink('/dev/full', `${recording}.influxdb.json.tmp`);
    const live = stream();
    for (const line of lines) live.take(line);
    const { points, written, pending } = await live.close(patienceMs);
    expect([written, pending]).toEqual([points, 0]);
    expect(said).toEqual([expect.stringMatching(/cannot be noted \(ENOSPC.*the run goes on.*changes nothing/)]);
    // Nobody knows that it is there: all of it is sent again.
    const pushed = await pushRecording({ recording, clock, tags: {}, server: direct });
    expect([pushed.written, pushed.pending]).toEqual([points, 0]);
    await expectAllThere();
  });
});
