/** *Compare*: two or more runs side by side, of one platform or of several, from what was stored when each ended. */
import { count, influxql, is, max, min, oneOf, raw, sum } from './influxql.js';
import { dashboardOf, type ClassicDashboard } from './layout.js';
import { linksOfMany } from './links.js';
import { bars } from './panels.js';
import { runsTable } from './runs-table.js';
import { table } from './table.js';
import { datasourceVariable, deviceClassVariable, runVariable } from './variables.js';
import { resultWords } from './words.js';

const runs = oneOf('$run_id');
const ofClass = { run_id: runs, scenario: is('all'), device_class: is('$device_class') };

export function compareDashboard(): ClassicDashboard {
  return dashboardOf({
    name: 'compare',
    description: 'Runs side by side: before and after, or one platform against the other. Choose them above.',
    from: 'now-30d',
    timeless: true,
    variables: [datasourceVariable(), runVariable({ multi: true }), deviceClassVariable({ everybody: false })],
    links: linksOfMany('compare'),
    rows: [
      [5, [24, runsTable('chosen')]],
      [8, [12, joinTimes], [12, withinTarget]],
      [8, [12, phases], [12, staying]],
      [6, [10, quality], [14, platforms]],
      [8, [24, thresholds]],
    ],
  });
}

const joinTimes = bars({
  title: 'Join time',
  description:
    'Percentiles of the first joins on the chosen devices. A bar that is not there is a percentile that leans on joins that never became usable (> timeout). Dashed: 8 s.',
  unit: 'ms',
  by: 'run_id',
  target: true,
  query: influxql({
    from: 'meet_summary',
    select: [
      raw('run_id'),
      raw('join_time_p50_ms', 'p50'),
      raw('join_time_p90_ms', 'p90'),
      raw('join_time_p95_ms', 'p95'),
      raw('join_time_p99_ms', 'p99'),
    ],
    where: ofClass,
  }),
});

const withinTarget = bars({
  title: 'Share within the target',
  description:
    'What was measured, between the ends of its interval: intervals that overlap say that the runs may be equally good.',
  unit: 'percentunit',
  by: 'run_id',
  max: 1,
  query: influxql({
    from: 'meet_summary',
    select: [
      raw('run_id'),
      raw('within_target_share_low', 'at least'),
      raw('within_target_share', 'measured'),
      raw('within_target_share_high', 'at most'),
    ],
    where: ofClass,
  }),
});

const phases = bars({
  title: 'Where the time goes',
  description: 'Half of the joins spent as much or less in each phase. Medians do not add up to the median join.',
  unit: 'ms',
  by: 'run_id',
  stacked: true,
  query: influxql({
    from: 'meet_summary',
    select: [
      raw('run_id'),
      raw('page_p50_ms', 'page'),
      raw('prejoin_p50_ms', 'before Join'),
      raw('lobby_p50_ms', 'waiting room'),
      raw('admission_p50_ms', 'admission'),
      raw('media_p50_ms', 'media'),
    ],
    where: ofClass,
  }),
});

const staying = bars({
  title: 'Drops and outages',
  description:
    'Drops that count, media gaps and reconnects on the chosen devices, with those that scenarios made themselves.',
  unit: 'short',
  by: 'run_id',
  query: influxql({
    from: 'meet_summary',
    select: [raw('run_id'), raw('drops'), raw('media_gaps', 'media gaps'), raw('reconnects')],
    where: ofClass,
  }),
});

const quality = bars({
  title: 'Frozen and poor',
  description:
    'Of the time with pictures, in which they stood still; of the time with packets, in which loss, round trip or jitter were poor.',
  unit: 'percentunit',
  by: 'run_id',
  query: influxql({
    from: 'meet_summary',
    select: [raw('run_id'), raw('freeze_share', 'frozen'), raw('poor_quality_share', 'poor')],
    where: ofClass,
  }),
});

/** No p95 here: the worst may be one that is not finite, and what is not stored no function can find. */
const platforms = table({
  title: 'Best and worst run of each platform',
  description:
    'Of the chosen runs: the least and the greatest stored share within the target, on the chosen devices, and their drops. Nothing is averaged. The join times of each run stand at the upper left.',
  unit: 'none',
  query: influxql({
    from: 'meet_summary',
    select: [
      count('joins_planned', 'runs'),
      min('within_target_share', 'share worst'),
      max('within_target_share', 'share best'),
      sum('joins_planned', 'planned'),
      sum('drops', 'all drops'),
    ],
    where: ofClass,
    by: ['platform'],
  }),
  columns: [
    { name: 'platform', label: 'Platform' },
    { name: 'runs', label: 'Runs', unit: 'short' },
    { name: 'share worst', label: 'Within target, worst', unit: 'percentunit' },
    { name: 'share best', label: 'best', unit: 'percentunit' },
    { name: 'planned', label: 'Planned in all', unit: 'short' },
    { name: 'all drops', label: 'Drops in all', unit: 'short' },
  ],
});

const thresholds = table({
  title: 'Thresholds',
  description:
    'What each scenario demands and what came of it, run by run; sorted by metric, so that the same threshold of several runs stands together.',
  unit: 'none',
  sortBy: 'Metric',
  noValue: 'not finite',
  query: influxql({
    from: 'meet_threshold',
    select: [
      raw('metric'),
      raw('threshold'),
      raw('run_id'),
      raw('platform'),
      raw('measured'),
      raw('joins'),
      raw('result'),
    ],
    where: { run_id: runs },
  }),
  columns: [
    { name: 'metric', label: 'Metric' },
    { name: 'threshold', label: 'Threshold' },
    { name: 'run_id', label: 'Run' },
    { name: 'platform', label: 'Platform' },
    { name: 'measured', label: 'Measured' },
    { name: 'joins', label: 'Samples' },
    { name: 'result', label: 'Result', words: resultWords },
  ],
});
