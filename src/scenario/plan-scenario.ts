/** Executor's options → arrival plan. The same seed gives the same plan, whatever other scenarios there are. */
import type { ExecutorOptions } from '../model/run-options.js';
import { seededRandom } from '../shared/random.js';
import type { ArrivalPlan } from './arrival-plan.js';
import { burst } from './executors/burst.js';
import { constantArrivalRate } from './executors/constant-arrival-rate.js';
import { constantVus } from './executors/constant-vus.js';
import { perVuIterations } from './executors/per-vu-iterations.js';
import { rampingArrivalRate } from './executors/ramping-arrival-rate.js';
import { rampingVus } from './executors/ramping-vus.js';
import { sharedIterations } from './executors/shared-iterations.js';

/** `scenario` is the key in `scenarios`. */
export function planScenario(scenario: string, executor: ExecutorOptions, seed: number): ArrivalPlan {
  const random = seededRandom(seed, `arrival:${scenario}`);
  switch (executor.name) {
    case 'burst':
      return burst(executor, random);
    case 'shared-iterations':
      return sharedIterations(executor);
    case 'per-vu-iterations':
      return perVuIterations(executor);
    case 'constant-vus':
      return constantVus(executor);
    case 'ramping-vus':
      return rampingVus(executor);
    case 'constant-arrival-rate':
      return constantArrivalRate(executor, random);
    case 'ramping-arrival-rate':
      return rampingArrivalRate(executor, random);
  }
}
