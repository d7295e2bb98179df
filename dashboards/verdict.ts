/**
 * *Verdict*: the page of one run for whoever decides. Everything on it was computed when the run ended and is stored: no panel
 * computes it again, and none depends on the time range.
 */
import { influxql, is, last, raw } from './influxql.js';
import { dashboardOf, type ClassicDashboard } from './layout.js';
import { linksOfRun } from './links.js';
import { bars, histogram, stat, type Unit } from './panels.js';
import { table } from './table.js';
import { datasourceVariable, rangeVariables, runVariable } from './variables.js';
import { byDevice, outcomes, staying, thresholds, worst } from './verdict-tables.js';
import { verdictWords } from './words.js';
import type { FieldOf } from '../src/sinks/influxdb/schema.js';

const run = is('$run_id');
const ended = { run_id: run, event: is('end') };
const allScenarios = { run_id: run, scenario: is('all') };

export function verdictDashboard(): ClassicDashboard {
  return dashboardOf({
    name: 'verdict',
    description: 'One run for whoever decides: do people get in within 8 s, and stay in? As computed when it ended.',
    from: 'now-30d',
    timeless: true,
    variables: [datasourceVariable(), runVariable(), ...rangeVariables()],
    links: linksOfRun('verdict'),
    rows: [
      [5, [5, verdict], [19, sentence]],
      [4, ...numbers],
      [6, [13, thresholds], [11, outcomes]],
      [4, [24, byDevice]],
      [8, [12, distribution], [12, phases]],
      [4, [24, staying]],
      [10, [24, worst]],
    ],
  });
}

const verdict = stat({
  title: 'Verdict',
  description:
    'pass: all thresholds hold. fail: one is broken. inconclusive: too few joins to tell. invalid: the generator was the bottleneck or a network was not in effect, and the numbers say nothing about the platform.',
  unit: 'none',
  words: verdictWords,
  noValue: 'not over yet',
  query: influxql({ from: 'meet_run', select: [last('verdict')], where: ended }),
});

const sentence = table({
  title: 'In words',
  description: 'The sentence of the summary, and its reasons.',
  unit: 'none',
  wrap: true,
  query: influxql({
    from: 'meet_run',
    select: [raw('run_name'), raw('platform'), raw('verdict_text'), raw('duration_ms')],
    where: ended,
  }),
  columns: [
    { name: 'run_name', label: 'Scenario', width: 130 },
    { name: 'platform', label: 'Platform', width: 110 },
    { name: 'verdict_text', label: 'What was found' },
    { name: 'duration_ms', label: 'Took', unit: 'ms', width: 90 },
  ],
});

function total(
  title: string,
  field: FieldOf<'meet_run'>,
  unit: Unit,
  description: string,
  more: { target?: boolean; redFrom?: number } = {},
) {
  const query = influxql({ from: 'meet_run', select: [last(field)], where: ended });
  const noValue = field.startsWith('join_time') ? { noValue: '> timeout' } : {};
  return [4, stat({ title, description, unit, query, ...noValue, ...more })] as const;
}

const numbers = [
  total(
    'Within the target',
    'within_target_share',
    'percentunit',
    'Joins usable within the target, of all that were planned and neither interrupted nor broken by the generator.',
  ),
  total(
    'p95 join time',
    'join_time_p95_ms',
    'ms',
    '95 % of the first joins took as long or less; one that never became usable counts as endless. Coloured at 8 s.',
    { target: true },
  ),
  total('Planned', 'joins_planned', 'short', 'Joins that the plan wanted, those for which no VU was free among them.'),
  total('Usable', 'joins_usable', 'short', 'First joins that became usable, in time or not.'),
  total('Drops', 'drops', 'short', 'Who left without having been asked to, by the platform’s doing.', { redFrom: 1 }),
  total(
    'Saturated',
    'saturated_share',
    'percentunit',
    'Of the seconds with participants, in which the machine that makes the load was saturated: how far these numbers can be trusted.',
  ),
];

const distribution = histogram({
  title: 'Join times',
  description:
    'How many first joins took how long, in steps of half a second. Those that never became usable have no join time and are not in it.',
  unit: 'ms',
  bucket: 500,
  queries: [
    influxql({
      from: 'meet_join',
      select: [raw('join_time_ms', 'joins')],
      where: { run_id: run, visit: is('first'), role: is('full') },
    }),
  ],
});

const phases = bars({
  title: 'Where the time goes, by device',
  description:
    'Half of the joins that became usable spent as much or less in each phase: loading the page, before Join, waiting room, being let in, first media. Medians do not add up to the median join.',
  unit: 'ms',
  by: 'device_class',
  stacked: true,
  query: influxql({
    from: 'meet_summary',
    select: [
      raw('device_class'),
      raw('page_p50_ms', 'page'),
      raw('prejoin_p50_ms', 'before Join'),
      raw('lobby_p50_ms', 'waiting room'),
      raw('admission_p50_ms', 'admission'),
      raw('media_p50_ms', 'media'),
    ],
    where: allScenarios,
  }),
});
