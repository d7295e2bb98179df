/** A recording that is on disk → a database: what is missing, or all of it; and whether it is all there. */
import type { Clock } from '../../shared/clock.js';
import type { SinkAccount } from '../sink.js';
import { batchesOf } from './batch-thread.js';
import { Cursor } from './cursor.js';
import { Delivery, type Refusal } from './deliver.js';
import { Digest, type Counted } from './digest.js';
import { overlapping } from './overlap.js';
import type { Point, Tags } from './point.js';
import { pointsIn } from './recording-points.js';
import { schema } from './schema.js';
import type { InfluxServer } from './server.js';

/** While the server works on some the next is made and compressed. On two cores 1.6.7 takes 80,000 points a second one by one, 130,000 so. */
export const batchesAtOnce = 4;
const giveUpAfterMs = 120_000;
/** Of a thousand participants 60,000 rows: more would be slow to answer. */
const verifyWindowMs = 60_000;

export interface PushOptions {
  readonly recording: string;
  readonly server: InfluxServer;
  readonly clock: Clock;
  /** Added to every point. */
  readonly tags: Tags;
  readonly signal?: AbortSignal;
  /** Send what is known to be there once more. */
  readonly all?: boolean;
  readonly onProgress?: (pushed: Pushed) => void;
  readonly onBusy?: (why: string) => void;
}

/** Written now or earlier. */
export interface Pushed extends SinkAccount {
  readonly refusals: readonly Refusal[];
}

/** @throws HarnessError `bad_recording`; `environment` when the database does not take it or is away for too long */
export async function pushRecording(options: PushOptions): Promise<Pushed> {
  const { recording, server, clock, tags, signal, onBusy } = options;
  const cursor = new Cursor(recording, server.target, tags);
  const skip = options.all === true ? 0 : await cursor.read();
  const delivery = new Delivery({
    write: (lines, abort) => server.write(lines, abort),
    clock,
    giveUpAfterMs,
    ...(onBusy !== undefined && { onBusy }),
  });
  // One that fails takes the other with it: nothing is on its way any more when this throws.
  const stop = new AbortController();
  const abort = signal === undefined ? stop.signal : AbortSignal.any([stop.signal, signal]);
  const sendings = overlapping(batchesAtOnce);
  let points = 0;
  const pushed = (): Pushed => {
    const { written, refused, refusals } = delivery;
    const earlier = Math.min(skip, points);
    return { points, written: earlier + written, refused, pending: points - earlier - written - refused, refusals };
  };
  try {
    for await (const batch of batchesOf({ recording, tags, skip })) {
      points = batch.upTo;
      if (batch.lines === 0) continue;
      await sendings.begin(
        () => delivery.sendBatch(batch, abort),
        async () => {
          await cursor.write(batch.upTo);
          options.onProgress?.(pushed());
        },
      );
    }
    await sendings.end();
  } catch (thrown) {
    stop.abort(thrown);
    await sendings.end().catch(() => undefined);
    throw thrown;
  }
  return pushed();
}

/** What a recording comes to, without a database. */
export async function countPoints(recording: string, tags: Tags): Promise<Readonly<Record<string, Counted>>> {
  const digest = new Digest();
  for await (const points of pointsIn(recording, tags)) for (const point of points) digest.add(point);
  return digest.measurements;
}

export interface Compared {
  readonly measurement: string;
  readonly recording: Counted;
  readonly database: Counted;
  readonly same: boolean;
}

/** Every point of the recording against those that the database has of its run. */
export async function verifyRecording({ recording, server, tags }: PushOptions): Promise<readonly Compared[]> {
  const expected = new Digest();
  const span = { from: Infinity, to: -Infinity };
  let runId: string | undefined;
  for await (const points of pointsIn(recording, tags)) {
    for (const point of points) {
      expected.add(point);
      runId = point.tags.run_id;
      span.from = Math.min(span.from, point.at);
      span.to = Math.max(span.to, point.at);
    }
  }
  const found = new Digest();
  for (const measurement of Object.keys(schema) as Point['measurement'][]) {
    for (let from = span.from; from <= span.to; from += verifyWindowMs) {
      const rows = await server.query(
        `SELECT * FROM "${measurement}" WHERE "run_id" = '${quoted(runId ?? '')}' AND time >= ${from}ms AND time < ${from + verifyWindowMs}ms`,
      );
      for (const row of rows) found.add(pointOf(measurement, row, tags));
    }
  }
  const nothing: Counted = { points: 0, hash: '000000000000' };
  return Object.keys(schema).map((measurement) => {
    const pair = {
      recording: expected.measurements[measurement] ?? nothing,
      database: found.measurements[measurement] ?? nothing,
    };
    return { measurement, ...pair, same: JSON.stringify(pair.recording) === JSON.stringify(pair.database) };
  });
}

function pointOf(measurement: Point['measurement'], row: Readonly<Record<string, unknown>>, tags: Tags): Point {
  const names: readonly string[] = [...schema[measurement].tags, ...Object.keys(tags)];
  const fields: Record<string, number | string> = {};
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(row)) {
    if (name === 'time' || value === null) continue;
    if (typeof value !== 'number' && typeof value !== 'string') continue;
    if (names.includes(name)) found[name] = String(value);
    else fields[name] = value;
  }
  return { measurement, tags: found, fields, at: Number(row.time) };
}

function quoted(text: string): string {
  return text.replace(/['\\]/g, String.raw`\$&`);
}
