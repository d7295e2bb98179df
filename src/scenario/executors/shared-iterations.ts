/** `shared-iterations`: a number of iterations, shared among the VUs; whoever is free takes the next. */
import type { ExecutorOptions } from '../../model/run-options.js';
import { formatDuration } from '../../shared/duration.js';
import type { ClosedPlan } from '../arrival-plan.js';
import { counted } from '../counted.js';

export function sharedIterations(options: Extract<ExecutorOptions, { name: 'shared-iterations' }>): ClosedPlan {
  return {
    model: 'closed',
    steps: [{ at: 0, vus: options.vus }],
    iterations: { kind: 'shared', count: options.iterations },
    maxVUs: options.vus,
    endsAt: options.max_duration_ms,
    gracefulRampDownMs: 0,
    describe: `${counted(options.iterations, 'iteration')} shared among ${counted(options.vus, 'VU')} (maxDuration ${formatDuration(options.max_duration_ms)})`,
  };
}
