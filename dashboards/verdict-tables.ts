/** *Verdict*, its tables. */
import { influxql, is, raw, sum } from './influxql.js';
import { participantLinks } from './links.js';
import { table } from './table.js';
import { droppedWords, resultWords, yesNoWords } from './words.js';

const run = is('$run_id');
const allScenarios = { run_id: run, scenario: is('all') };

export const thresholds = table({
  title: 'Thresholds',
  description:
    'What the scenario demands, what was measured, in the metric’s unit (ms, shares 0–1, counts), and what came of it. A measured value is absent where it is not finite.',
  unit: 'none',
  noValue: 'not finite',
  query: influxql({
    from: 'meet_threshold',
    select: [raw('metric'), raw('threshold'), raw('measured'), raw('joins'), raw('result')],
    where: { run_id: run },
  }),
  columns: [
    { name: 'metric', label: 'Metric' },
    { name: 'threshold', label: 'Threshold', width: 110 },
    { name: 'measured', label: 'Measured', width: 100 },
    { name: 'joins', label: 'Samples', width: 80 },
    { name: 'result', label: 'Result', words: resultWords, width: 110 },
  ],
});

export const outcomes = table({
  title: 'How participants ended',
  description:
    'Every iteration ends in exactly one way. Why: the refusal’s reason, the drop’s cause, or where it was stuck.',
  unit: 'short',
  query: influxql({
    from: 'meet_outcome',
    select: [sum('ended')],
    where: { run_id: run },
    by: ['device_class', 'outcome', 'reason'],
  }),
  columns: [
    { name: 'device_class', label: 'Device', width: 80 },
    { name: 'outcome', label: 'Outcome' },
    { name: 'reason', label: 'Why' },
    { name: 'ended', label: 'Participants', width: 100 },
  ],
});

export const byDevice = table({
  title: 'Joins by device',
  description:
    'Phones and desktops are judged apart. The share within the target has its interval: what the true share may be, with so many joins. A percentile that is absent leans on joins that never became usable (> timeout).',
  unit: 'short',
  noValue: '> timeout',
  query: influxql({
    from: 'meet_summary',
    select: [
      ...[
        raw('device_class'),
        raw('joins_planned'),
        raw('joins_usable'),
        raw('joins_within_target'),
        raw('joins_never'),
      ],
      ...[raw('within_target_share'), raw('within_target_share_low'), raw('within_target_share_high')],
      ...[raw('join_time_p50_ms'), raw('join_time_p90_ms'), raw('join_time_p95_ms'), raw('join_time_p99_ms')],
      raw('join_press_to_media_p95_ms'),
    ],
    where: allScenarios,
  }),
  columns: [
    { name: 'device_class', label: 'Device' },
    { name: 'joins_planned', label: 'Planned' },
    { name: 'joins_usable', label: 'Usable' },
    { name: 'joins_within_target', label: 'In time' },
    { name: 'joins_never', label: 'Never' },
    { name: 'within_target_share', label: 'Within target', unit: 'percentunit' },
    { name: 'within_target_share_low', label: 'at least', unit: 'percentunit' },
    { name: 'within_target_share_high', label: 'at most', unit: 'percentunit' },
    { name: 'join_time_p50_ms', label: 'p50', unit: 'ms', target: true },
    { name: 'join_time_p90_ms', label: 'p90', unit: 'ms', target: true },
    { name: 'join_time_p95_ms', label: 'p95', unit: 'ms', target: true },
    { name: 'join_time_p99_ms', label: 'p99', unit: 'ms', target: true },
    { name: 'join_press_to_media_p95_ms', label: 'p95 from Join', unit: 'ms' },
  ],
});

export const staying = table({
  title: 'Staying in, by device',
  description:
    'Drops that count and those beside (the generator’s and the scenario’s own), outages during which the connection stood or did not, freezes, and seconds of poor quality.',
  unit: 'short',
  query: influxql({
    from: 'meet_summary',
    select: [
      ...[raw('device_class'), raw('drops'), raw('drops_beside'), raw('drops_per_participant_hour'), raw('media_gaps')],
      ...[
        raw('reconnects'),
        raw('outages_injected'),
        raw('outage_p95_ms'),
        raw('freeze_share'),
        raw('poor_quality_share'),
      ],
    ],
    where: allScenarios,
  }),
  columns: [
    { name: 'device_class', label: 'Device' },
    { name: 'drops', label: 'Drops' },
    { name: 'drops_beside', label: 'beside' },
    { name: 'drops_per_participant_hour', label: 'per hour and person' },
    { name: 'media_gaps', label: 'Media gaps' },
    { name: 'reconnects', label: 'Reconnects' },
    { name: 'outages_injected', label: 'of those ours' },
    { name: 'outage_p95_ms', label: 'p95 outage', unit: 'ms' },
    { name: 'freeze_share', label: 'Frozen', unit: 'percentunit' },
    { name: 'poor_quality_share', label: 'Poor', unit: 'percentunit' },
  ],
});

export const worst = table({
  title: 'Who waited longest',
  description:
    'The twenty worst: who never got in, who was dropped, then who waited longest to get in and to get back in. A click shows that participant’s life.',
  unit: 'short',
  sortBy: '#',
  query: influxql({
    from: 'meet_worst',
    select: [
      ...[
        raw('rank'),
        raw('participant'),
        raw('scenario'),
        raw('device_class'),
        raw('network'),
        raw('joined'),
        raw('dropped'),
      ],
      ...[
        raw('join_time_ms'),
        raw('waited_ms'),
        raw('outages'),
        raw('outage_ms'),
        raw('freeze_share'),
        raw('poor_quality_share'),
      ],
    ],
    where: { run_id: run },
  }),
  columns: [
    { name: 'rank', label: '#', width: 50 },
    { name: 'participant', label: 'Participant', width: 100, links: participantLinks() },
    { name: 'scenario', label: 'Scenario' },
    { name: 'device_class', label: 'Device' },
    { name: 'network', label: 'Network' },
    { name: 'joined', label: 'Got in', words: yesNoWords },
    { name: 'dropped', label: 'Dropped', words: droppedWords },
    { name: 'join_time_ms', label: 'Join time', unit: 'ms', target: true },
    { name: 'waited_ms', label: 'Waited', unit: 'ms' },
    { name: 'outages', label: 'Outages' },
    { name: 'outage_ms', label: 'their sum', unit: 'ms' },
    { name: 'freeze_share', label: 'Frozen', unit: 'percentunit' },
    { name: 'poor_quality_share', label: 'Poor', unit: 'percentunit' },
  ],
});
