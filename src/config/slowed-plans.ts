/**
 * Slowing a processor burns what it withholds, so this machine can slow few participants at once: plans of slowed ones are spread as
 * far as their spans allow, and refused where that is not enough.
 */
import { processorRates } from '../browser/phone/slow-processor.js';
import type { ScenarioOptions } from '../model/run-options.js';
import type { ArrivalPlan } from '../scenario/arrival-plan.js';
import { counted } from '../scenario/counted.js';
import { queueOfSlowed, slowedJoinMs, staggerSlowed } from '../scenario/stagger-slowed.js';
import { formatDuration } from '../shared/duration.js';
import type { Problem } from '../shared/errors.js';

export interface PlannedScenario {
  readonly key: string;
  readonly options: ScenarioOptions;
  readonly plan: ArrivalPlan | undefined;
}

/** @param atOnce how many this machine can slow at once; 0: none. */
export function spreadSlowed<P extends PlannedScenario>(
  planned: readonly P[],
  atOnce: number,
): { readonly planned: readonly P[]; readonly problems: readonly Problem[] } {
  const slowed = planned.flatMap(({ key, options, plan }) =>
    isSlowed(options) && plan !== undefined ? [{ key, options, plan }] : [],
  );
  if (slowed.length === 0) return { planned, problems: [] };
  const place = slowed.map(({ key }) => `scenarios.${key}.processor`).join(', ');
  const found = [...new Set(slowed.map(({ options }) => `'${options.processor ?? ''}'`))].join(' and ');
  if (atOnce < 1) {
    const expected = 'two cores or more: slowing a participant takes one, and the others need one';
    return { planned, problems: [{ place, found: `${found} on one core`, expected }] };
  }
  const plans = staggerSlowed(
    slowed.map(({ options, plan }) => ({ plan, startTimeMs: options.start_time_ms, spanMs: spanOf(options, plan) })),
    atOnce,
  );
  const moved = new Map(slowed.map(({ key }, index) => [key, plans[index]]));
  const spread = planned.map((one) => ({ ...one, plan: moved.get(one.key) ?? one.plan }));
  const { joins, longestWaitMs } = queueOfSlowed(
    slowed.map(({ key, options, plan }) => ({
      plan: moved.get(key) ?? plan,
      startTimeMs: options.start_time_ms,
      // An `exec` alone knows how long it stays.
      holdMs: options.exec ? 0 : options.hold_ms,
    })),
    atOnce,
  );
  // Nobody waits longer than one other's join: more is another arrival than the one asked for.
  if (longestWaitMs <= slowedJoinMs || slowed.some(({ options }) => options.exec))
    return { planned: spread, problems: [] };
  const needed = Math.ceil(joins / atOnce) * slowedJoinMs;
  return {
    planned: spread,
    problems: [
      {
        place,
        found: `${counted(joins, 'join')} with ${found}, of which the last would wait ${formatDuration(Math.round(longestWaitMs / 100) * 100)}`,
        expected:
          `at most ${atOnce} slowed at once on this machine, about ${formatDuration(slowedJoinMs)} each: ` +
          `${counted(joins, 'join')} over ${formatDuration(needed)} at least (within, startTime), fewer, or more cores`,
      },
    ],
  };
}

function isSlowed({ processor }: ScenarioOptions): boolean {
  return processor !== undefined && processorRates[processor] > 1;
}

/** The span over which a scenario lets its arrivals come. */
function spanOf({ executor }: ScenarioOptions, plan: ArrivalPlan): number {
  return executor.name === 'burst' ? executor.within_ms : plan.endsAt;
}
