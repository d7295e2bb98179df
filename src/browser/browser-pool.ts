/**
 * The browser processes of a run. Participants come and go; a browser that dies costs only those it carried, and the next
 * one to arrive gets another.
 */
import type { BrowserContext, BrowserContextOptions } from 'playwright';
import type { Clock } from '../shared/clock.js';
import { deadlineIn, raceDeadline } from '../shared/deadline.js';
import { HarnessError, messageOf } from '../shared/errors.js';
import { launchBrowser, type RunningBrowser } from './launch-browser.js';
import {
  browsersFor,
  defaultLimits,
  placeFor,
  type BrowserLoad,
  type PlaceDemand,
  type PlacementLimits,
} from './place.js';

export interface BrowserPoolOptions {
  readonly executablePath: string;
  readonly clock: Clock;
  readonly limits?: PlacementLimits;
  /** Show the windows. */
  readonly headed?: boolean;
}

/** One participant's context in one of the browsers. */
export interface Seat {
  readonly context: BrowserContext;
  /** Which browser process, counted from 0 within the pool. */
  readonly browser: number;
  /** Calls back once, when the browser that carries this seat died under it; never after `release`. */
  onCrash(callback: () => void): void;
  /** Closes the context. Never rejects, never hangs: a context that will not close stays counted until its browser ends. */
  release(): Promise<void>;
}

/** A crashed or stopped page can keep a context from closing for good. */
const releasePatienceMs = 5_000;
/** A context is made in some 20 ms; a browser that takes this long has stopped answering. */
const contextPatienceMs = 30_000;

class Carrier {
  readonly id: number;
  readonly running: Promise<RunningBrowser>;
  contexts = 0;
  audioSenders = 0;
  readonly onCrash = new Set<() => void>();
  pid: number | undefined;

  constructor(id: number, running: Promise<RunningBrowser>) {
    this.id = id;
    this.running = running;
    // Whoever asks for a seat in it gets the error; a browser started ahead may have nobody yet.
    running.catch(() => undefined);
  }

  get load(): BrowserLoad {
    return { id: this.id, contexts: this.contexts, audioSenders: this.audioSenders };
  }
}

export class BrowserPool {
  readonly #options: BrowserPoolOptions;
  readonly #limits: PlacementLimits;
  readonly #carriers = new Map<number, Carrier>();
  #started = 0;
  #closed = false;

  constructor(options: BrowserPoolOptions) {
    this.#options = options;
    this.#limits = options.limits ?? defaultLimits;
  }

  /** Browsers alive or starting. */
  get size(): number {
    return this.#carriers.size;
  }

  /** Process ids of the main processes of those that run, as far as they said. */
  get pids(): readonly number[] {
    return [...this.#carriers.values()].flatMap(({ pid }) => pid ?? []);
  }

  /** Starts what these participants will need, before anybody's join clock runs. */
  async warmUp(demands: readonly PlaceDemand[]): Promise<void> {
    // One after the other: starting them all at once takes longer on few cores, and may run into the deadline.
    for (let wanted = browsersFor(demands, this.#limits); this.#carriers.size < wanted;) await this.#start().running;
  }

  /**
   * A context in the least loaded browser that has room; another browser is started when none has.
   *
   * @throws HarnessError `environment` when there is no room or no browser starts; `participant` when the browser died
   *   or stopped answering meanwhile.
   */
  async newContext(demand: PlaceDemand, options: BrowserContextOptions): Promise<Seat> {
    if (this.#closed) throw new HarnessError('internal', 'A context was asked of a pool that is closed.');
    const place = placeFor(
      demand,
      [...this.#carriers.values()].map(({ load }) => load),
      this.#limits,
    );
    const carrier = (place === 'new' ? undefined : this.#carriers.get(place)) ?? this.#start();
    // Counted before the first await, so that those who arrive meanwhile see it.
    carrier.contexts += 1;
    carrier.audioSenders += demand.audioSenders;
    const giveBack = (): void => {
      carrier.contexts -= 1;
      carrier.audioSenders -= demand.audioSenders;
    };
    try {
      return this.#seat(carrier, await this.#contextIn(carrier, options), giveBack);
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  /** Ends all browsers. Afterwards no process of theirs lives. */
  async close(): Promise<void> {
    this.#closed = true;
    const carriers = [...this.#carriers.values()];
    this.#carriers.clear();
    await Promise.all(
      carriers.map(async ({ onCrash, running }) => {
        onCrash.clear();
        const browser = await running.catch(() => undefined);
        await browser?.close();
      }),
    );
  }

  #start(): Carrier {
    const carrier = new Carrier(this.#started++, this.#launch());
    this.#carriers.set(carrier.id, carrier);
    carrier.running.then(
      ({ browser, pid }) => {
        carrier.pid = pid;
        browser.on('disconnected', () => {
          this.#lose(carrier);
        });
        if (!browser.isConnected()) this.#lose(carrier);
      },
      () => {
        this.#lose(carrier);
      },
    );
    return carrier;
  }

  #launch(): Promise<RunningBrowser> {
    const { executablePath, clock, headed } = this.#options;
    return launchBrowser(executablePath, clock, headed);
  }

  #lose(carrier: Carrier): void {
    this.#carriers.delete(carrier.id);
    const callbacks = [...carrier.onCrash];
    carrier.onCrash.clear();
    for (const callback of callbacks) callback();
  }

  async #contextIn(carrier: Carrier, options: BrowserContextOptions): Promise<BrowserContext> {
    const { browser } = await carrier.running;
    const { clock } = this.#options;
    try {
      const made = await raceDeadline(clock, browser.newContext(options), deadlineIn(clock, contextPatienceMs));
      if (!made.timedOut) return made.value;
    } catch (cause) {
      throw new HarnessError('participant', `The browser gave no context: ${messageOf(cause)}`, { cause });
    }
    throw new HarnessError('participant', 'The browser has stopped answering.');
  }

  #seat(carrier: Carrier, context: BrowserContext, giveBack: () => void): Seat {
    const { clock } = this.#options;
    const callbacks = new Set<() => void>();
    let released: Promise<void> | undefined;
    return {
      context,
      browser: carrier.id,
      onCrash: (callback) => {
        callbacks.add(callback);
        carrier.onCrash.add(callback);
        // It may have died between the context and this call.
        if (!this.#carriers.has(carrier.id) && !this.#closed && carrier.onCrash.delete(callback)) callback();
      },
      release: () => {
        released ??= (async () => {
          for (const callback of callbacks) carrier.onCrash.delete(callback);
          const closing = context.close().catch(() => undefined);
          const closed = await raceDeadline(clock, closing, deadlineIn(clock, releasePatienceMs));
          if (!closed.timedOut) giveBack();
        })();
        return released;
      },
    };
  }
}
