/** The table of the summary: scenario × device class, then each device class over all scenarios. Never mobile and desktop in one. */
import type { DeviceClass } from '../model/device.js';
import type { EpisodeKind } from '../model/episode.js';
import type { RunOptions } from '../model/run-options.js';
import type { GroupSummary, Percentiles, UsableRule } from '../model/summary.js';
import { dropOf, participantHours } from './drops.js';
import type { IterationRecord } from './iteration.js';
import { countJoins } from './join-counts.js';
import type { MetricName } from './catalog.js';
import type { QualityTotals } from './media-quality.js';
import { percentilesOf } from './percentiles.js';
import { phaseNames } from './phases.js';
import { poissonBounds } from './poisson.js';
import { dropFactsOf, type RunData } from './run-data.js';
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
    drops: dropsIn(iterations, joins.joined, options, data),
    outages: outagesIn(iterations, data, trend),
  };
}

function dropsIn(
  iterations: readonly IterationRecord[],
  joins: number,
  options: RunOptions,
  data: RunData,
): GroupSummary['drops'] {
  const facts = dropFactsOf(data);
  const kinds = iterations.map((iteration) => dropOf(iteration, options, facts));
  const count = kinds.filter((kind) => kind === 'platform').length;
  const beside = kinds.filter((kind) => kind === 'beside').length;
  const hours = participantHours(iterations, data.lastT);
  const confidence = options.confidence ?? usualConfidence;
  const { low, high } = poissonBounds(count, confidence);
  return {
    count,
    beside,
    joins,
    participant_hours: hours,
    ...(hours > 0 && {
      per_participant_hour: count / hours,
      per_participant_hour_interval: { low: low / hours, high: high / hours, confidence },
    }),
  };
}

function outagesIn(
  iterations: readonly IterationRecord[],
  { stayOf }: RunData,
  trend: (metric: MetricName) => Percentiles,
): GroupSummary['outages'] {
  const stays = iterations.flatMap(({ scheduled }) => stayOf(scheduled.p) ?? []);
  const episodes = stays.flatMap((stay) => stay.episodes);
  const over = (kind: EpisodeKind): number =>
    episodes.filter((one) => one.kind === kind && one.to !== undefined).length;
  const sum = (part: (quality: QualityTotals) => number): number =>
    stays.reduce((total, { quality }) => total + part(quality), 0);
  const pictures = sum(({ picturesMs }) => picturesMs);
  const judged = sum(({ judgedMs }) => judgedMs);
  return {
    media_gaps: over('media_gap'),
    reconnects: over('reconnect'),
    connection_losses: over('connection_loss'),
    injected: episodes.filter((one) => one.outage_ms !== undefined && one.cause === 'injected').length,
    not_over: episodes.filter((one) => one.kind !== 'connection_loss' && one.to === undefined).length,
    outage_ms: trend('outage_ms'),
    frame_outage_ms: trend('frame_outage_ms'),
    freezes: sum(({ freezes }) => freezes),
    ...(pictures > 0 && { inbound_video_freeze_ratio: Math.min(1, sum(({ freezeMs }) => freezeMs) / pictures) }),
    ...(judged > 0 && { poor_quality_ratio: sum(({ poorMs }) => poorMs) / judged }),
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
