/** Drives the plans whose start times are given beforehand: arrival rates, and rounds of a burst. */
import type { OpenPlan, RoundsPlan } from './arrival-plan.js';
import { type DriveOptions, RunningIterations, sleepUntil } from './running-iterations.js';

export async function driveOpen(plan: OpenPlan, options: DriveOptions): Promise<void> {
  const { clock, origin, signal } = options;
  const running = new RunningIterations(options);
  for (const start of plan.starts) {
    const scheduled = await running.turn(origin + start, signal);
    if (scheduled === undefined) break;
    const vu = freeVu(running, plan.maxVUs);
    if (vu === undefined) options.dropped(scheduled);
    else void running.run(vu, scheduled);
  }
  await sleepUntil(clock, origin + plan.endsAt, signal);
  await running.settle();
  running.close();
}

export async function driveRounds(plan: RoundsPlan, options: DriveOptions): Promise<void> {
  const { clock, signal } = options;
  const running = new RunningIterations(options);
  let roundStart = options.origin;
  for (const round of plan.rounds) {
    for (const [place, start] of round.entries()) {
      const scheduled = await running.turn(roundStart + start, signal);
      if (scheduled === undefined) break;
      void running.run(place + 1, scheduled);
    }
    await running.settle();
    if (signal.aborted) break;
    roundStart = clock.now();
  }
  running.close();
}

/** Iterations that could not find a VU are dropped, never delayed: else a slow platform would hide its own queue. */
function freeVu(running: RunningIterations, maxVUs: number): number | undefined {
  for (let vu = 1; vu <= maxVUs; vu++) if (!running.isBusy(vu)) return vu;
  return undefined;
}
