/**
 * One InfluxDB through its v1 HTTP API, which 1.x, 2.x and 3.x have: `/write`, `/query`. What the server says of a batch, in
 * words of ours; when to try again is `deliver.ts`'s.
 *
 * The `influx` client asks and creates databases. It does not write: it neither compresses nor says which points were refused, and after
 * one 5xx it takes its only host out of service for a while.
 *
 * @see https://docs.influxdata.com/influxdb/v1/tools/api/
 */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { InfluxDB } from 'influx';
import { HarnessError, messageOf } from '../../shared/errors.js';
import { targetText, type InfluxTarget } from './target.js';

const compress = promisify(gzip);
/** A server that says nothing for so long is away. */
const patienceMs = 30_000;

export type WriteAnswer =
  | { readonly kind: 'written' }
  /** Some will never be taken; the others of the batch are written; `count` where the server tells it. */
  | { readonly kind: 'refused'; readonly count: number | undefined; readonly why: string }
  /** More at once than it takes. */
  | { readonly kind: 'too_large' }
  /** Try again, not before so long. */
  | { readonly kind: 'busy'; readonly why: string; readonly afterMs?: number }
  /** No try will help: a wrong password, no such database. */
  | { readonly kind: 'hopeless'; readonly why: string; readonly noDatabase?: true };

export class InfluxServer {
  readonly target: InfluxTarget;
  readonly #client: InfluxDB;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(target: InfluxTarget) {
    this.target = target;
    const { url, database, user, password } = target;
    const { hostname, port, protocol, pathname } = new URL(url);
    this.#client = new InfluxDB({
      database,
      ...(user !== undefined && { username: user }),
      ...(password !== undefined && { password }),
      hosts: [
        {
          host: hostname.replace(/^\[|\]$/g, ''),
          port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
          protocol: protocol === 'https:' ? 'https' : 'http',
          path: pathname === '/' ? '' : pathname,
        },
      ],
    });
    this.#headers = {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Encoding': 'gzip',
      ...(user !== undefined && {
        Authorization: `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}`,
      }),
    };
  }

  /** @throws HarnessError `environment` with a sentence that says what to do, when there is no database to write to. */
  async prepare(): Promise<void> {
    try {
      await this.#client.createDatabase(this.target.database);
    } catch (cause) {
      // 2.x and 3.x know no CREATE DATABASE: whether there is one shows at a write of nothing.
      const answer = await this.write('');
      if (answer.kind === 'written' || answer.kind === 'refused') return;
      const why = answer.kind === 'too_large' ? messageOf(cause) : answer.why;
      throw new HarnessError('environment', `InfluxDB at ${targetText(this.target)} cannot be written to: ${why}`, {
        hint: adviceFor(answer, this.target.database),
        cause,
      });
    }
  }

  /** @param lines line protocol, times in milliseconds. Never throws. */
  async write(lines: string | Uint8Array, signal?: AbortSignal): Promise<WriteAnswer> {
    const { url, database } = this.target;
    try {
      const body = await compress(lines, { level: 1 });
      const response = await fetch(`${url}/write?db=${encodeURIComponent(database)}&precision=ms`, {
        method: 'POST',
        headers: this.#headers,
        body,
        signal: AbortSignal.any([AbortSignal.timeout(patienceMs), ...(signal === undefined ? [] : [signal])]),
      });
      return answerOf(response.status, response.headers, await response.text());
    } catch (thrown) {
      return { kind: 'busy', why: causeOf(thrown) };
    }
  }

  /** @returns rows of the first result, each with `time` in epoch ms. */
  async query(influxql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const answer: unknown = await this.#client.queryRaw(influxql, { precision: 'ms' });
    return rowsOf(answer);
  }
}

/** @returns what to do when nothing can be written. */
function adviceFor({ kind, ...answer }: WriteAnswer, database: string): string {
  if (kind === 'busy')
    return 'Start it, or correct --influx. A run without it loses nothing: rollcall push <recording> sends it later.';
  if ('noDatabase' in answer)
    return `Create it first: on 1.x as an administrator CREATE DATABASE "${database}"; on 2.x a bucket named ${database}; on 3.x influxdb3 create database ${database}.`;
  return 'Check the address, and user and password or token (ROLLCALL_INFLUX_TOKEN): they must be allowed to write.';
}

function answerOf(status: number, headers: Headers, text: string): WriteAnswer {
  // 1.x says 200 to a write of nothing. Any other web server may say it to everything, and would be told the whole run.
  if (status === 204 || (status === 200 && headers.has('X-Influxdb-Version'))) return { kind: 'written' };
  if (status < 300) return { kind: 'hopeless', why: `HTTP ${status} from what is no InfluxDB` };
  const why = errorText(status, text);
  if (status === 413) return { kind: 'too_large' };
  if (status === 429 || status >= 500) {
    const seconds = Number(headers.get('Retry-After') ?? NaN);
    return { kind: 'busy', why, ...(Number.isFinite(seconds) && { afterMs: Math.max(0, seconds * 1_000) }) };
  }
  if (status === 400 || status === 422) return { kind: 'refused', count: refusedCount(text), why };
  return { kind: 'hopeless', why, ...(status === 404 && isInfluxError(text) && { noDatabase: true }) };
}

/** A 404 of the database's own, `database not found` or `no dbrp mapping found`, and not that of a path which some web server does not have. */
function isInfluxError(text: string): boolean {
  return /database|dbrp|bucket/i.test(text);
}

/** `partial write: … dropped=3`. A line that cannot be read is told otherwise, and not by all versions. */
function refusedCount(text: string): number | undefined {
  const dropped = /dropped=(\d+)/.exec(text)?.[1];
  return dropped === undefined ? undefined : Number(dropped);
}

function errorText(status: number, text: string): string {
  let said = text;
  try {
    const { error, message } = JSON.parse(text) as { error?: unknown; message?: unknown };
    said = typeof error === 'string' ? error : typeof message === 'string' ? message : text;
  } catch {
    // Whatever a proxy in between says.
  }
  return `HTTP ${status}${said.trim() === '' ? '' : `, ${said.trim().slice(0, 300)}`}`;
}

/** fetch says "fetch failed" and keeps the reason behind it. */
function causeOf(thrown: unknown): string {
  if (thrown instanceof Error && thrown.cause !== undefined) return messageOf(thrown.cause) || messageOf(thrown);
  return messageOf(thrown);
}

interface Series {
  readonly columns: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly values?: readonly (readonly unknown[])[];
}

function rowsOf(answer: unknown): readonly Readonly<Record<string, unknown>>[] {
  const { results = [] } = answer as { results?: readonly { series?: readonly Series[] }[] };
  return (results[0]?.series ?? []).flatMap(({ columns, tags = {}, values = [] }) =>
    values.map((row) => ({ ...tags, ...Object.fromEntries(columns.map((column, index) => [column, row[index]])) })),
  );
}
