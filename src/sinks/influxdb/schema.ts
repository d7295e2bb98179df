/**
 * What a run is in InfluxDB: the one table of measurements, with their tags and fields. `points.ts` fills it,
 * `rollcall metrics --influx` prints it, dashboards ask for what it names.
 *
 * - Tags are constant for each measurement: where something has no value it is `none`, since a series with a tag and one without it are
 *   two. Every field is a float (those in `text` are for people and for links), and no field has a tag's name.
 * - No two points have the same series and time: what several may have at the same moment is told apart by `participant` (`p0001` …, the
 *   VU, numbered anew in every run), `phase`, `nth`, `effect` or `rank`. So a point that is written twice is written once.
 * - None of the names are k6's, which may write into the same database.
 */
import { metricNamed } from '../../metrics/catalog.js';

export interface FieldDefinition {
  readonly unit: 'ms' | 'share' | 'count' | 'kbit/s' | '1/s' | '1/h' | 'code' | 'hours' | 'cores' | 'text';
  readonly definition: string;
}

export interface MeasurementDefinition {
  /** One point of it is … */
  readonly definition: string;
  readonly tags: readonly string[];
  readonly fields: Readonly<Record<string, FieldDefinition>>;
}

/** Of an iteration. */
const groupTags = ['run_id', 'scenario', 'platform', 'device_class', 'network', 'region', 'role'] as const;
const one = [...groupTags, 'participant'] as const;
/** `device_class` is `all` too: percentiles of two groups do not add up. */
const classTags = ['run_id', 'platform', 'device_class'] as const;

const ms = (definition: string): FieldDefinition => ({ unit: 'ms', definition });
const share = (definition: string): FieldDefinition => ({ unit: 'share', definition });
const count = (definition: string): FieldDefinition => ({ unit: 'count', definition });
const kbps = (definition: string): FieldDefinition => ({ unit: 'kbit/s', definition });
const code = (definition: string): FieldDefinition => ({ unit: 'code', definition });
const text = (definition: string): FieldDefinition => ({ unit: 'text', definition });

/** As `metrics/catalog.ts` has it. */
function metric(name: string): FieldDefinition {
  const known = metricNamed(name);
  if (known === undefined) throw new Error(`No metric is called ${name}.`);
  return { unit: known.unit, definition: known.definition };
}

/** Of those who are in, second by second: over participants, since averages hide the worst. */
const quality = {
  rtt_ms: ms('Round trip of the selected candidate pair, the slowest of a participant’s connections.'),
  jitter_ms: ms('Jitter of received sound, the worst of a participant’s streams.'),
  loss_share: share('Of the packets to a participant, how many were lost in that second.'),
  received_kbps: kbps('Payload received; the browser’s bytes are recorded every 10 s, so it is the mean of those.'),
  sent_kbps: kbps('Payload sent, likewise.'),
  frames_per_second: {
    unit: '1/s',
    definition: 'Decoded frames of one remote picture; absent where no picture came.',
  },
} as const satisfies Readonly<Record<string, FieldDefinition>>;

const joinCounts = {
  joins_planned: count('Joins that the plan wanted.'),
  joins_usable: count('Joins that became usable.'),
  joins_within_target: count('Joins usable within the target.'),
  joins_never: count('Joins that the platform refused or that failed.'),
  joins_uncounted: count('Joins that were interrupted or that the generator broke.'),
} as const;

