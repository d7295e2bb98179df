/** `rollcall run --influx`: a run that is sent while it goes on, and one whose database or harness is gone in the middle. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { Cursor } from '../../src/sinks/influxdb/cursor.js';
import { InfluxServer } from '../../src/sinks/influxdb/server.js';
import { cli, linesIn, resultsIn, startCli, summaryIn } from '../helpers/cli.js';
import { expectCode, expectSameSummaryAgain } from '../helpers/expect-run.js';
import { startFaultProxy, type FaultProxy } from '../helpers/fault-proxy.js';
import { startInfluxStub } from '../helpers/influxdb-stub.js';
import { startInfluxDb, type InfluxServerProcess } from '../helpers/influxdb.js';
import { requires } from '../helpers/requirements.js';
import { makeFolder, removeFolder } from '../helpers/temp.js';

const pushedSchema = z.object({
  points: z.number(),
  written: z.number(),
  compared: z.array(z.object({ measurement: z.string(), same: z.boolean() })),
});

const two = ['run', '--participants', '2', '--within', '3s', '--hold', '5s'];

requires('chromium', 'influxdb')('a run into InfluxDB', () => {
  let influx: InfluxServerProcess;
  let cwd: string;
  let proxy: FaultProxy | undefined;

  beforeAll(async () => {
    influx = await startInfluxDb();
  });
  afterAll(() => influx.stop());
  beforeEach(async () => {
    cwd = await makeFolder();
  });
  afterEach(async () => {
    await proxy?.stop();
    proxy = undefined;
    await removeFolder(cwd);
  });

  async function expectAllThere(...tags: readonly string[]): Promise<void> {
    const recording = path.join(resultsIn(cwd), 'recording.jsonl');
    const verified = await cli(['push', recording, '--influx', influx.url, '--verify', ...tags], cwd);
    expectCode(verified, 0);
    expect(verified.out).not.toContain('DIFFERENT');
    expect(verified.out).toMatch(/meet_join +2 +the same/);
  }

  it('is all there when it ends', async () => {
    const run = await cli([...two, '--influx', influx.url], cwd);
    expectCode(run, 0);
    const [, written, points] = /InfluxDB: (\d+) of (\d+) points are written\./.exec(run.out) ?? [];
    expect(Number(points)).toBeGreaterThan(100);
    expect(written).toBe(points);
    await expectAllThere();
  });

  it('ends as it would have when the database goes away, and says how to send what is missing', async () => {
    proxy = await startFaultProxy(influx.url, (write) => (write > 3 ? { answer: 503 } : undefined));
    const run = await cli([...two, '--influx', proxy.url, '--tag', 'team=the reds'], cwd);
    expectCode(run, 0);
    // Who looks at the run sees it while it goes on.
    expect(run.out).toMatch(/; InfluxDB: \d+ points written, [1-9]\d* wait$/m);
    expect((await summaryIn(cwd)).verdict).toBe(run.code === 0 ? 'pass' : 'invalid');
    await expectSameSummaryAgain(cwd, run.code);
    expect(run.out).toContain('InfluxDB does not answer (HTTP 503');
    expect(run.err).toMatch(
      /InfluxDB: \d+ of \d+ points are written; \d+ wait: rollcall push .*recording\.jsonl --tag 'team=the reds'$/m,
    );
    await expectAllThere('--tag', 'team=the reds');
  });

  async function bothIn(): Promise<void> {
    const inMeeting = async (): Promise<number> => {
      const lines = await linesIn(cwd).catch(() => []);
      return lines.filter((line) => line.type === 'moment' && line.name === 'in_meeting').length;
    };
    await expect.poll(inMeeting, { timeout: 40_000, interval: 200 }).toBe(2);
    await sleep(2_000);
  }

  it('that was killed is sent what is missing and no more, whatever the database had heard of it', async () => {
    let isKilled = false;
    proxy = await startFaultProxy(influx.url, (write) =>
      write % 2 === 0 && !isKilled ? 'written_unheard' : undefined,
    );
    const run = startCli([...two, '--influx', proxy.url], cwd);
    await bothIn();
    run.child.kill('SIGKILL');
    await run.finished;
    isKilled = true;
    // What was on its way still arrives.
    await sleep(500);
    const recording = path.join(resultsIn(cwd), 'recording.jsonl');
    const server = new InfluxServer({ url: proxy.url, database: 'rollcall' });
    const there = await new Cursor(recording, server.target, {}).read();
    expect(there).toBeGreaterThan(0);
    const before = proxy.lines;
    const pushed = await cli(['push', recording, '--influx', proxy.url, '--verify', '--json'], cwd);
    expectCode(pushed, 0);
    const { points, written, compared } = pushedSchema.parse(JSON.parse(pushed.out));
    expect(points).toBeGreaterThan(there);
    expect([written, proxy.lines - before]).toEqual([points, points - there]);
    expect(compared.filter(({ same }) => !same)).toEqual([]);
  });

  it('whose disk is full says so, and its points are in the database all the same', async () => {
    const run = startCli([...two, '--hold', '60s', '--influx', influx.url], cwd);
    await bothIn();
    // From now on no file of the harness may grow beyond this: as on a full disk, without a disk of our own, and without root.
    const recording = path.join(resultsIn(cwd), 'recording.jsonl');
    execFileSync('prlimit', ['--pid', String(run.child.pid), `--fsize=${(await stat(recording)).size}`]);
    const finished = await run.finished;
    expectCode(finished, 122);
    expect(finished.out + finished.err).toMatch(/recording cannot be written: EFBIG/);
    expect(finished.out + finished.err).not.toMatch(/^\s+at /m);
    const report = await cli(['report', recording], cwd);
    expectCode(report, 0);
    expect(report.out).toContain('partial');
    const joins = await new InfluxServer({ url: influx.url, database: 'rollcall' }).query(
      `SELECT "join_time_ms" FROM "meet_join" WHERE "run_id" = '${path.basename(resultsIn(cwd))}'`,
    );
    expect(joins).toHaveLength(2);
    // And what is left of the recording can still be pushed.
    expectCode(await cli(['push', recording, '--influx', influx.url], cwd), 0);
  });

  it.each([
    ['a wrong host', 'http://127.0.0.1:9', 122, /cannot be written to/],
    ['no link', 'nonsense', 104, /--influx/],
  ])('is not started with %s, and says so', async (_, link, code, sentence) => {
    const run = await cli([...two, '--influx', link], cwd);
    expectCode(run, code);
    expect(run.err).toMatch(sentence);
  });

  it('is not started where the database has to be created first, and says how', async () => {
    const stub = await startInfluxStub({ version: 2, databases: ['others'], token: 'a-secret-token' });
    try {
      const run = await cli([...two, '--influx', stub.url], cwd, { ROLLCALL_INFLUX_TOKEN: 'a-secret-token' });
      expectCode(run, 122);
      expect(run.err).toContain('on 2.x a bucket named rollcall');
      expect(run.out + run.err).not.toContain('secret');
      expect(existsSync(path.join(cwd, 'results'))).toBe(false);
    } finally {
      await stub.stop();
    }
  });
});
