/** `constant-arrival-rate`: iterations start at a fixed rate, the first at once, whoever is still busy. */
import type { ExecutorOptions } from '../../model/run-options.js';
import { formatDuration } from '../../shared/duration.js';
import { arrivalTimes } from '../arrival-times.js';
import type { OpenPlan } from '../arrival-plan.js';
import { rateCurve } from '../rate-curve.js';

export function constantArrivalRate(
  options: Extract<ExecutorOptions, { name: 'constant-arrival-rate' }>,
  random: () => number,
): OpenPlan {
  const stages = [{ target: options.rate, duration_ms: options.duration_ms }];
  const curve = rateCurve(options.rate, stages, options.time_unit_ms);
  return {
    model: 'open',
    starts: arrivalTimes(curve, { spacing: options.arrival, first: 'at-start', random }),
    maxVUs: options.max_vus,
    endsAt: curve.durationMs,
    describe: `${Math.round(options.rate * 100) / 100} iterations / ${formatDuration(options.time_unit_ms)} for ${formatDuration(curve.durationMs)} (maxVUs ${options.max_vus})`,
  };
}
