/**
 * `ramping-vus`: a number of looping VUs that follows straight ramps. The number changes when the ramp reaches it, on the way
 * up as on the way down; a stage without duration jumps.
 *
 *   VUs 3│       ┌──────┐            startVUs: 1
 *       2│   ┌───┘      └──┐         stages: [{ duration: '2s', target: 3 }, { duration: '1s', target: 3 },
 *       1│───┘             └──┐               { duration: '2s', target: 0 }]
 *        └───┴───┴──────┴──┴──┴─► t
 */
import type { ExecutorOptions } from '../../model/run-options.js';
import { formatDuration } from '../../shared/duration.js';
import type { ClosedPlan, VuStep } from '../arrival-plan.js';
import { counted } from '../counted.js';

export function rampingVus(options: Extract<ExecutorOptions, { name: 'ramping-vus' }>): ClosedPlan {
  const steps: VuStep[] = [{ at: 0, vus: options.start_vus }];
  let stageStart = 0;
  let from = options.start_vus;
  for (const { target, duration_ms: duration } of options.stages) {
    const change = target - from;
    if (duration === 0 && change !== 0) steps.push({ at: stageStart, vus: target });
    else {
      for (let done = 1; done <= Math.abs(change); done++) {
        steps.push({ at: stageStart + (done / Math.abs(change)) * duration, vus: from + Math.sign(change) * done });
      }
    }
    stageStart += duration;
    from = target;
  }
  const maxVUs = Math.max(...steps.map((step) => step.vus));
  return {
    model: 'closed',
    steps,
    iterations: { kind: 'unlimited' },
    maxVUs,
    endsAt: stageStart,
    gracefulRampDownMs: options.graceful_ramp_down_ms,
    describe: `up to ${counted(maxVUs, 'looping VU')} for ${formatDuration(stageStart)} over ${counted(options.stages.length, 'stage')}`,
  };
}
