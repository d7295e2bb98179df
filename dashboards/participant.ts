/** *Participant*: one participant's life: how it got in, its media, its network, and what happened to it. */
import { influxql, is, last, max, mean, raw, sum } from './influxql.js';
import { dashboardOf, marks, type ClassicDashboard } from './layout.js';
import { linksOfRun } from './links.js';
import { bars, curves, stat } from './panels.js';
import { table } from './table.js';
import { datasourceVariable, participantVariable, rangeVariables, runVariable } from './variables.js';
import { yesNoWords } from './words.js';

const who = { run_id: is('$run_id'), participant: is('$participant') };
const every = '$__interval';

export function participantDashboard(): ClassicDashboard {
  return dashboardOf({
    name: 'participant',
    description:
      'One participant of one run: phases of its join, media second by second, networks, outages, and everything that happened to it.',
    from: 'now-1h',
    variables: [datasourceVariable(), runVariable(), participantVariable(), ...rangeVariables()],
    annotations: [
      marks('Events', 'blue', influxql({ from: 'meet_event', select: [raw('text')], where: who, time: 'range' })),
      marks(
        'Dropped',
        'red',
        influxql({
          from: 'meet_drop',
          select: [raw('cause'), raw('in_meeting_ms'), raw('counted')],
          where: who,
          time: 'range',
        }),
        'cause',
      ),
    ],
    links: linksOfRun('participant'),
    rows: [
      [5, [5, joinTime], [19, joins]],
      [8, [12, phases], [12, events]],
      [7, [8, roundTrip], [8, loss], [8, jitter]],
      [7, [8, rate], [8, pictures], [8, frozen]],
      [6, [9, outages], [15, networks]],
      [4, [24, outcome]],
    ],
  });
}

const joinTime = stat({
  title: 'Join time',
  description: 'From opening the link to usable media, of its last join. Coloured at 8 s.',
  unit: 'ms',
  target: true,
  noValue: 'never usable',
  query: influxql({ from: 'meet_join', select: [last('join_time_ms')], where: who }),
});

const joins = table({
  title: 'Joins',
  description:
    'Each join: when it was usable or ended without, and how long it took, without the waiting room and from pressing Join.',
  unit: 'ms',
  time: true,
  query: influxql({
    from: 'meet_join',
    select: [
      ...[raw('visit'), raw('scenario'), raw('device_class'), raw('network'), raw('joined'), raw('join_time_ms')],
      ...[raw('join_time_without_lobby_ms'), raw('join_press_to_media_ms')],
    ],
    where: who,
  }),
  columns: [
    { name: 'visit', label: 'Visit' },
    { name: 'scenario', label: 'Scenario' },
    { name: 'device_class', label: 'Device' },
    { name: 'network', label: 'Network' },
    { name: 'joined', label: 'Got in', words: yesNoWords },
    { name: 'join_time_ms', label: 'Join time', unit: 'ms', target: true },
    { name: 'join_time_without_lobby_ms', label: 'without waiting room', unit: 'ms' },
    { name: 'join_press_to_media_ms', label: 'from Join', unit: 'ms' },
  ],
});

const phases = bars({
  title: 'Phases of its joins',
  description:
    'In the order in which they ended: loading the page, before Join, waiting room, admission, first media. They add up to the join time. Empty where it never became usable.',
  unit: 'ms',
  by: 'phase',
  query: influxql({ from: 'meet_phase', select: [raw('phase'), raw('duration_ms', 'took')], where: who }),
});

const events = table({
  title: 'What happened',
  description: 'Moments of its join, states of page and connections, what the scenario did, and how it ended.',
  unit: 'none',
  time: true,
  wrap: true,
  query: influxql({ from: 'meet_event', select: [raw('text')], where: who, limit: 500 }),
  columns: [{ name: 'text', label: 'What' }],
});

const roundTrip = curves({
  title: 'Round trip',
  description: 'Of the selected candidate pair, the slowest of its connections.',
  unit: 'ms',
  queries: [influxql({ from: 'meet_media', select: [max('rtt_ms', 'round trip')], where: who, every })],
});

