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
  | { readonly kind: 'hopeless'; readonly why: string };

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
      const why = answer.kind === 'busy' || answer.kind === 'hopeless' ? answer.why : messageOf(cause);
      throw new HarnessError('environment', `InfluxDB at ${targetText(this.target)} cannot be written to: ${why}`, {
        hint:
          answer.kind === 'busy'
            ? 'Start it, or correct --influx. A run without it loses nothing: rollcall push <recording> sends it later.'
            : 'Check user and password or token (ROLLCALL_INFLUX_TOKEN). On 2.x and 3.x create the database first: a bucket with that name.',
        cause,
      });
    }
  }

  /** @param lines line protocol, times in milliseconds. Never throws. */
  async write(lines: string, signal?: AbortSignal): Promise<WriteAnswer> {
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

function answerOf(status: number, headers: Headers, text: string): WriteAnswer {
  if (status >= 200 && status < 300) return { kind: 'written' };
  const why = errorText(status, text);
  if (status === 413) return { kind: 'too_large' };
  if (status === 429 || status >= 500) {
    const seconds = Number(headers.get('Retry-After') ?? NaN);
    return { kind: 'busy', why, ...(Number.isFinite(seconds) && { afterMs: Math.max(0, seconds * 1_000) }) };
  }
  if (status === 400 || status === 422) return { kind: 'refused', count: refusedCount(text), why };
  return { kind: 'hopeless', why };
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
