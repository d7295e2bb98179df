/** `constant-vus`: a number of VUs, each running as many iterations as fit into the duration. */
import type { ExecutorOptions } from '../../model/run-options.js';
import { formatDuration } from '../../shared/duration.js';
import type { ClosedPlan } from '../arrival-plan.js';
import { counted } from '../counted.js';

export function constantVus(options: Extract<ExecutorOptions, { name: 'constant-vus' }>): ClosedPlan {
  return {
    model: 'closed',
    steps: [{ at: 0, vus: options.vus }],
    iterations: { kind: 'unlimited' },
    maxVUs: options.vus,
    endsAt: options.duration_ms,
    gracefulRampDownMs: 0,
    describe: `${counted(options.vus, 'looping VU')} for ${formatDuration(options.duration_ms)}`,
  };
}