const loss = curves({
  title: 'Packets lost',
  description: 'Of the packets to it, how many were lost in that second.',
  unit: 'percentunit',
  queries: [influxql({ from: 'meet_media', select: [max('loss_share', 'lost')], where: who, every })],
});

const jitter = curves({
  title: 'Jitter of sound',
  description: 'Of received sound, the worst of its streams. Above 30 ms it is called poor.',
  unit: 'ms',
  queries: [influxql({ from: 'meet_media', select: [max('jitter_ms', 'jitter')], where: who, every })],
});

const rate = curves({
  title: 'Received and sent',
  description: 'Payload; the browser’s bytes are recorded every 10 s, so it is the mean of those.',
  unit: 'Kbits',
  queries: [
    influxql({
      from: 'meet_media',
      select: [mean('received_kbps', 'received'), mean('sent_kbps', 'sent')],
      where: who,
      every,
    }),
  ],
});

const pictures = curves({
  title: 'Frames a second',
  description: 'Decoded frames of one remote picture; absent where no picture came.',
  unit: 'fps',
  queries: [influxql({ from: 'meet_media', select: [mean('frames_per_second', 'frames')], where: who, every })],
});

const frozen = curves({
  title: 'Frozen',
  description: 'By how much the time grew that pictures stood still, over all its remote pictures.',
  unit: 'ms',
  style: 'bars',
  queries: [influxql({ from: 'meet_media', select: [sum('freeze_ms', 'frozen')], where: who, every })],
});

const outages = table({
  title: 'Outages and losses of connection',
  description:
    'Each that is over, at its end: a media gap (the connection stood), a reconnect, or a connection loss without an outage; made by the scenario (injected) or not. Empty where there was none.',
  unit: 'ms',
  time: true,
  query: influxql({
    from: 'meet_reconnect',
    select: [raw('kind'), raw('cause'), raw('outage_ms'), raw('frame_outage_ms'), raw('over')],
    where: who,
  }),
  columns: [
    { name: 'kind', label: 'Kind' },
    { name: 'cause', label: 'Cause' },
    { name: 'outage_ms', label: 'No packets for', unit: 'ms' },
    { name: 'frame_outage_ms', label: 'no picture for', unit: 'ms' },
  ],
  hidden: ['over'],
});

const networks = table({
  title: 'Networks, asked and measured',
  description: 'Each network that was in force for it, at its end. Empty where no network was asked for.',
  unit: 'none',
  time: true,
  query: influxql({
    from: 'meet_network',
    select: [
      ...[
        raw('network'),
        raw('in_effect'),
        raw('for_ms'),
        raw('asked_rtt_ms'),
        raw('rtt_min_ms'),
        raw('asked_loss_share'),
        raw('loss_down_share'),
      ],
      ...[raw('asked_down_kbps'), raw('down_kbps_max')],
    ],
    where: who,
  }),
  columns: [
    { name: 'network', label: 'Network' },
    { name: 'in_effect', label: 'In effect', words: yesNoWords },
    { name: 'for_ms', label: 'For', unit: 'ms' },
    { name: 'asked_rtt_ms', label: 'Round trip asked', unit: 'ms' },
    { name: 'rtt_min_ms', label: 'least measured', unit: 'ms' },
    { name: 'asked_loss_share', label: 'Loss asked', unit: 'percentunit' },
    { name: 'loss_down_share', label: 'measured', unit: 'percentunit' },
    { name: 'asked_down_kbps', label: 'Rate asked', unit: 'Kbits' },
    { name: 'down_kbps_max', label: 'most measured', unit: 'Kbits' },
  ],
});

const outcome = table({
  title: 'How it ended',
  description: 'Each of its iterations, and why. Nothing while it goes on.',
  unit: 'none',
  time: true,
  query: influxql({ from: 'meet_outcome', select: [raw('outcome'), raw('reason'), raw('ended')], where: who }),
  columns: [
    { name: 'outcome', label: 'Outcome' },
    { name: 'reason', label: 'Why' },
  ],
  hidden: ['ended'],
});
