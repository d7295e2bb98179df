/**
 * What a scenario plans for a participant at given times, done at those times.
 *
 * In:  steps, each so long after the iteration's start, after usable media or after the first moment of a name.
 * Out: `act(step)` at each step's time, in the order of time.
 *
 * A step does not wait for the one before it to end: its time is its time. What fails is written down and ends nobody's life; a
 * step whose moment never comes, or comes too late for it, is not done.
 */
import type { StepAnchor } from '../model/network.js';
import { hostMs } from '../model/time.js';
import type { Clock } from '../shared/clock.js';
import { formatDuration } from '../shared/duration.js';
import { messageOf } from '../shared/errors.js';
import type { ParticipantBus } from './participant-bus.js';
import type { UsableWatch } from './usable-watch.js';

export interface TimedStep {
  readonly at_ms: number;
  readonly after: StepAnchor;
}

export interface TimedSteps<S extends TimedStep> {
  readonly steps: readonly S[];
  /** To be listened to from before the moments that steps wait for. */
  readonly bus: ParticipantBus;
  readonly usable: UsableWatch;
  readonly clock: Clock;
  /** Host time of the iteration's `started`. */
  readonly startedAt: number;
  /** The iteration's end: what has not begun does not begin, and what is under way is told by the same signal. */
  readonly signal: AbortSignal;
  readonly act: (step: S, signal: AbortSignal) => Promise<void>;
  /** What a step is called when it failed: `rotate`. */
  readonly nameOf: (step: S) => string;
}

/** Resolves when every step has been done or will never be. Never rejects. */
export async function runTimedSteps<S extends TimedStep>(parts: TimedSteps<S>): Promise<void> {
  const { steps, clock, signal } = parts;
  const anchors = [...new Set(steps.map(({ after }) => after))];
  const acts: Promise<void>[] = [];
  await Promise.allSettled(
    anchors.map(async (anchor) => {
      const due = steps.filter(({ after }) => after === anchor).sort((a, b) => a.at_ms - b.at_ms);
      const origin = await anchorTime(anchor, parts);
      for (const step of due) {
        await clock.sleep(Math.max(0, origin + step.at_ms - clock.now()), signal);
        acts.push(carryOut(step, parts));
      }
    }),
  );
  await Promise.all(acts);
}

/** Host time from which the anchor's steps count. Rejects when the iteration ends before. */
function anchorTime<S extends TimedStep>(
  anchor: StepAnchor,
  { bus, usable, startedAt, signal }: TimedSteps<S>,
): Promise<number> {
  switch (anchor) {
    case 'start':
      return Promise.resolve(startedAt);
    case 'usable':
      return usable.until(bus.participant, signal);
    default:
      return firstMoment(bus, anchor, signal);
  }
}

function firstMoment(bus: ParticipantBus, name: string, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const finish = (): void => {
      stopListening();
      signal.removeEventListener('abort', onAbort);
    };
    const stopListening = bus.listen((line) => {
      if (line.type !== 'moment' || line.name !== name) return;
      finish();
      resolve(line.t);
    });
    const onAbort = (): void => {
      finish();
      reject(new Error('the iteration is over'));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}

async function carryOut<S extends TimedStep>(step: S, parts: TimedSteps<S>): Promise<void> {
  const { act, bus, clock, nameOf, signal } = parts;
  try {
    await act(step, signal);
  } catch (thrown) {
    // Cut short by the end of the iteration, which is no failure.
    if (signal.aborted) return;
    const when = `${formatDuration(step.at_ms)} after ${step.after}`;
    const text = `${nameOf(step)}, planned for ${when}, could not be done: ${messageOf(thrown)}`;
    bus.emit({ t: hostMs(clock.now()), p: bus.participant, type: 'evidence', kind: 'note', text });
  }
}
