/**
 * Tells a participant's fake devices what happens to its phone.
 *
 * In:  the whole state, each time it changes.
 * Out: every document of the context, those to come included, has devices in that state. A document to come is told as soon as it is
 *      there, some milliseconds after its first script.
 */
import type { BrowserContext, Frame, Page } from 'playwright';
import { deviceStateKey, untouched, type DeviceState } from '../model/device-state.js';
import type { Clock } from '../shared/clock.js';
import { deadlineIn, raceDeadline } from '../shared/deadline.js';
import { HarnessError, messageOf } from '../shared/errors.js';

/** An answer takes milliseconds; a page that hangs gives none. */
const patienceMs = 5_000;

export class DeviceControl {
  readonly #context: BrowserContext;
  readonly #clock: Clock;
  #state = untouched;

  constructor(context: BrowserContext, clock: Clock) {
    this.#context = context;
    this.#clock = clock;
    const watch = (page: Page): void => {
      page.on('framenavigated', (frame) => {
        if (this.#state !== untouched) void this.#tell(frame).catch(() => undefined);
      });
    };
    context.on('page', watch);
    context.pages().forEach(watch);
  }

  get state(): DeviceState {
    return this.#state;
  }

  /**
   * Resolves when the documents that are there have changed.
   * @throws HarnessError `participant` when a page could not be told.
   */
  async change(part: Partial<DeviceState>): Promise<void> {
    this.#state = { ...this.#state, ...part };
    const telling = this.#context.pages().flatMap((page) =>
      page.frames().map((frame) =>
        this.#tell(frame).catch((thrown: unknown) => {
          // Frames come and go; a page whose own document cannot be told is another matter.
          if (frame === page.mainFrame() && !page.isClosed()) throw thrown;
        }),
      ),
    );
    const told = await raceDeadline(this.#clock, Promise.all(telling), deadlineIn(this.#clock, patienceMs)).catch(
      (cause: unknown) => {
        throw new HarnessError('participant', `the page's devices could not be changed: ${messageOf(cause)}`, {
          cause,
        });
      },
    );
    if (told.timedOut) throw new HarnessError('participant', `the page's devices did not change in ${patienceMs} ms`);
  }

  /** Documents without devices (no secure context) have nobody to tell. */
  async #tell(frame: Frame): Promise<void> {
    await frame.evaluate(`globalThis.${deviceStateKey}?.(${JSON.stringify(this.#state)})`);
  }
}
