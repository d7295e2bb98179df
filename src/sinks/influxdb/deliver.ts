/**
 * Gets lines into a database that may be away, slow or picky, and accounts for every one: written or refused, and what is neither is
 * not over. A line that was sent twice is there once.
 *
 *     written ──────────────► counted
 *     busy ─────────────────► again, after what it asks for or 0.5 s, 1 s, … 30 s; given up when it was away for too long
 *     too large, refused ───► in halves, until the one line is found that it does not take
 *     hopeless ─────────────► thrown: a password does not become right by waiting
 */
import type { Clock } from '../../shared/clock.js';
import { HarnessError } from '../../shared/errors.js';
import type { WriteAnswer } from './server.js';
import { linesOf, type Batch } from './text-batch.js';

const firstWaitMs = 500;
const longestWaitMs = 30_000;
/** Of the lines that were refused, so many are kept to be shown. */
const examplesKept = 5;

type Busy = Extract<WriteAnswer, { kind: 'busy' }>;

export interface DeliveryOptions {
  readonly write: (lines: string | Uint8Array, signal: AbortSignal | undefined) => Promise<WriteAnswer>;
  readonly clock: Clock;
  /** Without a single word of success for so long it is given up. */
  readonly giveUpAfterMs: number;
  /** The database is away, and tried again. */
  readonly onBusy?: (why: string) => void;
}

export interface Refusal {
  readonly line: string;
  readonly why: string;
}

export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #refusals: Refusal[] = [];
  #written = 0;
  #refused = 0;
  #succeededAt: number;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#succeededAt = options.clock.now();
  }

  get written(): number {
    return this.#written;
  }

  get refused(): number {
    return this.#refused;
  }

  /** The first few. */
  get refusals(): readonly Refusal[] {
    return this.#refusals;
  }

  /**
   * Resolves when each of the lines is written or refused.
   * @throws HarnessError `environment`, when it is given up; the abort signal's reason
   */
  async send(lines: readonly string[], signal?: AbortSignal): Promise<void> {
    if (lines.length > 0) await this.#send(lines.join('\n'), lines.length, () => lines, signal);
  }

  /** The same for lines that are bytes already. */
  async sendBatch(batch: Batch, signal?: AbortSignal): Promise<void> {
    if (batch.lines > 0) await this.#send(batch.bytes, batch.lines, () => linesOf(batch), signal);
  }

  /** @param linesIn the text's lines: asked for only when not all of it is taken */
  async #send(
    text: string | Uint8Array,
    count: number,
    linesIn: () => readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const answer = await this.#untilHeard(text, signal);
    switch (answer.kind) {
      case 'written':
        this.#took(count, 0);
        return;
      case 'hopeless':
        throw new HarnessError('environment', `InfluxDB does not take it: ${answer.why}`, {
          hint: 'Check user, password or token (ROLLCALL_INFLUX_TOKEN) and the database; what is written stays written.',
        });
      case 'too_large':
        await this.#inHalves(linesIn(), 'HTTP 413: too large', signal);
        return;
      case 'refused':
        if (answer.count === count) this.#refuse(linesIn(), answer.why);
        else await this.#inHalves(linesIn(), answer.why, signal);
    }
  }

  /** Its answer, however often it has to be asked. */
  async #untilHeard(text: string | Uint8Array, signal: AbortSignal | undefined): Promise<Exclude<WriteAnswer, Busy>> {
    for (let tries = 0; ; tries += 1) {
      const answer = await this.#options.write(text, signal);
      signal?.throwIfAborted();
      if (answer.kind !== 'busy') return answer;
      await this.#wait(answer, tries, signal);
    }
  }

  async #inHalves(lines: readonly string[], why: string, signal: AbortSignal | undefined): Promise<void> {
    if (lines.length === 1) {
      this.#refuse(lines, why);
      return;
    }
    const middle = Math.ceil(lines.length / 2);
    await this.send(lines.slice(0, middle), signal);
    await this.send(lines.slice(middle), signal);
  }

  #refuse(lines: readonly string[], why: string): void {
    for (const line of lines.slice(0, examplesKept - this.#refusals.length)) this.#refusals.push({ line, why });
    this.#took(0, lines.length);
  }

  #took(written: number, refused: number): void {
    this.#written += written;
    this.#refused += refused;
    this.#succeededAt = this.#options.clock.now();
  }

  async #wait({ why, afterMs }: Busy, tries: number, signal: AbortSignal | undefined): Promise<void> {
    const { clock, giveUpAfterMs, onBusy } = this.#options;
    const wait = afterMs ?? Math.min(longestWaitMs, firstWaitMs * 2 ** tries);
    if (clock.now() + wait - this.#succeededAt > giveUpAfterMs) {
      throw new HarnessError('environment', `InfluxDB was away for too long: ${why}`, {
        hint: 'The recording has everything: rollcall push <recording> sends what is missing.',
      });
    }
    onBusy?.(why);
    await clock.sleep(wait, signal);
  }
}
