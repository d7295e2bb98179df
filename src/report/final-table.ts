/** The end of a run in text: two tables a QA engineer can paste, and one sentence a sales person can read. */
import type { GroupSummary, Summary } from '../model/summary.js';
import { inert } from '../shared/redact.js';
import { formatLimit, formatMetric, formatOrMore, formatShare } from './format.js';
import { markdownTable, type Column } from './markdown-table.js';
import { refusalsIn } from './outcome-words.js';

export interface FinalTableOptions {
  /** What "> timeout" means: the longest join timeout. */
  readonly timeoutMs: number;
  readonly reportFile?: string;
}

/** @returns lines without colours and without line breaks. */
export function finalTable(summary: Summary, { timeoutMs, reportFile }: FinalTableOptions): readonly string[] {
  const { run, thresholds, groups, outcomes, reasons, remarks } = summary;
  const lines = ['', ...joinsTable(groups, run.target_join_time_ms, timeoutMs)];
  if (thresholds.length > 0) lines.push('', ...thresholdsTable(summary, timeoutMs));
  lines.push(
    '',
    inert(`${summary.verdict.toUpperCase()}${run.partial ? ' (partial run)' : ''}: ${summary.sentence}`, 1_000),
  );
  for (const sentence of [...reasons, ...remarks]) lines.push(inert(`  ${sentence}`, 1_000));
  for (const { what, count, advice } of refusalsIn(outcomes)) lines.push(`  ${count} refused: ${what}. ${advice}`);
  if (reportFile !== undefined) lines.push('', `Report: ${inert(reportFile, 4_000)}`);
  return lines;
}

function joinsTable(groups: readonly GroupSummary[], targetMs: number, timeoutMs: number): readonly string[] {
  const columns: readonly Column[] = [
    { title: 'joins', align: 'left' },
    ...[
      'planned',
      'joined',
      `within ${formatLimit(targetMs)}`,
      'median',
      'p90',
      'p95',
      'p99',
      'slowest',
      'dropped',
    ].map((title): Column => ({ title, align: 'right' })),
  ];
  // Scenario by scenario says something only when a device class has more than one.
  const alone = groups.filter(({ scenario }) => scenario === null);
  const shown = groups.length > 2 * alone.length ? groups : alone;
  return markdownTable(
    columns,
    shown.map(({ scenario, device_class, joins, share_within_target: share, join_time_ms: time, drops }) => [
      scenario === null ? device_class : `${scenario}, ${device_class}`,
      String(joins.planned),
      String(joins.joined),
      `${joins.within_target} (${formatShare(share?.value)})`,
      ...[time.p50, time.p90, time.p95, time.p99, time.max].map((value) => formatOrMore(value, timeoutMs)),
      String(drops.count),
    ]),
  );
}

const marks = { pass: '✓ pass', fail: '✗ fail', inconclusive: '? open' } as const;

function thresholdsTable({ thresholds }: Summary, timeoutMs: number): readonly string[] {
  return markdownTable(
    [
      { title: 'result', align: 'left' },
      { title: 'threshold', align: 'left' },
      { title: 'measured', align: 'right' },
      { title: 'samples', align: 'right' },
    ],
    thresholds.map(({ metric, threshold, result, value, samples }) => [
      marks[result],
      `${metric} ${threshold}`,
      formatMetric(metric, threshold, value, timeoutMs),
      String(samples),
    ]),
  );
}
