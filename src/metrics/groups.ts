/** The table of the summary: scenario × device class, then each device class over all scenarios. Never mobile and desktop in one. */
import type { DeviceClass } from '../model/device.js';
import type { RunOptions } from '../model/run-options.js';
import type { GroupSummary, Percentiles, UsableRule } from '../model/summary.js';
import { dropOf, participantHours } from './drops.js';
import type { IterationRecord } from './iteration.js';
import { countJoins } from './join-counts.js';
import type { MetricName } from './catalog.js';
import { percentilesOf } from './percentiles.js';
import { phaseNames } from './phases.js';
import type { RunData } from './run-data.js';
import type { SampleSet } from './sample-set.js';
import { selecting, type Selector } from './selector.js';
import { usualConfidence } from './thresholds.js';
import { wilson } from './wilson.js';

const deviceClasses = ['mobile', 'desktop'] as const satisfies readonly DeviceClass[];

export function groupsOf(data: RunData, options: RunOptions, samples: SampleSet): readonly GroupSummary[] {
  const tags = [...data.iterations.map(({ scheduled }) => scheduled.tags), ...data.dropped.map((line) => line.tags)];
  // The scenario's order, then names that the header does not know.
  const scenarios = new Set([...Object.keys(options.scenarios), ...tags.map(({ scenario }) => scenario)]);
  return [...scenarios, null].flatMap((scenario) =>
    deviceClasses
      .filter((deviceClass) => tags.some(selecting(tagsOf(scenario, deviceClass))))
      .map((deviceClass) => groupOf(scenario, deviceClass, data, options, samples)),
  );
}

function groupOf(
  scenario: string | null,
  deviceClass: DeviceClass,
  data: RunData,
  options: RunOptions,
  samples: SampleSet,
): GroupSummary {
  const wanted = tagsOf(scenario, deviceClass);
  const mine = selecting(wanted);
  const iterations = data.iterations.filter(({ scheduled }) => mine(scheduled.tags));
  const dropped = data.dropped.filter(({ tags }) => mine(tags)).length;
  const joins = countJoins(iterations, dropped, options.target.join_time_ms);
  const trend = (metric: MetricName): Percentiles =>
    percentilesOf(samples.select({ metric, tags: wanted }).map(({ value }) => value));

  const counted = joins.planned - joins.generator_broken - joins.interrupted;
  const interval = wilson(joins.within_target, counted, options.confidence ?? usualConfidence);
  return {
    scenario,
    device_class: deviceClass,
    joins,
    ...(interval !== undefined && { share_within_target: { value: joins.within_target / counted, ...interval } }),
    join_time_ms: trend('join_time_ms'),
    join_time_without_lobby_ms: trend('join_time_without_lobby_ms'),
    join_press_to_media_ms: trend('join_press_to_media_ms'),
    phases: Object.fromEntries(phaseNames.map((phase) => [`${phase}_ms`, trend(`${phase}_ms`)])),
    usable_by: usableBy(iterations),
    drops: dropsIn(iterations, joins.joined, options, data.lastT),
  };
}

function dropsIn(
  iterations: readonly IterationRecord[],
  joins: number,
  options: RunOptions,
  now: number,
): GroupSummary['drops'] {
  const kinds = iterations.map((iteration) => dropOf(iteration, options));
  const count = kinds.filter((kind) => kind === 'platform').length;
  const beside = kinds.filter((kind) => kind === 'beside').length;
  const hours = participantHours(iterations, now);
  return {
    count,
    beside,
    joins,
    participant_hours: hours,
    ...(hours > 0 && { per_participant_hour: count / hours }),
  };
}

/** How many first joins ended by which rule. Rules that ended none are absent. */
export function usableBy(iterations: readonly IterationRecord[]): Readonly<Partial<Record<UsableRule, number>>> {
  const counts: Partial<Record<UsableRule, number>> = {};
  for (const rule of ['first_frame', 'first_audio', 'own_dtls', 'in_meeting', 'unobserved'] as const) {
    const count = iterations.filter(({ first }) => first.usable?.rule === rule).length;
    if (count > 0) counts[rule] = count;
  }
  return counts;
}

function tagsOf(scenario: string | null, deviceClass: DeviceClass): Selector['tags'] {
  return { device_class: deviceClass, ...(scenario !== null && { scenario }) };
}
