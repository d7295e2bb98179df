/** Carries a plan out: one driver for every executor, in real or in virtual time. */
import type { ArrivalPlan } from './arrival-plan.js';
import { driveClosed } from './drive-closed.js';
import { driveOpen, driveRounds } from './drive-open.js';
import type { DriveOptions } from './running-iterations.js';

/**
 * Starts iterations as the plan wants them and resolves when the last one has ended. Late starts are started all the same, with
 * the time for which they were scheduled. Aborting the signal makes it resolve early, when what was cut has ended.
 */
export function drivePlan(plan: ArrivalPlan, options: DriveOptions): Promise<void> {
  switch (plan.model) {
    case 'open':
      return driveOpen(plan, options);
    case 'rounds':
      return driveRounds(plan, options);
    case 'closed':
      return driveClosed(plan, options);
  }
}
