/** What must hold: the scenario's thresholds, checked, or those that a scenario without any gets. */
import type { ScenarioOptions, ThresholdOption } from '../model/run-options.js';
import type { Problem } from '../shared/errors.js';
import type { Known } from './known.js';
import type { Placed } from './layers.js';
import type { ParsedFile } from './scenario-schema.js';

export interface ThresholdInput {
  readonly given: Placed<NonNullable<ParsedFile['thresholds']>> | undefined;
  readonly scenarios: Readonly<Record<string, ScenarioOptions>>;
  readonly platform: string;
  readonly known: Known;
}

export interface ResolvedThresholds {
  readonly thresholds: Readonly<Record<string, readonly ThresholdOption[]>>;
  readonly problems: readonly Problem[];
}

export function resolveThresholds(input: ThresholdInput): ResolvedThresholds {
  const { given, scenarios, known } = input;
  const classes = distinct(
    Object.values(scenarios).flatMap(({ device }) =>
      known.devices.names.includes(device) ? [known.devices.named(device).device_class] : [],
    ),
  );
  if (given === undefined) return { thresholds: known.thresholds.defaults(classes), problems: [] };
  const thresholds = Object.fromEntries(
    Object.entries(given.value).map(([metric, expressions]) => [metric, expressions.map(complete)]),
  );
  const expressions = Object.fromEntries(
    Object.entries(thresholds).map(([metric, options]) => [metric, options.map(({ threshold }) => threshold)]),
  );
  const tags = { ...tagsOf(input), device_class: classes };
  return { thresholds, problems: known.thresholds.check(expressions, tags, given.place) };
}

function complete(given: NonNullable<ParsedFile['thresholds']>[string][number]): ThresholdOption {
  const {
    threshold,
    abortOnFail = false,
    delayAbortEval = 0,
  } = typeof given === 'string' ? { threshold: given } : given;
  return { threshold, abort_on_fail: abortOnFail, delay_abort_eval_ms: delayAbortEval };
}

/** The tags of model/tags.ts with the values that this run will give them, and the scenarios' own. */
function tagsOf({ scenarios, platform }: ThresholdInput): Readonly<Record<string, readonly string[]>> {
  const all = Object.values(scenarios);
  const own = distinct(all.flatMap(({ tags }) => Object.keys(tags)));
  return {
    scenario: Object.keys(scenarios),
    platform: [platform],
    network: distinct(all.map(({ network }) => network)),
    role: ['full'],
    visit: ['first', 'again'],
    region: distinct(all.flatMap(({ region }) => region ?? [])),
    ...Object.fromEntries(own.map((name) => [name, distinct(all.flatMap(({ tags }) => tags[name] ?? []))])),
  };
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
