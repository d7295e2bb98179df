/**
 * Makes a page's processor as slow as a phone's.
 *
 * Chromium interrupts the main thread of the page's renderer for a share of each moment, by spinning: what it withholds it burns.
 * So this is switched on for the join alone, and for few participants at once (participant/processor-slots.ts).
 *
 * Slowed: the page's own thread and what runs on it, frames of the same site included: scripts, style, layout, parsing.
 * Not slowed: codecs, network and everything else of WebRTC, workers (our fake camera among them), and frames of other sites,
 * which have a process of their own.
 */
import type { CDPSession, Page } from 'playwright';
import type { ProcessorClass } from '../../model/phone.js';
import { HarnessError, messageOf } from '../../shared/errors.js';

/**
 * How many times slower than the machine that Rollcall runs on: Lighthouse's figures from a "low-end desktop" (an index of 1000 to
 * 1500 in its benchmark, where the single cores that clouds rent out are) to high-end, mid-tier and low-end mobile. On a fast desktop
 * the same phones would take twice as much: 2, 4, 10.
 * @see https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md
 */
export const processorRates: Readonly<Record<ProcessorClass, number>> = { flagship: 1, 'mid-range': 2, entry: 5 };

export class SlowProcessor {
  readonly #page: Page;
  readonly #rate: number;
  #session: CDPSession | undefined;

  constructor(page: Page, processor: ProcessorClass) {
    this.#page = page;
    this.#rate = processorRates[processor];
  }

  /** Times slower than this machine; 1: not at all. */
  get rate(): number {
    return this.#rate;
  }

  /** Resolves when the page is slowed; the pages that it navigates to are, too. */
  async on(): Promise<void> {
    try {
      this.#session ??= await this.#page.context().newCDPSession(this.#page);
      await this.#session.send('Emulation.setCPUThrottlingRate', { rate: this.#rate });
    } catch (cause) {
      throw new HarnessError('participant', `the processor could not be slowed: ${messageOf(cause)}`, { cause });
    }
  }

  /** Never rejects: a page that is gone is not slowed any more. */
  async off(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    try {
      await session?.send('Emulation.setCPUThrottlingRate', { rate: 1 });
      await session?.detach();
    } catch {
      // The page or its browser has gone.
    }
  }
}
