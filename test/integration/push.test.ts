/** `rollcall push` into a real InfluxDB: all of a recording, once. */
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { influxTarget } from '../../src/sinks/influxdb/target.js';
import { InfluxServer } from '../../src/sinks/influxdb/server.js';
import { cli, type Finished } from '../helpers/cli.js';
import { expectCode } from '../helpers/expect-run.js';
import { freePort } from '../helpers/free-port.js';
import { startInfluxDb, type InfluxServerProcess } from '../helpers/influxdb.js';
import { requires } from '../helpers/requirements.js';
import { makeFolder, removeFolder } from '../helpers/temp.js';

interface PushedJson {
  readonly points: number;
  readonly written: number;
  readonly refused: number;
  readonly pending: number;
  readonly refusals: readonly { readonly line: string; readonly why: string }[];
  readonly compared?: readonly {
    readonly measurement: string;
    readonly same: boolean;
    readonly database: { points: number };
  }[];
}

requires('influxdb')('rollcall push', () => {
  let influx: InfluxServerProcess;
  let folder: string;
  let recording: string;
  let databases = 0;
  /** Each test's own. */
  let link: string;

  beforeAll(async () => {
    influx = await startInfluxDb();
  });
  afterAll(() => influx.stop());
  beforeEach(async () => {
    folder = await makeFolder();
    databases += 1;
    link = `${influx.url}?db=test${databases}`;
    recording = await fixture('outages');
  });
  afterEach(() => removeFolder(folder));

  async function fixture(name: string): Promise<string> {
    const file = path.join(folder, `${name}.jsonl`);
    await copyFile(path.join(import.meta.dirname, '../fixtures/recordings', `${name}.jsonl`), file);
    return file;
  }

  function push(file: string, ...more: readonly string[]): Promise<Finished> {
    return cli(['push', file, '--influx', link, '--json', ...more], folder);
  }

  function resultOf(run: Finished): PushedJson {
    expectCode(run, 0);
    return JSON.parse(run.out) as PushedJson;
  }

  it.each(['outages', 'passed', 'refusals', 'rejoin', 'interrupted', 'broken-off'])(
    'puts %s there, point for point',
    async (name) => {
      const file = await fixture(name);
      const { points, written, refused, pending, compared = [] } = resultOf(await push(file, '--verify'));
      expect([written, refused, pending]).toEqual([points, 0, 0]);
      expect(compared.filter(({ same }) => !same)).toEqual([]);
      expect(compared.reduce((sum, { database }) => sum + database.points, 0)).toBe(points);
      const dry = await cli(['push', file, '--dry-run', '--json'], folder);
      const counts = JSON.parse(dry.out) as Record<string, { points: number }>;
      expect(Object.values(counts).reduce((sum, one) => sum + one.points, 0)).toBe(points);
    },
  );

  it('sends nothing the second time, and with --all the same once more', async () => {
    const first = resultOf(await push(recording));
    const again = resultOf(await push(recording, '--verify'));
    expect([again.points, again.written]).toEqual([first.points, first.points]);
    const all = resultOf(await push(recording, '--all', '--verify'));
    expect(all.compared?.every(({ same }) => same)).toBe(true);
  });

  it('knows when a database does not have what the recording has', async () => {
    resultOf(await push(recording));
    const target = influxTarget({ url: link });
    await new InfluxServer(target!).query('DELETE FROM "meet_state" WHERE "state" = \'in\'');
    const run = await push(recording, '--verify');
    expectCode(run, 122);
    const { compared = [] } = JSON.parse(run.out) as PushedJson;
    expect(compared.filter(({ same }) => !same).map(({ measurement }) => measurement)).toEqual(['meet_state']);
  });

  it('names the points that the database refuses, and writes the others', async () => {
    const server = new InfluxServer(influxTarget({ url: link })!);
    await server.prepare();
    // Its type there is text now, and no number is taken.
    expect(await server.write('meet_drop,seed=1 in_meeting_ms="text" 1795730995454')).toEqual({ kind: 'written' });
    const drops = await fixture('beside-the-drops');
    const run = await push(drops);
    expectCode(run, 122);
    const { points, written, refused, pending, refusals } = JSON.parse(run.out) as PushedJson;
    expect(refused).toBeGreaterThan(0);
    expect([written + refused, pending]).toEqual([points, 0]);
    for (const { line, why } of refusals) {
      expect(line).toMatch(/^meet_drop,/);
      expect(why).toMatch(/type/);
    }
  });

  it('keeps a tag of the user’s own beside ours, and refuses one that is ours', async () => {
    const { compared } = resultOf(await push(recording, '--tag', 'team=the red, one', '--verify'));
    expect(compared?.every(({ same }) => same)).toBe(true);
    const run = await push(recording, '--tag', 'state=x', '--tag', 'nonsense');
    expectCode(run, 104);
    expect(run.err).toContain('state=x');
    expect(run.err).toContain('nonsense');
  });

  it('says what to do where there is no server', async () => {
    const run = await cli(['push', recording, '--influx', `http://127.0.0.1:${await freePort()}`], folder);
    expectCode(run, 122);
    expect(run.err).toMatch(/cannot be written to.*ECONNREFUSED/s);
    expect(run.err).toContain('--influx');
  });

  it('says what to do when nobody says where to', async () => {
    const run = await cli(['push', recording], folder, { ROLLCALL_INFLUX: '' });
    expectCode(run, 104);
    expect(run.err).toContain('ROLLCALL_INFLUX');
  });

  it('needs the right password, and never prints a wrong one', async () => {
    const guarded = await startInfluxDb({ auth: true });
    try {
      const created = await fetch(`${guarded.url}/query`, {
        method: 'POST',
        body: new URLSearchParams({ q: `CREATE USER qa WITH PASSWORD 'right-secret' WITH ALL PRIVILEGES` }),
      });
      expect(created.ok).toBe(true);
      await fetch(`${guarded.url}/query`, {
        method: 'POST',
        headers: { Authorization: `Basic ${Buffer.from('qa:right-secret').toString('base64')}` },
        body: new URLSearchParams({ q: `CREATE USER guest WITH PASSWORD 'guest-secret'` }),
      });
      const forbidden = await cli(
        ['push', recording, '--influx', guarded.url.replace('//', '//guest:guest-secret@')],
        folder,
      );
      expectCode(forbidden, 122);
      expect(forbidden.err).toMatch(/HTTP 404, database not found.*as an administrator CREATE DATABASE "rollcall"/s);
      const wrong = await cli(['push', recording, '--influx', guarded.url.replace('//', '//qa:wrong-secret@')], folder);
      expectCode(wrong, 122);
      expect(wrong.err).toContain('password');
      expect(wrong.out + wrong.err).not.toContain('wrong-secret');
      const env = { ROLLCALL_INFLUX_USER: 'qa', ROLLCALL_INFLUX_PASSWORD: 'right-secret' };
      const right = await cli(['push', recording, '--influx', guarded.url, '--verify'], folder, env);
      expectCode(right, 0);
      expect(right.out).not.toContain('DIFFERENT');
    } finally {
      await guarded.stop();
    }
  });
});
