/**
 * What a plan can be told about itself before it is driven: whether it is of a size at all, and whether it could keep its own
 * promises. A plan that cannot is refused, so that dropped iterations are always the platform's doing or the generator's.
 */
import type { ExecutorOptions, Stage } from '../model/run-options.js';
import { formatDuration } from '../shared/duration.js';
import type { ArrivalPlan } from './arrival-plan.js';
import { leastIterationMs } from './drive-closed.js';
import { peakWithin } from './planned-starts.js';

/** Of one scenario. A week of a join a second would be more; nobody reads a verdict on that. */
export const mostIterations = 100_000;

/** About how many iterations this asks for, as far as it says so itself, without making the plan. */
export function iterationsAsked(executor: ExecutorOptions, holdMs: number): number {
  const takes = Math.max(leastIterationMs, holdMs);
  switch (executor.name) {
    case 'burst':
    case 'per-vu-iterations':
      return executor.vus * executor.iterations;
    case 'shared-iterations':
      return executor.iterations;
    case 'constant-vus':
      return executor.vus * Math.ceil(executor.duration_ms / takes);
    case 'ramping-vus':
      // Each step of a ramp may start one, and each VU goes on while it is wanted.
      return area(executor.start_vus, executor.stages) / takes + climb(executor.start_vus, executor.stages);
    case 'constant-arrival-rate':
      return (executor.rate * executor.duration_ms) / executor.time_unit_ms;
    case 'ramping-arrival-rate':
      return area(executor.start_rate, executor.stages) / executor.time_unit_ms;
  }
}

function area(start: number, stages: readonly Stage[]): number {
  let from = start;
  let sum = 0;
  for (const { target, duration_ms: duration } of stages) {
    sum += ((from + target) / 2) * duration;
    from = target;
  }
  return sum;
}

function climb(start: number, stages: readonly Stage[]): number {
  let from = start;
  let sum = start;
  for (const { target } of stages) {
    sum += Math.abs(target - from);
    from = target;
  }
  return sum;
}

/** Which of a scenario's options is too small for its own plan, and what it would have to be. */
export interface Misfit {
  readonly option: 'maxVUs' | 'maxDuration';
  readonly found: string;
  readonly expected: string;
}

/** @param holdMs how long an iteration takes at the very least: joining and leaving count as nothing. */
export function misfit(plan: ArrivalPlan, holdMs: number): Misfit | undefined {
  if (plan.model === 'open') {
    // Leaving takes some time after all: who starts when another's hold ends needs a VU of its own.
    const needed = holdMs === 0 ? 1 : peakWithin(plan.starts, holdMs + 1e-3);
    if (needed <= plan.maxVUs) return undefined;
    return {
      option: 'maxVUs',
      found: String(plan.maxVUs),
      expected: `at least ${needed}: so many are in at once when each holds ${formatDuration(holdMs)}, even if joining took no time`,
    };
  }
  if (plan.model === 'closed' && plan.iterations.kind !== 'unlimited') {
    const { kind, count } = plan.iterations;
    const perVu = kind === 'per-vu' ? count : Math.ceil(count / plan.maxVUs);
    const lastStart = (perVu - 1) * holdMs;
    if (lastStart < plan.endsAt || lastStart === 0) return undefined;
    return {
      option: 'maxDuration',
      found: formatDuration(plan.endsAt),
      expected: `more than ${formatDuration(lastStart)}: ${perVu} iterations one after the other, ${formatDuration(holdMs)} each, even if joining took no time`,
    };
  }
  return undefined;
}
