/**
 * What a person sees while a run goes on and at its end. Four ways:
 *
 *     live    a terminal: the picture is painted in place, four times a second
 *     plain   a pipe or a log: a line every five seconds, and one for each thing that went wrong
 *     quiet   nothing until the end: then the tables, the sentence and the report's path
 *     json    nothing until the end: then `summary.json` on standard output, and nothing else, ever
 *
 * Foreign text is made inert where it is drawn.
 */
import pico from 'picocolors';
import type { Line } from '../model/line.js';
import type { Summary } from '../model/summary.js';
import type { Clock } from '../shared/clock.js';
import { inert } from '../shared/redact.js';
import { finalTable, type FinalTableOptions } from './final-table.js';
import { newsLine, progressLine, progressView } from './progress-view.js';
import { fitText } from './text-width.js';
import { newProgress, stepProgress, stepUsable, type Progress, type ProgressPlan } from './progress.js';

export type TerminalMode = 'live' | 'plain' | 'quiet' | 'json';

/** A part of `process.stdout`. */
export interface TerminalOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface TerminalOptions {
  readonly out: TerminalOutput;
  readonly clock: Clock;
  readonly mode: TerminalMode;
  /** `NO_COLOR` and the like are the caller's to read. */
  readonly colours: boolean;
}

/** `--json` before `--quiet` before what the output is. */
export function terminalMode(flags: { json?: boolean; quiet?: boolean }, out: TerminalOutput): TerminalMode {
  if (flags.json === true) return 'json';
  if (flags.quiet === true) return 'quiet';
  return out.isTTY === true ? 'live' : 'plain';
}

const repaintEveryMs = 250;
const lineEveryMs = 5_000;
/** In a log, a thousand failures at once are one line each up to here, then a number. */
const maxNewsPerLine = 10;

export class TerminalView {
  readonly #out: TerminalOutput;
  readonly #clock: Clock;
  readonly #mode: TerminalMode;
  readonly #colours: ReturnType<typeof pico.createColors>;
  #progress: Progress | undefined;
  #also: () => string | undefined = () => undefined;
  #startedAt = 0;
  #painted = 0;
  #newsTold = 0;
  #newsSince = 0;
  #stopTimer: () => void = () => undefined;

  constructor({ out, clock, mode, colours }: TerminalOptions) {
    this.#out = out;
    this.#clock = clock;
    this.#mode = mode;
    this.#colours = pico.createColors(colours);
  }

  /** One line of what is being done, before and after the run: `Found Chromium 156`. */
  note(text: string): void {
    if (this.#mode === 'quiet' || this.#mode === 'json') return;
    this.#erase();
    this.#out.write(`${inert(text, 1_000)}\n`);
  }

  /** The run begins: the recording's zero is now. @param also one line more, asked for anew each time */
  start(plan: ProgressPlan, also: () => string | undefined = () => undefined): void {
    this.#progress = newProgress(plan);
    this.#also = also;
    this.#startedAt = this.#clock.now();
    if (this.#mode === 'live') {
      this.#stopTimer = this.#clock.every(repaintEveryMs, () => {
        this.#paint();
      });
    } else if (this.#mode === 'plain') {
      this.#stopTimer = this.#clock.every(lineEveryMs, () => {
        this.#tellLine();
      });
    }
  }

  step(line: Line): void {
    if (this.#progress === undefined) return;
    stepProgress(this.#progress, line);
    if (this.#mode === 'plain') this.#tellNews();
  }

  usable(event: { readonly p: string; readonly t: number }): void {
    if (this.#progress !== undefined) stepUsable(this.#progress, event);
  }

  /** The run is over: the last picture stays, or a last line is written. */
  stop(): void {
    if (this.#progress === undefined) return;
    this.#stopTimer();
    if (this.#mode === 'live') this.#paint();
    else if (this.#mode === 'plain') this.#tellLine();
    this.#progress = undefined;
    this.#painted = 0;
  }

  finish(summary: Summary, options: FinalTableOptions): void {
    this.stop();
    if (this.#mode === 'json') {
      this.#out.write(`${inertJson(summary)}\n`);
      return;
    }
    const verdictColour = { pass: 'green', fail: 'red', inconclusive: 'yellow', invalid: 'magenta' } as const;
    const paint = this.#colours[verdictColour[summary.verdict]];
    const word = summary.verdict.toUpperCase();
    for (const line of finalTable(summary, options)) {
      this.#out.write(`${line.startsWith(word) ? this.#colours.bold(paint(line)) : line}\n`);
    }
  }

  #now(): number {
    return this.#clock.now() - this.#startedAt;
  }

  #paint(): void {
    if (this.#progress === undefined) return;
    // One column less than there is: a full line makes some terminals break it.
    const width = Math.max(20, (this.#out.columns ?? 80) - 1);
    const also = this.#also();
    const lines = [
      ...progressView(this.#progress, this.#now(), width, this.#colours),
      ...(also === undefined ? [] : [this.#colours.dim(`  ${fitText(inert(also), width - 2)}`)]),
    ];
    this.#erase();
    this.#out.write(lines.map((line) => `${line}\n`).join(''));
    this.#painted = lines.length;
  }

  /** Up to where the picture began, and away with it. */
  #erase(): void {
    if (this.#painted > 0) this.#out.write(`\u001b[${this.#painted}A\u001b[0J`);
    this.#painted = 0;
  }

  #tellLine(): void {
    if (this.#progress === undefined) return;
    const untold = this.#progress.newsCount - this.#newsTold;
    if (untold > 0) this.#out.write(`  and ${untold} more went wrong\n`);
    this.#newsTold = this.#progress.newsCount;
    this.#newsSince = 0;
    const also = this.#also();
    this.#out.write(`${progressLine(this.#progress, this.#now())}${also === undefined ? '' : `; ${inert(also)}`}\n`);
  }

  #tellNews(): void {
    const progress = this.#progress;
    if (progress === undefined || progress.newsCount === this.#newsTold || this.#newsSince >= maxNewsPerLine) return;
    const last = progress.news.at(-1);
    if (last === undefined) return;
    this.#newsTold++;
    this.#newsSince++;
    this.#out.write(`  ${newsLine(last)}\n`);
  }
}

/** JSON leaves direction overrides as they are, and a terminal obeys them. */
export function inertJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
