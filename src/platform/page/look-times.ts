/**
 * When to look. Not at once: to ask whether something is shown makes the browser lay the page out, which it does anyway with its
 * next frame. Just after that frame the answer costs nothing.
 *
 *     change ──► frame: style, layout, paint ──► look        at most `latestMs` after the change, frame or not
 *
 * The look is dated by the last change before it, not by its own time. A hidden page has no frames, and its timers are held
 * back: there the look comes at once.
 */
import type { PageMs } from '../../model/time.js';

/** Frames come every 17 ms where there is time for them. */
const latestMs = 28;
/** A look that took n ms is followed by a rest of 20 n ms, as far as `latestMs` allows: a twentieth of the page's time at most. */
const restPerLook = 20;
/** What reaches an element in no way that is followed (a style sheet's far rule) is seen by asking the same again now and then. */
const doubtMs = 1_000;
const latestDoubtMs = 250;

export interface Looker {
  /** @param anew without trust in what was found before */
  readonly look: (at: PageMs, anew: boolean) => void;
  /** Is anything that the last look found otherwise now? */
  readonly isOutdated: () => boolean;
}

export class LookTimes {
  readonly #looker: Looker;
  readonly #afterFrame = new MessageChannel();
  /** Of the changes that wait for a look. */
  #changedAt: PageMs | undefined;
  #waiting = false;
  #latest: ReturnType<typeof setTimeout> | undefined;
  #rested = 0;
  #doubt: ReturnType<typeof setTimeout> | undefined;
  #anew = false;
  #wake: { readonly at: number; readonly id: ReturnType<typeof setTimeout> } | undefined;

  constructor(looker: Looker) {
    this.#looker = looker;
    this.#afterFrame.port1.onmessage = () => {
      if (!this.#waiting) return;
      if (now() < this.#rested) this.#waitForFrame();
      else this.lookNow();
    };
  }

  /**
   * Something happened that may change a state.
   *
   * @param anew in a way of which nothing says what it concerns
   * @param atOnce No layout is needed to see it.
   */
  changed({ anew = false, atOnce = false } = {}): void {
    this.#changedAt = now();
    if (anew) this.#anew = true;
    if (atOnce) this.lookNow();
    else this.#soon();
  }

  /** Something happened that hardly can. */
  doubt(): void {
    if (this.#doubt !== undefined) return;
    this.#doubt = setTimeout(() => {
      // A moment without work: the layout is done there, too.
      requestIdleCallback(
        () => {
          this.#doubt = undefined;
          // A look that waits asks anew what this would.
          if (this.#waiting) this.#anew = true;
          else if (this.#looker.isOutdated()) this.lookNow();
        },
        { timeout: latestDoubtMs },
      );
    }, doubtMs);
  }

  /** Look then, even if nothing happens in the page. */
  at(time: number): void {
    if (this.#wake !== undefined && this.#wake.at <= time) return;
    clearTimeout(this.#wake?.id);
    const id = setTimeout(
      () => {
        this.#wake = undefined;
        this.#soon();
      },
      // Rounded up: a timer that is early by a fraction would only set another.
      Math.max(1, Math.ceil(time - now())),
    );
    this.#wake = { at: time, id };
  }

  lookNow(): void {
    const start = now();
    const at = this.#changedAt ?? start;
    this.#changedAt = undefined;
    this.#waiting = false;
    clearTimeout(this.#latest);
    clearTimeout(this.#wake?.id);
    this.#wake = undefined;
    const anew = this.#anew;
    this.#anew = false;
    this.#looker.look(at, anew);
    const end = now();
    this.#rested = end + (end - start) * restPerLook;
  }

  /** What waits for a look has it now. */
  flush(): void {
    if (this.#waiting) this.lookNow();
  }

  #soon(): void {
    if (document.visibilityState === 'hidden') {
      if (now() < this.#rested) this.at(this.#rested);
      else this.lookNow();
      return;
    }
    if (this.#waiting) return;
    this.#waiting = true;
    this.#waitForFrame();
    this.#latest = setTimeout(() => {
      this.flush();
    }, latestMs);
  }

  #waitForFrame(): void {
    requestAnimationFrame(() => {
      this.#afterFrame.port2.postMessage(undefined);
    });
  }
}

function now(): PageMs {
  return performance.now() as PageMs;
}
