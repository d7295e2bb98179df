/**
 * In: lines, from every room, as they happen. Out: the recording's file, and the same lines to whoever subscribed.
 *
 * Subscribers see what a reader of the file will see: the same values, in the same order. A line is on disk within a
 * second. When the disk fails, the file keeps what it has (a whole run up to then, and perhaps an unfinished line),
 * everything after is counted as lost, and subscribers go on seeing lines.
 */
import { open } from 'node:fs/promises';
import type { EventSink } from '../model/event-sink.js';
import type { Line } from '../model/line.js';
import type { Clock } from '../shared/clock.js';
import { HarnessError, messageOf } from '../shared/errors.js';
import { parseLine } from './parse-line.js';

/** Half of it is the usual delay; a second, which is promised, leaves room for a busy machine. */
const flushEveryMs = 250;
/** A batch of this size does not wait for the timer. */
const flushAtChars = 1024 * 1024;
/** A disk that is this far behind has failed: memory is the run's. */
const maxWaitingChars = 64 * 1024 * 1024;

export interface RecordingWriterOptions {
  readonly clock: Clock;
  /** Called once, with `environment` for the disk, `internal` for a line of no known shape or a subscriber that threw. */
  readonly onFailure?: (failure: HarnessError) => void;
}

/** What the writer needs of a `FileHandle`. */
export interface AppendableFile {
  write(bytes: Buffer, from: number): Promise<{ readonly bytesWritten: number }>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

export class RecordingWriter implements EventSink {
  readonly file: string;
  readonly #handle: AppendableFile;
  readonly #options: RecordingWriterOptions;
  readonly #stopTimer: () => void;
  #subscribers: ((line: Line) => void)[] = [];
  #undelivered: Line[] = [];
  #delivering = false;
  #waiting: string[] = [];
  #waitingChars = 0;
  #writing: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  #failure: HarnessError | undefined;
  #diskFailed = false;
  #linesLost = 0;

  /** @throws HarnessError `environment` when the file exists or cannot be made. */
  static async open(file: string, options: RecordingWriterOptions): Promise<RecordingWriter> {
    try {
      return new RecordingWriter(file, await open(file, 'ax'), options);
    } catch (cause) {
      throw new HarnessError('environment', `The recording ${file} cannot be written: ${messageOf(cause)}`, {
        hint: 'Choose another folder for the results.',
        cause,
      });
    }
  }

  /** Takes over an open file; `open` is the usual way. */
  constructor(file: string, handle: AppendableFile, options: RecordingWriterOptions) {
    this.file = file;
    this.#handle = handle;
    this.#options = options;
    this.#stopTimer = options.clock.every(flushEveryMs, () => {
      this.#flush();
    });
  }

  /** The first thing that went wrong. */
  get failure(): HarnessError | undefined {
    return this.#failure;
  }

  /** Lines that were emitted and are not in the file. */
  get linesLost(): number {
    return this.#linesLost;
  }

  /**
   * Called with each line from now on, within `emit`; lines that a subscriber emits come after the present one, for
   * everybody. One that throws is not called again. @returns a function that ends the subscription.
   */
  subscribe(subscriber: (line: Line) => void): () => void {
    this.#subscribers = [...this.#subscribers, subscriber];
    return () => {
      this.#subscribers = this.#subscribers.filter((other) => other !== subscriber);
    };
  }

  emit(line: Line): void {
    let text: string;
    try {
      text = JSON.stringify(line);
    } catch (cause) {
      this.#refuse(line, messageOf(cause));
      return;
    }
    const parsed = parseLine(text);
    if (parsed.line === undefined) {
      this.#refuse(line, parsed.problem);
      return;
    }
    if (this.#diskFailed || this.#closing !== undefined) this.#linesLost++;
    else this.#append(text);
    this.#undelivered.push(parsed.line);
    this.#deliver();
  }

  /** Writes what waits, makes it durable and closes the file. Never throws: see `failure`. */
  close(): Promise<void> {
    this.#closing ??= this.#finish();
    return this.#closing;
  }

  /** A reader would skip it: so do we, aloud. */
  #refuse(line: Line, problem: string): void {
    this.#linesLost++;
    this.#fail(new HarnessError('internal', `A ${line.type} line cannot be recorded: ${problem}`));
  }

  #append(text: string): void {
    this.#waiting.push(text);
    this.#waitingChars += text.length + 1;
    if (this.#waitingChars > maxWaitingChars) {
      this.#failDisk('The disk is too slow for the recording');
    } else if (this.#waitingChars > flushAtChars) this.#flush();
  }

  #deliver(): void {
    if (this.#delivering) return;
    this.#delivering = true;
    for (let line = this.#undelivered.shift(); line !== undefined; line = this.#undelivered.shift()) {
      for (const subscriber of this.#subscribers) {
        try {
          subscriber(line);
        } catch (cause) {
          this.#subscribers = this.#subscribers.filter((other) => other !== subscriber);
          this.#fail(new HarnessError('internal', `A reader of the recording failed: ${messageOf(cause)}`, { cause }));
        }
      }
    }
    this.#delivering = false;
  }

  #flush(): void {
    if (this.#writing !== undefined || this.#waiting.length === 0) return;
    const batch = this.#waiting;
    this.#waiting = [];
    this.#waitingChars = 0;
    this.#writing = this.#write(batch).finally(() => {
      this.#writing = undefined;
    });
  }

  async #write(batch: readonly string[]): Promise<void> {
    const bytes = Buffer.from(`${batch.join('\n')}\n`);
    let written = 0;
    try {
      while (written < bytes.length) {
        const { bytesWritten } = await this.#handle.write(bytes, written);
        if (bytesWritten === 0) throw new Error('the disk took nothing');
        written += bytesWritten;
      }
    } catch (cause) {
      // What is in the file up to the last line break can be read; a cut line is lost as well.
      const whole = bytes.subarray(0, written).filter((byte) => byte === 10).length;
      this.#linesLost += batch.length - whole;
      this.#failDisk(`The recording cannot be written: ${messageOf(cause)}`, cause);
    }
  }

  async #finish(): Promise<void> {
    this.#stopTimer();
    await this.#writing;
    this.#flush();
    await this.#writing;
    try {
      await this.#handle.sync();
    } catch (cause) {
      this.#failDisk(`The recording cannot be made durable: ${messageOf(cause)}`, cause);
    }
    await this.#handle.close().catch(() => undefined);
  }

  #failDisk(message: string, cause?: unknown): void {
    this.#diskFailed = true;
    this.#linesLost += this.#waiting.length;
    this.#waiting = [];
    this.#waitingChars = 0;
    this.#fail(
      new HarnessError('environment', message, {
        hint: `Make room on the disk of ${this.file}, then run again.`,
        cause,
      }),
    );
  }

  #fail(failure: HarnessError): void {
    if (this.#failure !== undefined) return;
    this.#failure = failure;
    try {
      this.#options.onFailure?.(failure);
    } catch {
      // `emit` never throws, whatever is done with the failure.
    }
  }
}
