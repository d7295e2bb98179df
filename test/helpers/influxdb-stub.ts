/**
 * What InfluxDB 2.x and 3.x say through the v1 API, as their documentation has it: neither can be installed where the tests run. It keeps
 * the lines it took, so that a test can say what is there.
 *
 *     2.x   bucket = database (DBRP mapping); no CREATE DATABASE; 404 without a bucket; 422 partial write; `{ code, message }`
 *     3.x   a database is made by the first write; 400 partial write that lists the lines; `{ error }`
 *
 * @see https://docs.influxdata.com/influxdb/v2/api-guide/influxdb-1x/
 * @see https://docs.influxdata.com/influxdb3/core/write-data/troubleshoot/
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

export interface StubOptions {
  readonly version: 2 | 3;
  /** A bucket, or a database. */
  readonly databases?: readonly string[];
  /** May do everything. */
  readonly token: string;
  /** May read. */
  readonly readToken?: string;
  /** A line that is of the wrong type there. */
  readonly refuses?: (line: string) => boolean;
}

export interface InfluxStub {
  readonly url: string;
  /** Each once: writing it again changes nothing. */
  readonly lines: ReadonlySet<string>;
  /** What came, without what is secret: `POST /write?db=…`. */
  readonly requests: readonly string[];
  stop(): Promise<void>;
}

interface Said {
  readonly status: number;
  readonly body?: unknown;
}

export async function startInfluxStub(options: StubOptions): Promise<InfluxStub> {
  const lines = new Set<string>();
  const requests: string[] = [];
  const answer = options.version === 2 ? two : three;
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const url = new URL(request.url ?? '/', 'http://stub');
      requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
      const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body).toString() : body.toString();
      const said = answer({ url, token: tokenOf(request), text }, options, lines);
      response.writeHead(said.status, { 'Content-Type': 'application/json; charset=utf-8' });
      response.end(said.body === undefined ? undefined : JSON.stringify(said.body));
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lines,
    requests,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Asked {
  readonly url: URL;
  readonly token: string | undefined;
  readonly text: string;
}

function two({ url, token, text }: Asked, options: StubOptions, kept: Set<string>): Said {
  if (token !== options.token && token !== options.readToken)
    return { status: 401, body: { code: 'unauthorized', message: 'Unauthorized' } };
  if (url.pathname === '/query') return { status: 200, body: asked(url, text, 'not implemented: CREATE DATABASE') };
  if (url.pathname !== '/write') return { status: 404, body: { code: 'not found', message: 'path not found' } };
  if (options.databases?.includes(url.searchParams.get('db') ?? '') !== true)
    return { status: 404, body: { code: 'not found', message: 'no dbrp mapping found' } };
  if (token === options.readToken)
    return { status: 403, body: { code: 'forbidden', message: 'insufficient permissions for write' } };
  if (text === '') return { status: 400, body: { code: 'invalid', message: 'writing requires points' } };
  const { refused } = take(text, options, kept);
  if (refused.length === 0) return { status: 204 };
  const message = `failure writing points to database: partial write: field type conflict dropped=${refused.length}`;
  return { status: 422, body: { code: 'unprocessable entity', message } };
}

function three({ url, token, text }: Asked, options: StubOptions, kept: Set<string>): Said {
  if (token === options.readToken) return { status: 403, body: { error: 'the request was not authorized' } };
  if (token !== options.token) return { status: 401, body: { error: 'the request was not authenticated' } };
  if (url.pathname === '/query') return { status: 400, body: { error: 'CREATE DATABASE is not supported' } };
  if (url.pathname !== '/write') return { status: 404, body: { error: 'not found' } };
  const { refused } = take(text, options, kept);
  if (refused.length === 0) return { status: 204 };
  const data = refused.slice(0, 100).map(({ line, number }) => ({
    original_line: line,
    line_number: number,
    error_message: 'invalid column type for column, expected iox::column_type::field::string',
  }));
  return { status: 400, body: { error: 'partial write of line protocol occurred', data } };
}

function asked(url: URL, text: string, error: string): unknown {
  const query = url.searchParams.get('q') ?? new URLSearchParams(text).get('q') ?? '';
  return { results: [/^CREATE DATABASE/i.test(query) ? { statement_id: 0, error } : {}] };
}

/** Takes what it can. @returns the others, numbered from 1. */
function take(text: string, { refuses }: StubOptions, kept: Set<string>) {
  const refused: { readonly line: string; readonly number: number }[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    if (refuses?.(line) === true) refused.push({ line, number: index + 1 });
    else kept.add(line);
  }
  return { refused };
}

/** Basic with the token as password, as 1.x clients do; or `Token`, or `Bearer`. */
function tokenOf({ headers: { authorization = '' } }: IncomingMessage): string | undefined {
  const [scheme = '', value = ''] = authorization.split(' ');
  if (/^(?:Token|Bearer)$/i.test(scheme)) return value;
  if (!/^Basic$/i.test(scheme)) return undefined;
  return Buffer.from(value, 'base64').toString().split(':').slice(1).join(':');
}
