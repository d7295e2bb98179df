/**
 * What a run does when the platform says that joins come too often (`rate_limited`): goes on, holds later starts back, or ends.
 *
 *     rate limited ──► nobody starts for 5 s ──► one start a second at most ──► somebody gets in: the next pause is 5 s again
 *                           ▲                                  │ rate limited again
 *                           └── 10, 20, 40, 60 s ◄─────────────┘ (starts then 2, 4, 8, 10 s apart)
 *     rate limited after the pause of 60 s ──► the run ends: waiting does not help
 *
 * Those who were on their way when a pause began belong to the refusal that began it: it says nothing new when they are
 * refused too. A start that was held back is scheduled anew, for when it may come: waiting for the platform's leave is no
 * delay of the generator's.
 */
import type { ActionLine, Line } from '../model/line.js';
import type { RateLimitPolicy } from '../model/rate-limit.js';
import { hostMs } from '../model/time.js';
import { unlessAborted, type Clock } from '../shared/clock.js';
import { counted } from './counted.js';
import { sleepUntil, type StartGate } from './running-iterations.js';

/** Nobody documents how long a platform stays cross: from a few seconds to a minute, doubled. Four minutes in all at most. */
const pausesMs: readonly number[] = [5_000, 10_000, 20_000, 40_000, 60_000];
/** Between two starts after the first, second … pause, for the rest of the run: the planned rate has proved too high. */
const spacingsMs: readonly number[] = [1_000, 2_000, 4_000, 8_000, 10_000];

export interface BackOffOptions {
  readonly clock: Clock;
  readonly policy: RateLimitPolicy;
  /** Told when a pause begins, and when the first one starts after it. */
  readonly emit: (line: ActionLine) => void;
  /** Ends the run. The reason is a clause. */
  readonly stop: (reason: string) => void;
}

export class BackOff implements StartGate {
  readonly #options: BackOffOptions;
  /** By participant, when its link was opened last. */
  readonly #opened = new Map<string, number>();
  /** Those who wait start in the order in which they came. */
  #queue: Promise<unknown> = Promise.resolve();
  /** Pauses since somebody got in, and in all. */
  #inARow = 0;
  #pauses = 0;
  #closedUntil = -Infinity;
  #lastStart = -Infinity;
  #isPaused = false;

  constructor(options: BackOffOptions) {
    this.#options = options;
  }

  /** Takes every line of the recording, in its order. */
  step(line: Line): void {
    switch (line.type) {
      case 'moment':
        if (line.name === 'link_opened') this.#opened.set(line.p, line.t);
        else if (line.name === 'in_meeting' && this.#startedSincePause(line.p)) this.#inARow = 0;
        return;
      case 'state':
        if (line.of === 'join' && line.value === 'rate_limited') this.#limited(line.p);
        return;
      case 'outcome':
        if (line.outcome === 'refused' && line.reason === 'rate_limited') this.#limited(line.p);
        this.#opened.delete(line.p);
        return;
      default:
        return;
    }
  }

  turn(scheduled: number, signal: AbortSignal): Promise<number | undefined> {
    const passed = this.#queue.then(() => this.#pass(scheduled, signal));
    this.#queue = passed;
    // Whoever is to stop need not wait until those before it have passed.
    return unlessAborted(passed, signal).catch(() => undefined);
  }

  async #pass(scheduled: number, signal: AbortSignal): Promise<number | undefined> {
    const { clock, emit } = this.#options;
    // Another pause may begin while one waits for the end of this.
    for (let at = this.#freeAt; at > clock.now(); at = this.#freeAt) {
      if (!(await sleepUntil(clock, at, signal))) return undefined;
    }
    if (signal.aborted) return undefined;
    const due = Math.max(scheduled, this.#freeAt);
    this.#lastStart = clock.now();
    if (this.#isPaused) {
      this.#isPaused = false;
      emit({ t: hostMs(clock.now()), type: 'action', name: 'back_off', phase: 'end' });
    }
    return due;
  }

  /** Never limited: at any time, so that a start that is late by our own fault is not excused. */
  get #freeAt(): number {
    if (this.#pauses === 0) return -Infinity;
    return Math.max(this.#closedUntil, this.#lastStart + nth(spacingsMs, this.#pauses));
  }

  #startedSincePause(p: string): boolean {
    const opened = this.#opened.get(p);
    return opened !== undefined && opened >= this.#closedUntil;
  }

  #limited(p: string): void {
    const { policy, clock, emit, stop } = this.#options;
    if (policy === 'continue' || !this.#startedSincePause(p)) return;
    // What is told twice, as a state and as the outcome, counts once.
    this.#opened.delete(p);
    if (policy === 'stop') {
      stop(`the platform limits the rate of joins (${p}), and onRateLimited is 'stop'`);
      return;
    }
    if (this.#inARow === pausesMs.length) {
      stop(`the platform still limits the rate of joins after ${counted(pausesMs.length, 'pause')}, the last of 60 s`);
      return;
    }
    this.#inARow += 1;
    this.#pauses += 1;
    const pause = nth(pausesMs, this.#inARow);
    const now = clock.now();
    this.#closedUntil = now + pause;
    this.#isPaused = true;
    const apart = nth(spacingsMs, this.#pauses) / 1_000;
    const detail = `the platform limits the rate of joins: nobody starts for ${pause / 1_000} s, then at least ${apart} s apart`;
    emit({ t: hostMs(now), type: 'action', name: 'back_off', phase: 'begin', detail });
  }
}

/** 1-based; beyond the list its last. */
function nth(list: readonly number[], count: number): number {
  return list[Math.min(count, list.length) - 1] ?? 0;
}