export const schema = {
  meet_join: {
    definition: 'one join, when it was usable, or ended without.',
    tags: [...one, 'visit'],
    fields: {
      join_time_ms: ms(`${metric('join_time_ms').definition} Here such a join has no join_time_ms, and joined = 0.`),
      join_time_without_lobby_ms: metric('join_time_without_lobby_ms'),
      join_press_to_media_ms: metric('join_press_to_media_ms'),
      joined: share(
        '1: it became usable, 0: it did not. Joins that were interrupted or that the generator broke have no point.',
      ),
      within_target: share('1: usable within the target, 0: not. First joins only.'),
    },
  },
  meet_phase: {
    definition: 'one phase of a join that became usable, at its end; they add up to its join_time_ms.',
    tags: [...one, 'visit', 'phase'],
    fields: { duration_ms: ms('How long it took: page, prejoin, lobby, admission or media.') },
  },
  meet_outcome: {
    definition: 'the end of one iteration.',
    tags: [...one, 'outcome', 'reason'],
    fields: { ended: count('1. `reason` is the refusal’s reason, the drop’s cause, or where it was stuck.') },
  },
  meet_drop: {
    definition: 'one drop, when it began.',
    tags: [...one, 'cause'],
    fields: {
      dropped: count('1.'),
      counted: share('1: the platform’s, in drop_rate. 0: beside it, the generator’s or the scenario’s own doing.'),
      in_meeting_ms: ms('From usable to the drop.'),
    },
  },
  meet_reconnect: {
    definition: 'one outage or loss of connection that is over, at its end.',
    tags: [...one, 'kind', 'cause', 'nth'],
    fields: {
      over: count('1. `kind` is media_gap, reconnect or connection_loss; `nth` counts those of a participant from 1.'),
      outage_ms: metric('outage_ms'),
      frame_outage_ms: metric('frame_outage_ms'),
    },
  },
  meet_media: {
    definition: 'one second of one participant’s media, while there is a connection.',
    tags: one,
    fields: { ...quality, freeze_ms: ms('By how much the time grew that pictures stood still.') },
  },
  meet_quality: {
    definition: 'one second of the media of all who are in. No panel computes percentiles over participants itself.',
    tags: groupTags,
    fields: {
      ...atPercentile('p50', 'half'),
      ...atPercentile('p95', '95 %'),
      frames_per_second_p5: {
        unit: '1/s',
        definition: 'frames_per_second: 5 % of the participants had as many or fewer.',
      },
    },
  },
  meet_state: {
    definition: 'one second, how many participants are in one state.',
    tags: [...groupTags, 'state'],
    fields: {
      participants: count('`state` is joining, lobby, in, reconnecting (ICE or signalling is down), left or failed.'),
    },
  },
  meet_progress: {
    definition:
      'one second: who is where, and how joins have gone until then. No panel computes percentiles over participants itself.',
    tags: classTags,
    fields: {
      joining: count('On their way.'),
      lobby: count('In the waiting room.'),
      in_meeting: count('In, and connected.'),
      reconnecting: count('In, while ICE or signalling is down.'),
      left: count('Gone as planned.'),
      failed: count('Gone otherwise.'),
      joins_usable: count('First joins of full participants that were usable by then.'),
      joins_never: count('Those that ended without, by then.'),
      usable_now: count('Those that became usable since the second before.'),
      never_now: count('Those that ended without since the second before.'),
      within_target_share: share(
        'Of those that are decided (iterations without a free VU too), how many were within the target.',
      ),
      join_time_p50_ms: ms('Half of those that are decided took as long or less; absent where it is not finite.'),
      join_time_p95_ms: ms('95 % took as long or less.'),
      target_ms: ms('Within which a join has to be usable.'),
    },
  },
  meet_network: {
    definition:
      'one network that was in force for one participant, when it ended: what was asked beside what was measured.',
    tags: [...one, 'effect'],
    fields: {
      in_effect: share(
        '1: it was in effect, 0: not. Absent: not observable. `effect` counts the networks of a participant.',
      ),
      for_ms: ms('How long it was in force.'),
      asked_rtt_ms: ms('Round trip that was asked for.'),
      rtt_min_ms: ms('The least round trip that any connection reported.'),
      asked_loss_share: share('Loss that was asked for.'),
      loss_down_share: share('Loss of sound to the participant.'),
      asked_down_kbps: kbps('Rate to the participant that was asked for.'),
      down_kbps_max: kbps('The most over 3 s.'),
      asked_up_kbps: kbps('Rate from the participant that was asked for.'),
      up_kbps_max: kbps('The most over 3 s.'),
    },
  },
  meet_generator: {
    definition: 'one second of the machine that makes the load.',
    tags: ['run_id', 'platform'],
    fields: {
      level: code('0: healthy, 1: strained, 2: saturated: joins that fall into such a second are spoiled.'),
      cpu_share: share('Of all cores that were busy.'),
      steal_share: share('Of all cores, what the hypervisor gave to other machines.'),
      throttled_share: share('Of all cores, what a quota withheld.'),
      browsers_share: share('Of all cores, what the browsers had.'),
      browsers_wait: share(
        'Seconds that browser threads with work waited for a processor, for each second they had one.',
      ),
      psi_cpu_share: share('Of the second in which some task waited for a processor.'),
      event_loop_delay_ms: ms('How late timers of the harness were.'),
      memory_available_bytes: count('Memory that could be used.'),
    },
  },
  meet_threshold: {
    definition: 'one threshold, at the end.',
    tags: ['run_id', 'platform', 'metric', 'threshold'],
    fields: {
      measured: code('In the metric’s unit; absent where it is not finite.'),
      result: code('0: pass, 1: fail, 2: inconclusive.'),
      joins: count('Samples that it rests on.'),
    },
  },
  meet_summary: {
    definition: 'one device class at the end, as summary.json has it; its `scenario` is `all` for all together.',
    tags: ['run_id', 'platform', 'run_name', 'scenario', 'device_class'],
    fields: {
      ...joinCounts,
      within_target_share: share('Of those planned and neither interrupted nor broken by the generator.'),
      within_target_share_low: share('The lower end of its interval.'),
      within_target_share_high: share('The upper end.'),
      join_time_p50_ms: ms('Half of the first joins took as long or less; absent where it is not finite.'),
      join_time_p90_ms: ms('90 %, likewise.'),
      join_time_p95_ms: ms('95 %, likewise.'),
      join_time_p99_ms: ms('99 %, likewise.'),
      join_press_to_media_p95_ms: ms('Of what a person waits after pressing Join, likewise.'),
      page_p50_ms: ms('Phase page, half of the joins that became usable.'),
      prejoin_p50_ms: ms('Phase prejoin, likewise.'),
      lobby_p50_ms: ms('Phase lobby, of those that had one.'),
      admission_p50_ms: ms('Phase admission, likewise.'),
      media_p50_ms: ms('Phase media, likewise.'),
      drops: count('Drops that count.'),
      drops_beside: count('Drops beside: the generator’s and the scenario’s own.'),
      drops_per_participant_hour: { unit: '1/h', definition: 'Drops that count, in an hour of one participant.' },
      media_gaps: count('Outages during which ICE and signalling stayed up.'),
      reconnects: count('Outages during which they did not.'),
      outages_injected: count('Of those two, the ones that the scenario made itself.'),
      outage_p95_ms: ms('95 % of the outages took as long or less.'),
      freeze_share: share('Of the time with pictures, in which they stood still.'),
      poor_quality_share: share('Of the time with packets, in which quality was poor.'),
    },
  },
  meet_worst: {
    definition:
      'one of the twenty that waited longest; `rank` 01 is the worst. Who never got in comes first, then who was dropped.',
    tags: [...one, 'rank'],
    fields: {
      joined: share('1: it became usable, 0: it did not.'),
      dropped: share('1: dropped by the platform, 0: not.'),
      join_time_ms: metric('join_time_ms'),
      waited_ms: ms('Its join, or how long it tried, and its outages that the scenario did not make.'),
      outages: count('Of those outages.'),
      outage_ms: ms('Their sum.'),
      freeze_share: share('Of the time with pictures, in which they stood still.'),
      poor_quality_share: share('Of the time with packets, in which quality was poor.'),
    },
  },
  meet_event: {
    definition: 'one thing that happened to one participant; of several in a millisecond, each is a millisecond later.',
    tags: one,
    fields: { text: text('What happened.') },
  },
  meet_run: {
    definition:
      'the start and the end of a run, and what is worth a mark on its curves. Trends over many runs read nothing else.',
    tags: ['run_id', 'platform', 'run_name', 'event'],
    fields: {
      text: text('A sentence, for annotations. `event` is start, end, injected (the scenario’s doing) or failed.'),
      concerned: count('Participants that an injected or failed concerns.'),
      target_ms: ms('Within which a join has to be usable.'),
      verdict: code('0: pass, 1: fail, 2: inconclusive, 3: invalid. At the end only, as all below.'),
      verdict_text: text('The sentence of the verdict, and its reasons.'),
      range_from: text('Where a link to a dashboard begins: epoch ms, as text, since Grafana formats numbers.'),
      range_to: text('Where it ends.'),
      duration_ms: ms('Of the run.'),
      ...joinCounts,
      within_target_share: share('Of those planned and neither interrupted nor broken by the generator.'),
      within_target_share_mobile: share('Of phones.'),
      within_target_share_desktop: share('Of desktops.'),
      join_time_p50_ms: ms('Half of the first joins took as long or less; absent where it is not finite.'),
      join_time_p95_ms: ms('95 % of the first joins took as long or less.'),
      join_time_p95_mobile_ms: ms('Of phones.'),
      join_time_p95_desktop_ms: ms('Of desktops.'),
      drops: count('Drops that count.'),
      outages: count('Outages that are over, and were not made by the scenario.'),
      saturated_share: share('Of the seconds with participants, in which the generator was saturated.'),
    },
  },
} as const satisfies Readonly<Record<string, MeasurementDefinition>>;

export type MeasurementName = keyof typeof schema;
export type FieldOf<M extends MeasurementName> = keyof (typeof schema)[M]['fields'] & string;
export type TagOf<M extends MeasurementName> = (typeof schema)[M]['tags'][number];

function atPercentile<P extends 'p50' | 'p95'>(
  name: P,
  words: string,
): Readonly<Record<`${keyof typeof quality}_${P}`, FieldDefinition>> {
  return Object.fromEntries(
    Object.entries(quality).map(([field, { unit }]) => [
      `${field}_${name}`,
      { unit, definition: `${field}: ${words} of the participants had as much or less.` },
    ]),
  ) as Record<`${keyof typeof quality}_${P}`, FieldDefinition>;
}
