/** The points of a run as a whole: its start, and at its end its networks, thresholds and verdict. */
import type { RunData } from '../../metrics/run-data.js';
import { summaryOf } from '../../metrics/summary.js';
import type { HeaderLine } from '../../model/line.js';
import type { GroupSummary, Summary, ThresholdResult, VerdictName } from '../../model/summary.js';
import { epochOf, fieldsOf, type Point, type Tags } from './point.js';
import { everybody } from './progress.js';
import type { FieldOf } from './schema.js';
import { worstPoints } from './worst.js';

const verdicts: readonly VerdictName[] = ['pass', 'fail', 'inconclusive', 'invalid'];
const results: readonly ThresholdResult['result'][] = ['pass', 'fail', 'inconclusive'];
/** Of what a link shows before a run and after it. */
const rangeMarginMs = 5_000;

export function runStartPoint(header: HeaderLine): Point {
  const { run_name: name, options } = header;
  return {
    measurement: 'meet_run',
    tags: { ...runTags(header), run_name: name, event: 'start' },
    fields: { text: `${name} begins`, target_ms: options.target.join_time_ms },
    at: epochOf(header, 0),
  };
}

/** @param tagsOf of each participant */
export function runEndPoints(header: HeaderLine, data: RunData, tagsOf: ReadonlyMap<string, Tags>): readonly Point[] {
  const summary = summaryOf(data);
  const at = epochOf(header, data.lastT);
  return [
    ...networkPoints(header, summary, tagsOf),
    ...worstPoints(header, data, tagsOf),
    ...summary.groups.map((group) => groupPoint(header, group, at)),
    ...summary.thresholds.map(({ metric, threshold, value, result, samples }): Point => ({
      measurement: 'meet_threshold',
      tags: { ...runTags(header), metric, threshold },
      fields: fieldsOf({ measured: value, result: results.indexOf(result), joins: samples }),
      at,
    })),
    {
      measurement: 'meet_run',
      tags: { ...runTags(header), run_name: header.run_name, event: 'end' },
      fields: fieldsOf({
        text: `${header.run_name}: ${summary.verdict}. ${summary.sentence}`,
        target_ms: header.options.target.join_time_ms,
        verdict: verdicts.indexOf(summary.verdict),
        verdict_text: [summary.sentence, ...summary.reasons].join(' '),
        range_from: String(epochOf(header, 0) - rangeMarginMs),
        range_to: String(at + rangeMarginMs),
        duration_ms: summary.run.duration_ms,
        ...totals(summary),
      }),
      at,
    },
  ];
}

function totals({ groups, metrics, generator }: Summary): Fields<'meet_run'> {
  const classes = groups.filter(({ scenario }) => scenario === null);
  const sum = (of: (group: GroupSummary) => number): number => classes.reduce((so, group) => so + of(group), 0);
  const classNamed = (name: GroupSummary['device_class']) => classes.find(({ device_class: own }) => own === name);
  const [mobile, desktop] = [classNamed('mobile'), classNamed('desktop')];
  const { join_time_ms: joinTime, join_within_target: within } = metrics;
  const { healthy, strained, saturated } = generator.seconds;
  const seconds = healthy + strained + saturated;
  return {
    joins_planned: sum(({ joins }) => joins.planned),
    joins_usable: sum(({ joins }) => joins.joined),
    joins_within_target: sum(({ joins }) => joins.within_target),
    joins_never: sum(({ joins }) => joins.refused + joins.failed),
    joins_uncounted: sum(({ joins }) => joins.generator_broken + joins.interrupted),
    within_target_share: within?.type === 'rate' ? within.rate : undefined,
    within_target_share_mobile: mobile?.share_within_target?.value,
    within_target_share_desktop: desktop?.share_within_target?.value,
    join_time_p50_ms: joinTime?.type === 'trend' ? joinTime.p50 : undefined,
    join_time_p95_ms: joinTime?.type === 'trend' ? joinTime.p95 : undefined,
    join_time_p95_mobile_ms: mobile?.join_time_ms.p95,
    join_time_p95_desktop_ms: desktop?.join_time_ms.p95,
    drops: sum(({ drops }) => drops.count),
    outages: sum(({ outages }) => outages.media_gaps + outages.reconnects - outages.injected),
    saturated_share: seconds > 0 ? saturated / seconds : undefined,
  };
}

function groupPoint(header: HeaderLine, group: GroupSummary, at: number): Point {
  const { joins, share_within_target: share, join_time_ms: joinTime, phases, drops, outages } = group;
  const fields: Fields<'meet_summary'> = {
    joins_planned: joins.planned,
    joins_usable: joins.joined,
    joins_within_target: joins.within_target,
    joins_never: joins.refused + joins.failed,
    joins_uncounted: joins.generator_broken + joins.interrupted,
    within_target_share: share?.value,
    within_target_share_low: share?.low,
    within_target_share_high: share?.high,
    join_time_p50_ms: joinTime.p50,
    join_time_p90_ms: joinTime.p90,
    join_time_p95_ms: joinTime.p95,
    join_time_p99_ms: joinTime.p99,
    join_press_to_media_p95_ms: group.join_press_to_media_ms.p95,
    page_p50_ms: phases.page_ms?.p50,
    prejoin_p50_ms: phases.prejoin_ms?.p50,
    lobby_p50_ms: phases.lobby_ms?.p50,
    admission_p50_ms: phases.admission_ms?.p50,
    media_p50_ms: phases.media_ms?.p50,
    drops: drops.count,
    drops_beside: drops.beside,
    drops_per_participant_hour: drops.per_participant_hour,
    media_gaps: outages.media_gaps,
    reconnects: outages.reconnects,
    outages_injected: outages.injected,
    outage_p95_ms: outages.outage_ms.p95,
    freeze_share: outages.inbound_video_freeze_ratio,
    poor_quality_share: outages.poor_quality_ratio,
  };
  return {
    measurement: 'meet_summary',
    tags: {
      ...runTags(header),
      run_name: header.run_name,
      scenario: group.scenario ?? everybody,
      device_class: group.device_class,
    },
    fields: fieldsOf(fields),
    at,
  };
}

type Fields<M extends 'meet_run' | 'meet_summary'> = Partial<Record<FieldOf<M>, number | null | undefined>>;

function networkPoints(header: HeaderLine, { networks }: Summary, tagsOf: ReadonlyMap<string, Tags>): readonly Point[] {
  const counts = new Map<string, number>();
  return networks.flatMap(({ participant, network, asked, measured, from_ms: from, for_ms: ms, result }): Point[] => {
    const tags = tagsOf.get(participant);
    if (tags === undefined) return [];
    const slot = tags.participant ?? '';
    const nth = (counts.get(slot) ?? 0) + 1;
    counts.set(slot, nth);
    return [
      {
        measurement: 'meet_network',
        // The one that was in force, not the scenario's first.
        tags: { ...tags, network, effect: String(nth) },
        fields: fieldsOf({
          in_effect: result === 'not_observable' ? undefined : Number(result === 'in_effect'),
          for_ms: ms,
          asked_rtt_ms: asked.rtt_ms,
          rtt_min_ms: measured.rtt_min_ms,
          asked_loss_share: asked.loss,
          loss_down_share: measured.loss_down,
          asked_down_kbps: asked.down_kbps,
          down_kbps_max: measured.down_kbps_max,
          asked_up_kbps: asked.up_kbps,
          up_kbps_max: measured.up_kbps_max,
        }),
        at: epochOf(header, from + ms),
      },
    ];
  });
}

function runTags({ run_id, options: { platform } }: HeaderLine): Tags {
  return { run_id, platform };
}
