/** `ramping-arrival-rate`: iterations start at a rate that follows straight ramps, whoever is still busy. */
import type { ExecutorOptions } from '../../model/run-options.js';
import { formatDuration } from '../../shared/duration.js';
import { arrivalTimes } from '../arrival-times.js';
import type { OpenPlan } from '../arrival-plan.js';
import { counted } from '../counted.js';
import { rateCurve } from '../rate-curve.js';

export function rampingArrivalRate(
  options: Extract<ExecutorOptions, { name: 'ramping-arrival-rate' }>,
  random: () => number,
): OpenPlan {
  const curve = rateCurve(options.start_rate, options.stages, options.time_unit_ms);
  const highest = Math.max(options.start_rate, ...options.stages.map((stage) => stage.target));
  return {
    model: 'open',
    starts: arrivalTimes(curve, { spacing: options.arrival, first: 'when-due', random }),
    maxVUs: options.max_vus,
    endsAt: curve.durationMs,
    describe: `up to ${Math.round(highest * 100) / 100} iterations / ${formatDuration(options.time_unit_ms)} for ${formatDuration(curve.durationMs)} over ${counted(options.stages.length, 'stage')} (maxVUs ${options.max_vus})`,
  };
}
