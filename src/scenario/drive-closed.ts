/**
 * Drives the plans whose VUs loop: a VU starts its next iteration when the one before has ended, as long as the plan still
 * wants that VU.
 *
 *   step down ──► the VU finishes its iteration, at most for gracefulRampDown ──► cut
 *                 a step up before that takes it back as if nothing had been
 */
import { setMaxListeners } from 'node:events';
import type { ClosedPlan } from './arrival-plan.js';
import { type DriveOptions, RunningIterations, sleepUntil } from './running-iterations.js';

/**
 * No VU starts more often than this, so that a link which fails at once does not become a hammer. No browser joins and leaves
 * as fast, so it changes nothing else.
 */
export const leastIterationMs = 250;

export async function driveClosed(plan: ClosedPlan, options: DriveOptions): Promise<void> {
  const { clock, origin, signal } = options;
  const running = new RunningIterations(options);
  const endsAt = origin + plan.endsAt;
  const over = new AbortController();
  // Every VU that waits listens to it: Node takes more than ten for a leak.
  setMaxListeners(0, over.signal);
  const stop = (): void => {
    over.abort();
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();

  let wanted = 0;
  let started = 0;
  const looping = new Set<number>();
  const loops: Promise<void>[] = [];
  const rampDowns = new Map<number, AbortController>();

  const left = (vu: number): boolean => {
    switch (plan.iterations.kind) {
      case 'unlimited':
        return true;
      case 'per-vu':
        return running.countOf(vu) < plan.iterations.count;
      case 'shared':
        return started < plan.iterations.count;
    }
  };

  const loop = async (vu: number, from: number): Promise<void> => {
    looping.add(vu);
    let wish = from;
    while (vu <= wanted && left(vu) && wish < endsAt && !over.signal.aborted) {
      // Counted while it waits for its turn, so that nobody else takes it.
      started++;
      const scheduled = await running.turn(wish, over.signal);
      if (scheduled === undefined || (scheduled !== wish && vu > wanted)) {
        started--;
        break;
      }
      await running.run(vu, scheduled);
      if (!(await sleepUntil(clock, scheduled + leastIterationMs, over.signal))) break;
      wish = clock.now();
    }
    looping.delete(vu);
  };

  const want = (vus: number, at: number): void => {
    const before = wanted;
    wanted = vus;
    for (let vu = before + 1; vu <= vus; vu++) {
      rampDowns.get(vu)?.abort();
      rampDowns.delete(vu);
      if (!looping.has(vu)) loops.push(loop(vu, at));
    }
    for (let vu = vus + 1; vu <= before; vu++) {
      const takenBack = new AbortController();
      rampDowns.set(vu, takenBack);
      void sleepUntil(clock, at + plan.gracefulRampDownMs, takenBack.signal).then((due) => {
        if (due) running.cut(vu, 'gracefulRampDown');
      });
    }
  };

  for (const { at, vus } of plan.steps) {
    if (!(await sleepUntil(clock, origin + at, over.signal))) break;
    want(vus, origin + at);
  }
  // A plan with a number of iterations ends with the last of them, not with its time.
  if (plan.iterations.kind !== 'unlimited') void Promise.all(loops).then(stop);
  await sleepUntil(clock, endsAt, over.signal);
  stop();

  await running.settle();
  await Promise.all(loops);
  for (const timer of rampDowns.values()) timer.abort();
  signal.removeEventListener('abort', stop);
  if (!signal.aborted) for (let count = notStarted(plan, started); count > 0; count--) options.dropped(endsAt);
  running.close();
}

/** Iterations that the plan counted and its time did not allow. */
function notStarted({ iterations, maxVUs }: ClosedPlan, started: number): number {
  switch (iterations.kind) {
    case 'unlimited':
      return 0;
    case 'per-vu':
      return iterations.count * maxVUs - started;
    case 'shared':
      return iterations.count - started;
  }
}
