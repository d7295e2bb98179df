/** *Live run*: who is where, do they get in in time, what goes wrong, and is this run going to count? */
import { above, influxql, is, last, mean, raw } from './influxql.js';
import { dashboardOf, marks, type ClassicDashboard } from './layout.js';
import { linksOfRun } from './links.js';
import { jitter, level, loss, pictures, processor, roundTrip, waiting } from './live-health.js';
import { failures, groupsNow, injected, networks } from './live-tables.js';
import { curves, stat } from './panels.js';
import { runsTable } from './runs-table.js';
import { datasourceVariable, deviceClassVariable, rangeVariables, runVariable } from './variables.js';
import { levelWords } from './words.js';

const run = is('$run_id');
const progressOf = { run_id: run, device_class: is('$device_class') };
const every = '$__interval';

export function liveDashboard(): ClassicDashboard {
  return dashboardOf({
    name: 'live',
    description:
      'A run while it goes on, second by second: who is where, who gets in in time, what fails, and whether it will count.',
    from: 'now-15m',
    refresh: '5s',
    variables: [datasourceVariable(), runVariable(), deviceClassVariable({ everybody: true }), ...rangeVariables()],
    annotations: [
      mark('Begin', 'blue', 'start'),
      mark('End', 'blue', 'end'),
      mark('Injected', 'orange', 'injected'),
      mark('Failed', 'red', 'failed'),
      // When it began, which a page may say long before it is given up and told as failed.
      marks(
        'Dropped',
        'dark-red',
        influxql({
          from: 'meet_drop',
          select: [raw('cause'), raw('counted')],
          where: { run_id: run, counted: above(0) },
          time: 'range',
        }),
        'cause',
      ),
    ],
    links: linksOfRun('live'),
    rows: [
      [4, ...numbers],
      [8, [12, whoIsWhere], [12, joinTime]],
      [8, [7, joinsPerSecond], [7, withinTarget], [10, failures]],
      [7, [6, roundTrip], [6, loss], [6, jitter], [6, pictures]],
      [7, [8, processor], [8, waiting], [8, level]],
      [6, [14, networks], [10, injected]],
      [7, [8, groupsNow], [16, runsTable()]],
    ],
  });
}

function mark(name: string, color: string, event: string) {
  return marks(
    name,
    color,
    influxql({ from: 'meet_run', select: [raw('text')], where: { run_id: run, event: is(event) }, time: 'range' }),
  );
}

const numbers = [
  [
    4,
    stat({
      title: 'Generator',
      description:
        'The machine that makes the load, in its last second. Joins that fall into saturated seconds are spoiled, and too many of them make the run invalid, whatever its numbers say.',
      unit: 'none',
      words: levelWords,
      query: influxql({ from: 'meet_generator', select: [last('level')], where: { run_id: run } }),
    }),
  ],
  [
    4,
    stat({
      title: 'In the meeting',
      description: 'Participants who are in and connected, of all roles.',
      unit: 'short',
      query: influxql({ from: 'meet_progress', select: [last('in_meeting')], where: progressOf }),
    }),
  ],
  [
    4,
    stat({
      title: 'Joins so far',
      description: 'First joins of full participants that became usable.',
      unit: 'short',
      query: influxql({ from: 'meet_progress', select: [last('joins_usable')], where: progressOf }),
    }),
  ],
  [
    4,
    stat({
      title: 'Within the target',
      description:
        'Share of the joins decided so far (those that failed too, and iterations without a free VU) that were usable within the target. No verdict: that comes at the end.',
      unit: 'percentunit',
      query: influxql({ from: 'meet_progress', select: [last('within_target_share')], where: progressOf }),
    }),
  ],
  [
    4,
    stat({
      title: 'p95 join time',
      description:
        '95 % of the joins decided so far took as long or less; joins that never became usable count as endless. Coloured at 8 s.',
      unit: 'ms',
      target: true,
      noValue: '> timeout',
      // last() would find one of before a join failed: the newest row is wanted, with its p95 or without (the target is in all).
      only: 'p95',
      query: influxql({
        from: 'meet_progress',
        select: [raw('join_time_p95_ms', 'p95'), raw('target_ms')],
        where: progressOf,
        newestFirst: true,
        limit: 1,
      }),
    }),
  ],
  [
    4,
    stat({
      title: 'Gone badly',
      description:
        'Participants who are gone otherwise than planned: refused, timed out, dropped, interrupted and the like.',
      unit: 'short',
      redFrom: 1,
      query: influxql({ from: 'meet_progress', select: [last('failed')], where: progressOf }),
    }),
  ],
] as const;

const whoIsWhere = curves({
  title: 'Who is where',
  description:
    'Participants by what they are doing, all roles: on their way, in the waiting room, in, in with ICE or signalling down, gone as planned, gone otherwise.',
  unit: 'short',
  style: 'stacked',
  colors: {
    in: 'green',
    joining: 'blue',
    'waiting room': 'purple',
    reconnecting: 'orange',
    left: '#888888',
    failed: 'red',
  },
  queries: [
    influxql({
      from: 'meet_progress',
      select: [
        mean('in_meeting', 'in'),
        mean('joining'),
        mean('lobby', 'waiting room'),
        mean('reconnecting'),
        mean('left'),
        mean('failed'),
      ],
      where: progressOf,
      every,
    }),
  ],
});

const joinTime = curves({
  title: 'Join time against the target',
  description:
    'From opening the link to usable media: percentiles of the joins decided until then, as they are stored each second. A curve that ends leans on joins that never became usable. Dashed: the run’s own target.',
  unit: 'ms',
  target: 'target',
  queries: [
    influxql({
      from: 'meet_progress',
      select: [last('join_time_p50_ms', 'p50'), last('join_time_p95_ms', 'p95'), last('target_ms', 'target')],
      where: progressOf,
      every,
    }),
  ],
});

const joinsPerSecond = curves({
  title: 'Joins a second',
  description:
    'First joins of full participants that became usable, and that ended without, each second; the mean where the time range is long.',
  unit: 'cps',
  style: 'bars',
  colors: { usable: 'green', 'never usable': 'red' },
  queries: [
    influxql({
      from: 'meet_progress',
      select: [mean('usable_now', 'usable'), mean('never_now', 'never usable')],
      where: progressOf,
      every,
    }),
  ],
});

const withinTarget = curves({
  title: 'Share within the target, by device',
  description:
    'Of the joins decided until then, how many were usable within the target: phones, desktops, and all together.',
  unit: 'percentunit',
  max: 1,
  legend: '$tag_device_class',
  queries: [
    influxql({
      from: 'meet_progress',
      select: [last('within_target_share')],
      where: { run_id: run },
      by: ['device_class'],
      every,
    }),
  ],
});
