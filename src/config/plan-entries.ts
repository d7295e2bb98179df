/** Resolved scenarios → the plans that are driven, with what is wrong with them. */
import type { ScenarioOptions } from '../model/run-options.js';
import type { ArrivalPlan } from '../scenario/arrival-plan.js';
import { iterationsAsked, misfit, mostIterations } from '../scenario/plan-limits.js';
import { planScenario } from '../scenario/plan-scenario.js';
import type { Problem } from '../shared/errors.js';
import { override, type Layers } from './layers.js';
import { scaledTo, vusOf, wholeShares } from './scale-executors.js';

export interface Entry {
  readonly key: string;
  readonly options: ScenarioOptions;
}

/** `--participants` over a file. Entries come back as they were when nothing is asked for. */
export function scaleEntries<E extends Entry>(
  entries: readonly E[],
  layers: Layers,
): { entries: readonly E[]; problems: readonly Problem[] } {
  const asked = override(layers, 'participants');
  if (asked === undefined || entries.length === 0) return { entries, problems: [] };
  const sizes = entries.map(({ options }) => vusOf(options.executor));
  if (asked.value < entries.length) {
    const expected = `at least ${entries.length}: the file has so many scenarios`;
    return { entries, problems: [{ place: asked.place, found: String(asked.value), expected }] };
  }
  // A scenario without any VU is a problem of its own.
  if (sizes.includes(0)) return { entries, problems: [] };
  const shares = wholeShares(sizes, asked.value);
  const scaled = entries.map((entry, place) => {
    const vus = shares[place] ?? 1;
    const { cameras, microphones, ...options } = entry.options;
    return {
      ...entry,
      options: {
        ...options,
        executor: scaledTo(options.executor, vus),
        ...(cameras !== undefined && { cameras: Math.min(cameras, vus) }),
        ...(microphones !== undefined && { microphones: Math.min(microphones, vus) }),
      },
    };
  });
  return { entries: scaled, problems: [] };
}

export type Planned =
  | { readonly plan: ArrivalPlan; readonly problems: readonly Problem[] }
  | { readonly plan: undefined; readonly problems: readonly Problem[] };

/** @returns no plan when it would be beyond all measure. */
export function planEntry({ key, options }: Entry, seed: number): Planned {
  const place = `scenarios.${key}`;
  // What an `exec` does, and how long it takes, is for it alone to know.
  const holdMs = options.exec ? 0 : options.hold_ms;
  const asked = iterationsAsked(options.executor, options.hold_ms);
  if (asked > mostIterations) {
    const found = `a plan of about ${Math.round(asked)} iterations`;
    return { plan: undefined, problems: [{ place, found, expected: `at most ${mostIterations}` }] };
  }
  const plan = planScenario(key, options.executor, seed);
  if (plan.model === 'open' && plan.starts.length === 0) {
    return {
      plan,
      problems: [{ place, found: 'a rate too low for a single iteration', expected: 'a higher rate or a longer time' }],
    };
  }
  const wrong = misfit(plan, holdMs);
  return {
    plan,
    problems:
      wrong === undefined ? [] : [{ place: `${place}.${wrong.option}`, found: wrong.found, expected: wrong.expected }],
  };
}
