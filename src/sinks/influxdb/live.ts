/**
 * Sends points while the run goes on, once a second. The recording is the spool: what waits in memory is bounded, and beyond that bound
 * nothing more is kept here; the rest is read from the file when the run is over, or by `rollcall push`.
 */
import type { Line } from '../../model/line.js';
import { deadlineIn, raceDeadline } from '../../shared/deadline.js';
import { messageOf } from '../../shared/errors.js';
import type { Clock } from '../../shared/clock.js';
import type { Sink, SinkAccount } from '../sink.js';
import { Cursor } from './cursor.js';
import { Delivery } from './deliver.js';
import { lineOf } from './line-protocol.js';
import type { Point, Tags } from './point.js';
import { createPointReducer } from './points.js';
import { pushRecording } from './push.js';
import { batchSize } from './recording-points.js';
import type { InfluxServer } from './server.js';
import { withTags } from './tags.js';

const everyMs = 1_000;
/** Some 30 MB: a quarter of an hour of a hundred participants. */
const usuallyWaiting = 100_000;
/** Of what is told of a database that is away. */
const tellEveryMs = 10_000;

export interface LiveOptions {
  readonly server: InfluxServer;
  /** The run's own, which is being written. */
  readonly recording: string;
  readonly clock: Clock;
  readonly say: (sentence: string) => void;
  /** Added to every point. */
  readonly tags?: Tags;
  /** Points that may wait in memory. */
  readonly mostWaiting?: number;
}

export class LiveInflux implements Sink {
  readonly #options: LiveOptions;
  readonly #reducer = createPointReducer();
  readonly #delivery: Delivery;
  readonly #cursor: Cursor;
  readonly #tagged: (point: Point) => Point;
  readonly #abort = new AbortController();
  #wake = new AbortController();
  #waiting: string[] = [];
  #points = 0;
  /** Written or refused, in their order. */
  #sent = 0;
  /** More than fits waits: the rest is in the recording only. */
  #behind = false;
  #closing = false;
  #problem: string | undefined;
  /** What came of sending the rest from the recording. */
  #pushed: SinkAccount | undefined;
  #toldAt: number | undefined;
  #cursorTold = false;
  readonly #loop: Promise<void>;

  constructor(options: LiveOptions) {
    const { server, recording, clock, tags = {} } = options;
    this.#options = options;
    this.#cursor = new Cursor(recording, server.target, tags);
    this.#tagged = withTags(tags);
    this.#delivery = new Delivery({
      write: (lines, signal) => server.write(lines, signal),
      clock,
      giveUpAfterMs: Infinity,
      onBusy: (why) => {
        this.#tellAway(why);
      },
    });
    this.#loop = this.#send();
  }

  take(line: Line): void {
    this.#collect(() => this.#reducer.step(line));
  }

  get account(): SinkAccount {
    if (this.#pushed !== undefined) return this.#pushed;
    const { written, refused } = this.#delivery;
    return {
      points: this.#points,
      written,
      refused,
      pending: this.#points - written - refused,
      ...(this.#problem !== undefined && { problem: this.#problem }),
    };
  }

  async close(ms: number): Promise<SinkAccount> {
    const { clock, recording, server, tags = {} } = this.#options;
    const deadline = deadlineIn(clock, ms);
    this.#collect(() => this.#reducer.finish());
    this.#closing = true;
    this.#wake.abort();
    const { timedOut } = await raceDeadline(clock, this.#loop, deadline);
    this.#abort.abort();
    if (!timedOut && this.#behind && this.#problem === undefined) {
      const rest = pushRecording({
        recording,
        server,
        clock,
        tags,
        signal: AbortSignal.timeout(Math.ceil(deadline.left())),
      });
      this.#pushed = await rest.catch(() => undefined);
    }
    return this.account;
  }

  /** A bug of ours costs what is sent, not the run. */
  #collect(points: () => readonly Point[]): void {
    if (this.#problem !== undefined) return;
    try {
      this.#add(points().map((point) => lineOf(this.#tagged(point))));
    } catch (thrown) {
      this.#problem = messageOf(thrown);
    }
  }

  #add(lines: readonly string[]): void {
    this.#points += lines.length;
    if (this.#behind) return;
    this.#waiting.push(...lines);
    if (this.#waiting.length <= (this.#options.mostWaiting ?? usuallyWaiting)) return;
    this.#behind = true;
    this.#waiting = [];
  }

  async #send(): Promise<void> {
    const { clock } = this.#options;
    for (;;) {
      const batch = this.#waiting.slice(0, batchSize);
      if (batch.length > 0) {
        try {
          await this.#delivery.send(batch, this.#abort.signal);
        } catch (thrown) {
          if (!this.#abort.signal.aborted) this.#problem = messageOf(thrown);
          return;
        }
        if (!this.#behind) this.#waiting.splice(0, batch.length);
        this.#sent += batch.length;
        this.#tellCursor(await this.#cursor.write(this.#sent));
        this.#tellBack();
        continue;
      }
      if (this.#closing) return;
      this.#wake = new AbortController();
      await clock.sleep(everyMs, this.#wake.signal).catch(() => undefined);
    }
  }

  #tellAway(why: string): void {
    const now = this.#options.clock.now();
    if (this.#toldAt !== undefined && now - this.#toldAt < tellEveryMs) return;
    this.#toldAt = now;
    const waiting = this.#points - this.#sent;
    this.#options.say(
      `InfluxDB does not answer (${why}): ${waiting} points wait; the run goes on, and nothing is lost.`,
    );
  }

  /** Once: a disk that is full stays full, and nothing is lost by it. */
  #tellCursor(why: string | undefined): void {
    if (why === undefined || this.#cursorTold) return;
    this.#cursorTold = true;
    this.#options.say(
      `How far InfluxDB is cannot be noted (${why}): the run goes on, and rollcall push would send all of it again, which changes nothing.`,
    );
  }

  #tellBack(): void {
    if (this.#toldAt === undefined) return;
    this.#toldAt = undefined;
    this.#options.say('InfluxDB takes points again.');
  }
}
