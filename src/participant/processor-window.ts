/**
 * The time for which a participant's processor is as slow as its phone's: from just before the link is opened until it is usable,
 * or its join has ended otherwise.
 *
 * What is withheld is burned, so there are few places in this window on a machine, for all participants of a run together. Who finds
 * none waits before the link is opened: the generator's delay, not the join's.
 */
import type { Page } from 'playwright';
import { SlowProcessor } from '../browser/phone/slow-processor.js';
import type { ActionLine } from '../model/line.js';
import type { ProcessorClass } from '../model/phone.js';
import { hostMs } from '../model/time.js';
import type { Clock } from '../shared/clock.js';
import { deadlineIn, raceDeadline } from '../shared/deadline.js';
import type { Semaphore } from '../shared/semaphore.js';
import type { ParticipantBus } from './participant-bus.js';

export interface ProcessorWindowParts {
  readonly processor: ProcessorClass;
  readonly places: Semaphore;
  readonly bus: ParticipantBus;
  readonly clock: Clock;
}

/** A page that hangs is slow enough. */
const offTimeoutMs = 2_000;

export class ProcessorWindow {
  readonly #parts: ProcessorWindowParts;
  #leave: (() => void) | undefined;
  #slow: SlowProcessor | undefined;

  constructor(parts: ProcessorWindowParts) {
    this.#parts = parts;
  }

  /** A place, at once or after a wait that is recorded. Rejects with the signal's reason when aborted. */
  async reserve(signal: AbortSignal): Promise<void> {
    if (this.#leave !== undefined) return;
    const { places } = this.#parts;
    this.#leave = places.tryEnter();
    if (this.#leave !== undefined) return;
    this.#tell('processor_wait', 'begin');
    try {
      this.#leave = await places.enter(signal);
    } finally {
      this.#tell('processor_wait', 'end');
    }
  }

  /** The page is slowed. Needs a place. */
  async open(page: Page): Promise<void> {
    const { processor } = this.#parts;
    const slow = new SlowProcessor(page, processor);
    this.#slow = slow;
    this.#tell('processor', 'begin', `${processor}: ${slow.rate} times slower than this machine`);
    await slow.on();
  }

  /** As quick as the machine again, and the place is another's. Never rejects; may be called at any time. */
  async close(): Promise<void> {
    const { clock } = this.#parts;
    const slow = this.#slow;
    this.#slow = undefined;
    if (slow !== undefined) {
      await raceDeadline(clock, slow.off(), deadlineIn(clock, offTimeoutMs));
      this.#tell('processor', 'end');
    }
    this.#leave?.();
    this.#leave = undefined;
  }

  #tell(name: 'processor' | 'processor_wait', phase: ActionLine['phase'], detail?: string): void {
    const { bus, clock } = this.#parts;
    const t = hostMs(clock.now());
    bus.emit({ t, p: bus.participant, type: 'action', name, phase, ...(detail !== undefined && { detail }) });
  }
}
