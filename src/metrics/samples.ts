/**
 * From what became of an iteration to samples, as the catalog defines them.
 *
 * An iteration that is still joining, was interrupted, or was broken by the generator has no sample of its join at all. One
 * that the platform did not let in counts: 0 in the rates, +∞ in the join times. Phases are only those of usable joins.
 */
import type { DroppedIterationLine } from '../model/line.js';
import type { RunOptions } from '../model/run-options.js';
import type { Tags } from '../model/tags.js';
import type { MetricName } from './catalog.js';
import type { Episode, EpisodeKind } from '../model/episode.js';
import { dropOf, endedAt, type DropFacts } from './drops.js';
import type { IterationRecord, JoinRecord } from './iteration.js';
import { isWithinTarget, joinFate } from './join-counts.js';
import { joinPressToMediaMs, joinTimeMs, joinTimeWithoutLobbyMs } from './join-time.js';
import type { StayRecord } from './stay.js';
import { phaseDurations, phaseNames } from './phases.js';
import { roundOf } from './rounds.js';

export interface Sample {
  readonly metric: MetricName;
  /** When it was known: when usable, else when the iteration ended. The recording's `t`. */
  readonly t: number;
  /** In the metric's unit; a Rate's is 0 or 1, a Counter's what it adds. +∞: never. */
  readonly value: number;
  readonly tags: Tags;
  /** The joins that it hangs together with (`rounds.ts`). */
  readonly round?: string;
}

/** Of one iteration as it stands. Samples only ever come to be, but for `drop_rate`, which is 0 until the drop, and
 * outages, which are decided some seconds after they ended. */
export function samplesOf(
  iteration: IterationRecord,
  options: RunOptions,
  { stay, dropFacts }: { readonly stay?: StayRecord | undefined; readonly dropFacts?: DropFacts } = {},
): readonly Sample[] {
  const { scheduled, first, again, outcome } = iteration;
  const round = roundOf(iteration, options);
  const samples: Sample[] = [];
  const add = (metric: MetricName, t: number, value: number | undefined, { tags }: JoinRecord): void => {
    if (value !== undefined) samples.push({ metric, t, value, tags, ...(round !== undefined && { round }) });
  };
  const addJoinTimes = (t: number, join: JoinRecord): void => {
    add('join_time_ms', t, joinTimeMs(join), join);
    add('join_time_without_lobby_ms', t, joinTimeWithoutLobbyMs(join), join);
    add('join_press_to_media_ms', t, joinPressToMediaMs(join), join);
    const durations = phaseDurations(join);
    for (const phase of phaseNames) add(`${phase}_ms`, t, durations[phase], join);
  };
  const addNever = (t: number, join: JoinRecord): void => {
    add('join_time_ms', t, Infinity, join);
    add('join_time_without_lobby_ms', t, Infinity, join);
    if (join.moments.join_pressed !== undefined) add('join_press_to_media_ms', t, Infinity, join);
  };

  const { started } = first.moments;
  if (started !== undefined) add('start_delay_ms', started, started - scheduled.t, first);

  const fate = joinFate(iteration);
  const known = first.usable?.t ?? outcome?.t;
  if (known !== undefined && fate !== 'interrupted' && fate !== 'generator_broken') {
    const joined = fate === 'joined';
    if (joined) addJoinTimes(known, first);
    else addNever(known, first);
    add('join_success', known, joined ? 1 : 0, first);
    add('join_within_target', known, isWithinTarget(iteration, options.target.join_time_ms) ? 1 : 0, first);
    if (joined)
      add(
        'drop_rate',
        endedAt(iteration) ?? known,
        dropOf(iteration, options, dropFacts) === 'platform' ? 1 : 0,
        first,
      );
  }
  for (const join of again) {
    if (join.usable !== undefined) addJoinTimes(join.usable.t, join);
    // Whoever got as far as joining again and was not let in: the outcome says whether that was the platform's doing.
    else if (join === again.at(-1) && outcome !== undefined && neverByPlatform(outcome.outcome))
      addNever(outcome.t, join);
  }
  for (const episode of stay?.episodes ?? []) {
    if (episode.to === undefined) continue;
    const join = joinAt(iteration, episode);
    add(counterOf[episode.kind], episode.to, 1, join);
    add('outage_ms', episode.to, episode.outage_ms, join);
    add('frame_outage_ms', episode.to, episode.frame_outage_ms, join);
  }
  if (stay !== undefined && outcome !== undefined) {
    const { picturesMs, freezeMs, judgedMs, poorMs } = stay.quality;
    if (picturesMs > 0) add('inbound_video_freeze_ratio', outcome.t, Math.min(1, freezeMs / picturesMs), first);
    if (judgedMs > 0) add('poor_quality_ratio', outcome.t, poorMs / judgedMs, first);
  }
  if (outcome !== undefined && outcome.outcome !== 'interrupted') add('iterations', outcome.t, 1, first);
  return samples;
}

const counterOf = {
  media_gap: 'media_gaps',
  reconnect: 'reconnects',
  connection_loss: 'connection_losses',
} as const satisfies Record<EpisodeKind, MetricName>;

/** The visit during which it began. */
function joinAt({ first, again }: IterationRecord, { from }: Episode): JoinRecord {
  return again.findLast(({ usable }) => usable !== undefined && usable.t <= from) ?? first;
}

/** Of an iteration for which no VU was free: it never started, and the target counts it all the same. */
export function samplesOfDropped({ t, tags }: DroppedIterationLine): readonly Sample[] {
  return [
    { metric: 'dropped_iterations', t, value: 1, tags },
    { metric: 'join_within_target', t, value: 0, tags },
  ];
}

/** An outcome that says that somebody who tried to join was not let in. */
export function neverByPlatform(outcome: string): boolean {
  return outcome === 'refused' || outcome === 'timed_out' || outcome === 'unreachable';
}
