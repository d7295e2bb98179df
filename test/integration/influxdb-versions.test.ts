/** InfluxDB 2.x and 3.x by their documentation, and what is no InfluxDB: what is wrong is said before anything is sent, and what to do. */
import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InfluxServer, type WriteAnswer } from '../../src/sinks/influxdb/server.js';
import { cli, type Finished } from '../helpers/cli.js';
import { expectCode } from '../helpers/expect-run.js';
import { startInfluxStub, type InfluxStub, type StubOptions } from '../helpers/influxdb-stub.js';
import { makeFolder, removeFolder } from '../helpers/temp.js';

interface PushedJson {
  readonly points: number;
  readonly written: number;
  readonly refused: number;
  readonly pending: number;
  readonly refusals: readonly { readonly line: string; readonly why: string }[];
}

const token = 'a-secret-token';
const writesIn = (stub: InfluxStub): readonly string[] =>
  stub.requests.filter((request) => request.startsWith('POST /write'));

describe('rollcall push into', () => {
  let folder: string;
  let recording: string;
  let stub: InfluxStub | undefined;

  beforeEach(async () => {
    folder = await makeFolder();
    recording = path.join(folder, 'recording.jsonl');
    await copyFile(path.join(import.meta.dirname, '../fixtures/recordings/outages.jsonl'), recording);
  });
  afterEach(async () => {
    await stub?.stop();
    stub = undefined;
    await removeFolder(folder);
  });

  async function started(options: Omit<StubOptions, 'token'>): Promise<InfluxStub> {
    stub = await startInfluxStub({ ...options, token });
    return stub;
  }

  function push(
    url: string,
    env: Readonly<Record<string, string>> = { ROLLCALL_INFLUX_TOKEN: token },
  ): Promise<Finished> {
    return cli(['push', recording, '--influx', url, '--json'], folder, env);
  }

  /** @returns what it said. */
  async function expectRefusal(run: Promise<Finished>): Promise<string> {
    const finished = await run;
    expectCode(finished, 122);
    expect(finished.out + finished.err).not.toContain('secret');
    return finished.err;
  }

  it.each<[string, Omit<StubOptions, 'token'>]>([
    ['2.x, whose bucket is there', { version: 2, databases: ['rollcall'] }],
    ['3.x, which makes the database', { version: 3 }],
  ])('%s writes every point, once', async (_, options) => {
    const at = await started(options);
    const run = await push(at.url);
    expectCode(run, 0);
    const { points, written, refused, pending } = JSON.parse(run.out) as PushedJson;
    expect(points).toBeGreaterThan(100);
    expect([written, refused, pending, at.lines.size]).toEqual([points, 0, 0, points]);
    // All that the three versions have in common.
    for (const request of writesIn(at)) expect(request).toBe('POST /write?db=rollcall&precision=ms');
  });

  it.each<[string, Omit<StubOptions, 'token'>]>([
    ['2.x (422)', { version: 2, databases: ['rollcall'] }],
    ['3.x (400)', { version: 3 }],
  ])('%s names the points that it refuses, and writes the others', async (_, options) => {
    const at = await started({ ...options, refuses: (line) => line.startsWith('meet_reconnect,') });
    const run = await push(at.url);
    expectCode(run, 122);
    const { points, written, refused, pending, refusals } = JSON.parse(run.out) as PushedJson;
    expect(refused).toBeGreaterThan(0);
    expect([written + refused, pending, at.lines.size]).toEqual([points, 0, written]);
    for (const { line, why } of refusals) {
      expect(line).toMatch(/^meet_reconnect,/);
      expect(why).toMatch(/partial write/);
    }
  });

  it('2.x without the bucket says which one to create', async () => {
    const at = await started({ version: 2, databases: ['others'] });
    const said = await expectRefusal(push(at.url));
    expect(said).toContain('no dbrp mapping found');
    expect(said).toContain('on 2.x a bucket named rollcall');
    expect(at.lines.size).toBe(0);
  });

  it.each<[string, Omit<StubOptions, 'token'>, RegExp]>([
    ['2.x', { version: 2, databases: ['rollcall'] }, /401, Unauthorized/],
    ['3.x', { version: 3 }, /401, the request was not authenticated/],
  ])('%s with a wrong token, and with none, says so', async (_, options, sentence) => {
    const at = await started(options);
    for (const env of [{ ROLLCALL_INFLUX_TOKEN: 'a-wrong-secret' }, { ROLLCALL_INFLUX_TOKEN: '' }]) {
      const said = await expectRefusal(push(at.url, env));
      expect(said).toMatch(sentence);
      expect(said).toContain('ROLLCALL_INFLUX_TOKEN');
    }
    expect(at.lines.size).toBe(0);
  });

  it.each<[string, Omit<StubOptions, 'token'>]>([
    ['2.x', { version: 2, databases: ['rollcall'] }],
    ['3.x', { version: 3 }],
  ])('%s with a token that may only read says so', async (_, options) => {
    const at = await started({ ...options, readToken: 'a-reading-secret' });
    const said = await expectRefusal(push(at.url, { ROLLCALL_INFLUX_TOKEN: 'a-reading-secret' }));
    expect(said).toContain('HTTP 403');
    expect(said).toContain('must be allowed to write');
  });

  it.each([200, 404])(
    'a web server that is no InfluxDB and answers %i says so, and sends it nothing',
    async (status) => {
      let bytes = 0;
      const web = createServer((request, response) => {
        request.on('data', (chunk: Buffer) => (bytes += chunk.length));
        request.on('end', () => response.writeHead(status, { 'Content-Type': 'text/html' }).end('<h1>Welcome</h1>'));
      }).listen(0, '127.0.0.1');
      await once(web, 'listening');
      try {
        const said = await expectRefusal(push(`http://127.0.0.1:${(web.address() as AddressInfo).port}`));
        expect(said).toMatch(new RegExp(`cannot be written to: HTTP ${status}`));
        expect(said).toContain('Check the address');
        expect(bytes).toBeLessThan(200);
      } finally {
        web.closeAllConnections();
        web.close();
      }
    },
  );
});

describe('what is made of an answer', () => {
  it.each<[number, Readonly<Record<string, string>>, WriteAnswer]>([
    [204, {}, { kind: 'written' }],
    [200, { 'X-Influxdb-Version': '1.6.7' }, { kind: 'written' }],
    // Seconds, as HTTP has it.
    [429, { 'Retry-After': '7' }, { kind: 'busy', why: 'HTTP 429, so it is', afterMs: 7_000 }],
    [503, {}, { kind: 'busy', why: 'HTTP 503, so it is' }],
    [413, {}, { kind: 'too_large' }],
    [422, {}, { kind: 'refused', count: undefined, why: 'HTTP 422, so it is' }],
    [401, {}, { kind: 'hopeless', why: 'HTTP 401, so it is' }],
  ])('%i with %j', async (status, headers, expected) => {
    const web = createServer((request, response) => {
      request.resume();
      response.writeHead(status, headers).end(status < 300 ? '' : '{"error":"so it is"}');
    }).listen(0, '127.0.0.1');
    await once(web, 'listening');
    try {
      const url = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
      expect(await new InfluxServer({ url, database: 'rollcall' }).write('m f=1 1')).toEqual(expected);
    } finally {
      web.closeAllConnections();
      web.close();
    }
  });
});
