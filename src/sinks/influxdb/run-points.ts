/** The points of a run as a whole: its start, and at its end its networks, thresholds and verdict. */
import type { RunData } from '../../metrics/run-data.js';
import { summaryOf } from '../../metrics/summary.js';
import type { HeaderLine } from '../../model/line.js';
import type { GroupSummary, Summary, ThresholdResult, VerdictName } from '../../model/summary.js';
import { epochOf, fieldsOf, type Point, type Tags } from './point.js';

const verdicts: readonly VerdictName[] = ['pass', 'fail', 'inconclusive', 'invalid'];
const results: readonly ThresholdResult['result'][] = ['pass', 'fail', 'inconclusive'];

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
        duration_ms: summary.run.duration_ms,
        ...totals(summary),
      }),
      at,
    },
  ];
}

function totals({ groups, metrics, generator }: Summary): Parameters<typeof fieldsOf>[0] {
  const classes = groups.filter(({ scenario }) => scenario === null);
  const sum = (of: (group: GroupSummary) => number): number => classes.reduce((so, group) => so + of(group), 0);
  const { join_time_ms: joinTime, join_within_target: within } = metrics;
  const { healthy, strained, saturated } = generator.seconds;
  const seconds = healthy + strained + saturated;
  return {
    joins_planned: sum(({ joins }) => joins.planned),
    joins_usable: sum(({ joins }) => joins.joined),
    joins_within_target: sum(({ joins }) => joins.within_target),
    within_target_share: within?.type === 'rate' ? within.rate : undefined,
    join_time_p50_ms: joinTime?.type === 'trend' ? joinTime.p50 : undefined,
    join_time_p95_ms: joinTime?.type === 'trend' ? joinTime.p95 : undefined,
    drops: sum(({ drops }) => drops.count),
    outages: sum(({ outages }) => outages.media_gaps + outages.reconnects - outages.injected),
    saturated_share: seconds > 0 ? saturated / seconds : undefined,
  };
}

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
