/** What must hold: the scenario's thresholds, checked, or those that a scenario without any gets. */
import type { ScenarioOptions, ThresholdOption } from '../model/run-options.js';
import type { Problem } from '../shared/errors.js';
import { describeValue, placeOf } from './describe-value.js';
import { joinPlaces } from './zod-problems.js';
import type { Known } from './known.js';
import type { Placed } from './layers.js';
import type { ParsedFile } from './scenario-schema.js';

export interface ThresholdInput {
  readonly given: Placed<NonNullable<ParsedFile['thresholds']>> | undefined;
  readonly scenarios: readonly ScenarioOptions[];
  readonly known: Known;
}

export interface ResolvedThresholds {
  readonly thresholds: Readonly<Record<string, readonly ThresholdOption[]>>;
  readonly problems: readonly Problem[];
}

export function resolveThresholds({ given, scenarios, known }: ThresholdInput): ResolvedThresholds {
  if (given === undefined) return { thresholds: defaultThresholds(scenarios, known), problems: [] };
  const ownTags = [...new Set(scenarios.flatMap(({ tags }) => Object.keys(tags)))];
  const thresholds: Record<string, readonly ThresholdOption[]> = {};
  const problems: Problem[] = [];
  for (const [metric, expressions] of Object.entries(given.value)) {
    thresholds[metric] = expressions.map((expression) =>
      typeof expression === 'string'
        ? { threshold: expression, abort_on_fail: false, delay_abort_eval_ms: 0 }
        : {
            threshold: expression.threshold,
            abort_on_fail: expression.abortOnFail ?? false,
            delay_abort_eval_ms: expression.delayAbortEval ?? 0,
          },
    );
    const place = joinPlaces(given.place, placeOf([metric]));
    for (const { threshold } of thresholds[metric]) {
      for (const { found, expected } of known.checkThreshold(metric, threshold, ownTags)) {
        problems.push({ place, found: found === '' ? describeValue(threshold) : found, expected });
      }
    }
  }
  return { thresholds, problems };
}

/** For each device class that comes: mobile and desktop are never pooled. */
function defaultThresholds(
  scenarios: readonly ScenarioOptions[],
  { devices }: Known,
): ResolvedThresholds['thresholds'] {
  const classes = [
    ...new Set(
      scenarios.filter(({ device }) => devices.names.includes(device)).map(({ device }) => devices.classOf(device)),
    ),
  ];
  return Object.fromEntries(
    classes
      .sort()
      .flatMap((deviceClass) =>
        Object.entries({ join_within_target: 'rate>=0.95', join_success: 'rate>=0.99', drop_rate: 'rate<0.01' }).map(
          ([metric, threshold]) => [
            `${metric}{device_class:${deviceClass}}`,
            [{ threshold, abort_on_fail: false, delay_abort_eval_ms: 0 }],
          ],
        ),
      ),
  );
}
