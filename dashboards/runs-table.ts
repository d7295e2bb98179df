/** Runs that are over, with ways to each of them: how a run is chosen together with its time range. */
import { influxql, is, oneOf, raw } from './influxql.js';
import { rowLinks } from './links.js';
import type { AnyPanel } from './panels.js';
import { table } from './table.js';
import { offered } from './variables.js';
import { verdictWords } from './words.js';

const which = {
  all: {},
  chosen: { run_id: oneOf('$run_id') },
  'of the range': { run_name: is('$run_name'), platform: oneOf('$platform') },
} as const;

export function runsTable(of: keyof typeof which = 'all'): AnyPanel {
  return table({
    title: 'Runs',
    description:
      'Runs that are over, the newest first. A click on a run shows its verdict, or its seconds with the time range set to it.',
    unit: 'none',
    time: true,
    query: influxql({
      from: 'meet_run',
      select: [
        ...[raw('run_id'), raw('platform'), raw('verdict'), raw('joins_planned'), raw('joins_usable')],
        ...[raw('within_target_share'), raw('join_time_p95_ms'), raw('drops'), raw('saturated_share')],
        ...[raw('range_from'), raw('range_to')],
      ],
      where: { event: is('end'), ...which[of] },
      time: of === 'of the range' ? 'range' : offered,
      newestFirst: true,
      limit: 100,
    }),
    columns: [
      { name: 'run_id', label: 'Run', links: rowLinks('verdict', 'live', 'participant') },
      { name: 'platform', label: 'Platform' },
      { name: 'verdict', label: 'Verdict', words: verdictWords },
      { name: 'joins_planned', label: 'Planned' },
      { name: 'joins_usable', label: 'Usable' },
      { name: 'within_target_share', label: 'Within target', unit: 'percentunit' },
      { name: 'join_time_p95_ms', label: 'p95', unit: 'ms', target: true },
      { name: 'drops', label: 'Drops' },
      { name: 'saturated_share', label: 'Saturated', unit: 'percentunit' },
    ],
    hidden: ['range_from', 'range_to'],
  });
}
