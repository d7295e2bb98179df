/** *Trend*: the same scenario night after night. It reads `meet_run` alone: per-participant series may be dropped any time. */
import { above, grown, influxql, is, oneOf, raw } from './influxql.js';
import { dashboardOf, marks, type ClassicDashboard } from './layout.js';
import { linksOfMany } from './links.js';
import { curves, levels, type AnyPanel, type Unit } from './panels.js';
import { runsTable } from './runs-table.js';
import { datasourceVariable, platformVariable, regressionVariable, runNameVariable } from './variables.js';
import { verdictWords } from './words.js';
import type { FieldOf } from '../src/sinks/influxdb/schema.js';

const ends = { run_name: is('$run_name'), platform: oneOf('$platform'), event: is('end') };

export function trendDashboard(): ClassicDashboard {
  return dashboardOf({
    name: 'trend',
    description: 'One scenario over weeks: verdict, join times and drops of each run, and when it became worse.',
    from: 'now-30d',
    variables: [datasourceVariable(), runNameVariable(), platformVariable(), regressionVariable()],
    annotations: [
      marks(
        'Not passed',
        'red',
        influxql({ from: 'meet_run', select: [raw('text')], where: { ...ends, verdict: above(0) }, time: 'range' }),
      ),
      marks(
        'Regression: p95 grew by ms',
        'purple',
        grown('join_time_p95_ms', '$regression_ms', { from: 'meet_run', where: ends, time: 'range' }),
        'growth',
      ),
    ],
    links: linksOfMany('trend'),
    rows: [
      [5, [24, verdicts]],
      [9, [12, joinTime], [12, byDevice]],
      [8, [8, withinTarget], [8, staying], [8, joins]],
      [6, [24, saturated]],
      [10, [24, runsTable('of the range')]],
    ],
  });
}

const verdicts = levels({
  title: 'Verdict of each run',
  description: 'From one run to the next: pass, fail, inconclusive or invalid.',
  unit: 'none',
  words: verdictWords,
  query: influxql({ from: 'meet_run', select: [raw('verdict')], where: ends, time: 'range' }),
});

function perRun(wishes: {
  readonly title: string;
  readonly description: string;
  readonly unit: Unit;
  readonly fields: Readonly<Partial<Record<FieldOf<'meet_run'>, string>>>;
  readonly target?: string;
  readonly max?: number;
  readonly style?: 'points' | 'bars';
}): AnyPanel {
  const { fields, style = 'points', ...more } = wishes;
  const select = Object.entries(fields).map(([field, name]) => raw(field as FieldOf<'meet_run'>, name));
  return curves({ ...more, style, queries: [influxql({ from: 'meet_run', select, where: ends, time: 'range' })] });
}

const joinTime = perRun({
  title: 'Join time of each run',
  description:
    'Percentiles of the first joins, all devices. A point that is missing leans on joins that never became usable. Dashed: the run’s own target. Marks: runs that did not pass, and p95 that grew.',
  unit: 'ms',
  target: 'target',
  fields: { join_time_p50_ms: 'p50', join_time_p95_ms: 'p95', target_ms: 'target' },
});

const byDevice = perRun({
  title: 'p95 join time, phones and desktops',
  description: '95 % of the first joins of each kind of device took as long or less.',
  unit: 'ms',
  target: 'target',
  fields: { join_time_p95_mobile_ms: 'phones', join_time_p95_desktop_ms: 'desktops', target_ms: 'target' },
});

const withinTarget = perRun({
  title: 'Share within the target',
  description: 'Joins usable within the target, of those that count.',
  unit: 'percentunit',
  max: 1,
  fields: { within_target_share_mobile: 'phones', within_target_share_desktop: 'desktops', within_target_share: 'all' },
});

const staying = perRun({
  title: 'Drops and outages',
  description: 'Drops that count, and outages that the scenario did not make itself.',
  unit: 'short',
  style: 'bars',
  fields: { drops: 'drops', outages: 'outages' },
});

const joins = perRun({
  title: 'Joins',
  description: 'Planned, usable, never usable, and not counted (interrupted, or broken by the generator).',
  unit: 'short',
  fields: {
    joins_planned: 'planned',
    joins_usable: 'usable',
    joins_never: 'never usable',
    joins_uncounted: 'not counted',
  },
});

const saturated = perRun({
  title: 'Generator saturated',
  description:
    'Of the seconds with participants, in which the machine that makes the load was saturated: a night on which it was is no regression of the platform.',
  unit: 'percentunit',
  max: 1,
  style: 'bars',
  fields: { saturated_share: 'saturated' },
});
