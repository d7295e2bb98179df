/** The page of some runs: each dashboard asked as Grafana would ask it, with the time range that its links would set. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { monotonicClock } from '../../src/shared/clock.js';
import { packageRoot } from '../../src/shared/package-root.js';
import { dashboardFile, dashboardNames } from '../all.js';
import { askDashboard, type DashboardAnswer, type Query } from '../grafana/ask.js';
import { dashboardModel } from '../grafana/model.js';
import type { VariableValue } from '../grafana/substitute.js';
import { previewPage } from './page.js';

/** @param runs the first of them is the one that is looked at; the others are beside it in *Compare* */
export async function previewOf(
  query: Query,
  runs: readonly string[],
  more: Readonly<Record<string, VariableValue>> = {},
): Promise<string> {
  const [run = ''] = runs;
  const clock = monotonicClock();
  const [span] = await query(
    `SELECT "range_from", "range_to", "run_name" FROM "meet_run" WHERE "run_id" = '${run.replace(/['\\]/g, String.raw`\$&`)}' AND "event" = 'end'`,
  );
  const [, from, to, runName] = span?.values[0] ?? [];
  if (span === undefined) throw new Error(`${run} is not there, or has not ended.`);
  const range = { from: Number(from), to: Number(to) };
  // Trend ends with the last of them, as it would have that night.
  const [ends] = await query(`SELECT "range_to" FROM "meet_run" WHERE "event" = 'end' ORDER BY time DESC LIMIT 1`);
  const now = Number(ends?.values[0]?.[1] ?? range.to);
  const answers: DashboardAnswer[] = [];
  for (const name of dashboardNames) {
    const dashboard = dashboardModel.parse(
      JSON.parse(await readFile(path.join(packageRoot, 'dashboards', dashboardFile(name)), 'utf8')),
    );
    const chosen = { ...more, run_name: String(runName), run_id: name === 'compare' ? runs : run };
    const ownRange = name === 'trend' ? {} : { range };
    answers.push(await askDashboard(dashboard, { query, now, clock, chosen, ...ownRange }));
  }
  return previewPage(
    answers,
    `What the dashboards would show of ${runs.join(' and ')}, drawn from the answers to their queries.`,
  );
}
