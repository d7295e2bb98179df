/** What metrics knows of each iteration, in the words of the report: one entry for its first join, one for each rejoin. */
import type { IterationRecord, JoinRecord } from '../metrics/iteration.js';
import { joinFate } from '../metrics/join-counts.js';
import { joinTimeMs } from '../metrics/join-time.js';
import { phaseSpans } from '../metrics/phases.js';
import type { MomentName } from '../model/moment.js';
import type { Outcome } from '../model/outcome.js';
import type { ReportIteration } from '../report/report-iteration.js';

/** Drawn inside the phases; the others are the phases' own ends. */
const transportMarks: readonly MomentName[] = [
  'peer_connection_created',
  'signalling_open',
  'ice_connected',
  'dtls_connected',
  'first_sent',
  'first_packet',
  'first_frame',
];

/** @param until host time of the recording's last line, for iterations that it breaks off */
export function reportIterations(iterations: readonly IterationRecord[], until: number): readonly ReportIteration[] {
  return iterations.flatMap((iteration) => [
    entry(iteration, iteration.first, until),
    ...iteration.again.map((join) => entry(iteration, join, until)),
  ]);
}

function entry(iteration: IterationRecord, join: JoinRecord, until: number): ReportIteration {
  const { scheduled, outcome } = iteration;
  const { moments, usable, tags } = join;
  const joinTime = joinTimeMs(join);
  const endedAt = outcome?.t ?? until;
  return {
    p: scheduled.p,
    tags,
    display_name: scheduled.display_name,
    device: scheduled.device,
    scheduled: scheduled.t,
    ...optional('started', moments.started),
    ...optional('link_opened', moments.link_opened),
    phases: phaseSpans(join, endedAt),
    marks: transportMarks
      .flatMap((name) => {
        const t = moments[name];
        return t === undefined ? [] : [{ name, t }];
      })
      .toSorted((a, b) => a.t - b.t),
    ...optional('usable_at', usable?.t),
    ...optional('usable_by', usable?.rule),
    ...optional('join_time_ms', joinTime),
    counts: countsAs(iteration, join),
    ended_at: endedAt,
    ...optional('outcome', outcome === undefined ? undefined : (outcome satisfies Outcome)),
    ...optional('clock_uncertainty_ms', join.uncertainty_ms),
  };
}

function countsAs(iteration: IterationRecord, join: JoinRecord): ReportIteration['counts'] {
  if (join !== iteration.first) return 'not_counted';
  const fate = joinFate(iteration);
  if (fate === 'joined') return 'usable';
  return fate === 'refused' || fate === 'failed' ? 'never' : 'not_counted';
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return (value === undefined ? {} : { [key]: value }) as Partial<Record<K, V>>;
}
