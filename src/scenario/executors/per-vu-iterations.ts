/** `per-vu-iterations`: each VU runs the same number of iterations, at its own pace. */
import type { ExecutorOptions } from '../../model/run-options.js';
import { formatDuration } from '../../shared/duration.js';
import type { ClosedPlan } from '../arrival-plan.js';
import { counted } from '../counted.js';

export function perVuIterations(options: Extract<ExecutorOptions, { name: 'per-vu-iterations' }>): ClosedPlan {
  return {
    model: 'closed',
    steps: [{ at: 0, vus: options.vus }],
    iterations: { kind: 'per-vu', count: options.iterations },
    maxVUs: options.vus,
    endsAt: options.max_duration_ms,
    gracefulRampDownMs: 0,
    describe: `${counted(options.iterations, 'iteration')} for each of ${counted(options.vus, 'VU')} (maxDuration ${formatDuration(options.max_duration_ms)})`,
  };
}
