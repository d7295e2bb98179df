/**
 * What a run is in InfluxDB: the one table of measurements, with their tags and fields. `points.ts` fills it,
 * `rollcall metrics --influx` prints it, dashboards ask for what it names.
 *
 * - Tags are constant for each measurement: where something has no value it is `none`, since a series with a tag and one without it are
 *   two. Every field is a float (`text` alone is not: annotations are for people), and no field has a tag's name.
 * - No two points have the same series and time: what several may have at the same moment is told apart by `participant` (`p0001` …, the
 *   VU, numbered anew in every run), `phase`, `nth` or `effect`. So a point that is written twice is written once.
 * - None of the names are k6's, which may write into the same database.
 */
import { metricNamed } from '../../metrics/catalog.js';

export interface FieldDefinition {
  readonly unit: 'ms' | 'share' | 'count' | 'kbit/s' | '1/s' | 'code' | 'hours' | 'cores' | 'text';
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

const ms = (definition: string): FieldDefinition => ({ unit: 'ms', definition });
const share = (definition: string): FieldDefinition => ({ unit: 'share', definition });
const count = (definition: string): FieldDefinition => ({ unit: 'count', definition });
const kbps = (definition: string): FieldDefinition => ({ unit: 'kbit/s', definition });
const code = (definition: string): FieldDefinition => ({ unit: 'code', definition });

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
    definition: 'one phase of a join that became usable; they add up to its join_time_ms.',
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
      participants: count(
        '`state` is waiting (to be started), joining, lobby, in, reconnecting (ICE or signalling is down), left or failed.',
      ),
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
  meet_run: {
    definition: 'the start and the end of a run. Trends over many runs read nothing else.',
    tags: ['run_id', 'platform', 'run_name', 'event'],
    fields: {
      text: { unit: 'text', definition: 'A sentence, for annotations.' },
      target_ms: ms('Within which a join has to be usable.'),
      verdict: code('0: pass, 1: fail, 2: inconclusive, 3: invalid. At the end only, as all below.'),
      duration_ms: ms('Of the run.'),
      joins_planned: count('Joins that the plan wanted.'),
      joins_usable: count('Joins that became usable.'),
      joins_within_target: count('Joins usable within the target.'),
      within_target_share: share('Of those planned and neither interrupted nor broken by the generator.'),
      join_time_p50_ms: ms('Half of the first joins took as long or less; absent where it is not finite.'),
      join_time_p95_ms: ms('95 % of the first joins took as long or less.'),
      drops: count('Drops that count.'),
      outages: count('Outages that are over, and were not made by the scenario.'),
      saturated_share: share('Of the seconds with participants, in which the generator was saturated.'),
    },
  },
} as const satisfies Readonly<Record<string, MeasurementDefinition>>;

export type MeasurementName = keyof typeof schema;

function atPercentile(name: 'p50' | 'p95', words: string): Readonly<Record<string, FieldDefinition>> {
  return Object.fromEntries(
    Object.entries(quality).map(([field, { unit }]) => [
      `${field}_${name}`,
      { unit, definition: `${field}: ${words} of the participants had as much or less.` },
    ]),
  );
}
