/**
 * Every query of every dashboard on a real InfluxDB: a run of the built-in meeting, in which nothing goes wrong, and made-up ones in
 * which everything does. What Grafana would ask is asked (`dashboards/grafana/`), and there have to be rows.
 */
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dashboardNames } from '../../dashboards/all.js';
import { askDashboard, queryAt, type Asked, type DashboardAnswer, type Query } from '../../dashboards/grafana/ask.js';
import type { DashboardModel } from '../../dashboards/grafana/model.js';
import { monotonicClock } from '../../src/shared/clock.js';
import { cli, linesIn, resultsIn } from '../helpers/cli.js';
import { committedDashboard } from '../helpers/dashboards.js';
import { expectCode } from '../helpers/expect-run.js';
import { incidentRun } from '../helpers/incident-run.js';
import { startInfluxDb, type InfluxServerProcess } from '../helpers/influxdb.js';
import { requires } from '../helpers/requirements.js';
import { makeFolder, removeFolder } from '../helpers/temp.js';
import { writeRun } from '../helpers/write-run.js';

/** Empty where nothing goes wrong and no network is asked for. */
const mayBeEmpty = [
  'live: Failures as they come',
  'live: Networks, asked and measured',
  'live: What the scenario did',
  'participant: Outages and losses of connection',
  'participant: Networks, asked and measured',
];

const hour = 3_600_000;

requires('chromium', 'influxdb')('the dashboards', () => {
  let influx: InfluxServerProcess;
  let folder: string;
  let query: Query;
  let quiet: string;
  const clock = monotonicClock();
  const now = Date.now();
  const incidents = ['20260101-010000-incidents', '20260102-010000-incidents'] as const;
  /** In which nobody is refused, and the second is slower. */
  const slower = ['20260103-010000-incidents', '20260104-010000-incidents'] as const;

  beforeAll(async () => {
    influx = await startInfluxDb();
    folder = await makeFolder();
    query = queryAt(influx.url, 'rollcall');
    const run = await cli(
      ['run', '--participants', '3', '--within', '3s', '--hold', '14s', '--influx', influx.url],
      folder,
    );
    expectCode(run, 0);
    expect(path.basename(resultsIn(folder))).not.toBe('');
    const [header] = await linesIn(folder);
    if (header?.type !== 'header') throw new Error('no header');
    quiet = header.run_id;
    await writeRun(influx.url, incidentRun({ runId: incidents[0], startedAt: now - 48 * hour }));
    const other = { platform: 'other', slowerMs: 3_000 };
    await writeRun(influx.url, incidentRun({ runId: incidents[1], startedAt: now - 24 * hour, ...other }));
    for (const [index, runId] of slower.entries()) {
      const startedAt = now - (20 - index) * hour;
      await writeRun(influx.url, incidentRun({ runId, startedAt, refused: false, slowerMs: 3_000 * index }));
    }
  });
  afterAll(async () => {
    await influx.stop();
    await removeFolder(folder);
  });

  function ask(
    dashboard: DashboardModel,
    run: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<DashboardAnswer> {
    const chosen = dashboard.uid === 'rollcall-compare' ? { run_id: [run, incidents[1]] } : { run_id: run };
    return askDashboard(dashboard, { query, now: now + hour / 60, clock, chosen: { ...chosen, ...more } });
  }

  /** Titles of panels of which a query has no rows. */
  function emptyOf(name: string, { panels }: DashboardAnswer): readonly string[] {
    return panels.filter(({ answers }) => answers.some(isEmpty)).map(({ panel }) => `${name}: ${panel.title}`);
  }

  it('of a run in which nothing goes wrong are filled, but for what tells of incidents', async () => {
    const empty: string[] = [];
    for (const name of dashboardNames) {
      const answer = await ask(committedDashboard(name), quiet);
      empty.push(...emptyOf(name, answer));
      for (const { variable, offered } of answer.variables)
        expect(offered, `${name}: ${variable.name}`).not.toEqual([]);
    }
    expect(empty).toEqual(mayBeEmpty);
    expect(empty.filter((each) => each.startsWith('verdict'))).toEqual([]);
  });

  it('of a run in which everything happens are filled, with all marks, at a range in which it was not', async () => {
    for (const name of dashboardNames) {
      // Each as it opens by itself: the run is of two days ago.
      const dashboard = committedDashboard(name);
      const answers = [];
      // p95 is finite in the second only; p0004 loses the connection.
      for (const run of [incidents[0], slower[0]])
        for (const participant of ['p0004', 'p0005', 'p0006'])
          answers.push(await ask(dashboard, run, { participant, run_name: 'incidents' }));
      for (const [index, { panel }] of answers[0]!.panels.entries())
        expect(
          answers.some(({ panels }) => !panels[index]!.answers.some(isEmpty)),
          `${name}: ${panel.title}`,
        ).toBe(true);
    }
  });

  it('have something in every column they ask for, in some run', async () => {
    for (const name of dashboardNames) {
      const dashboard = committedDashboard(name);
      const answers = [await ask(dashboard, quiet, { run_name: 'incidents' })];
      for (const participant of ['p0003', 'p0004', 'p0005', 'p0006'])
        for (const run of [incidents[0], slower[0]])
          answers.push(await ask(dashboard, run, { participant, run_name: 'incidents' }));
      for (const [index, { panel }] of answers[0]!.panels.entries())
        expect(
          emptyColumns(answers.flatMap(({ panels }) => panels[index]!.answers)),
          `${name}: ${panel.title}`,
        ).toEqual([]);
    }
  });

  it('mark what happened within the range of the run, which its links set', async () => {
    for (const name of ['live', 'participant', 'trend'] as const) {
      const dashboard = committedDashboard(name);
      const first = await ask(dashboard, incidents[0], { run_name: 'incidents', participant: 'p0004' });
      const valueOf = (wanted: string) => Number(first.surroundings.variables.get(wanted));
      const range = name === 'trend' ? undefined : { from: valueOf('range_from'), to: valueOf('range_to') };
      if (range !== undefined) {
        expect(range.from).toBeLessThan(now - 48 * hour);
        expect(range.to).toBeGreaterThan(now - 48 * hour + 41_000);
      }
      const without: (readonly string[])[] = [];
      // p0006 is dropped.
      for (const participant of ['p0004', 'p0006']) {
        const chosen = { run_id: incidents[0], run_name: 'incidents', participant };
        const { annotations } = await askDashboard(dashboard, { query, now, clock, chosen, ...(range && { range }) });
        without.push(annotations.filter(({ answer }) => isEmpty(answer)).map((each) => each.name));
      }
      expect(without, name).toEqual(name === 'participant' ? [['Dropped'], []] : [[], []]);
    }
  });

  it('offer the newest run first', async () => {
    const { variables } = await askDashboard(committedDashboard('verdict'), { query, now, clock });
    const runs = variables.find(({ variable }) => variable.name === 'run_id')?.offered ?? [];
    expect(runs).toEqual([quiet, slower[1], slower[0], incidents[1], incidents[0]]);
  });

  it('would be caught with any field’s name wrong', async () => {
    // Renaming a field in the database comes to the same as a wrong name in a query.
    const uncaught: string[] = [];
    for (const name of dashboardNames) {
      const dashboard = committedDashboard(name);
      for (const panel of dashboard.panels.filter(({ title }) => !mayBeEmpty.includes(`${name}: ${title}`))) {
        const [target] = panel.targets;
        const [, field = ''] = /SELECT (?:\w+\()?"(\w+)"/.exec(target?.query ?? '') ?? [];
        const wrong = { ...target!, query: target!.query.replace(`"${field}"`, `"${field}_"`) };
        const broken = { ...dashboard, panels: [{ ...panel, targets: [wrong] }] };
        const { panels } = await ask(broken, quiet, { run_name: 'incidents' });
        const { answers } = panels[0]!;
        if (!answers.some(isEmpty) && emptyColumns(answers).length === 0) uncaught.push(`${name}: ${panel.title}`);
      }
    }
    expect(uncaught).toEqual([]);
  });

  it('go on without the series of single participants, dropped as README says', async () => {
    await query(
      `DROP SERIES FROM /^meet_(media|event|phase|join|outcome|network|reconnect|drop)$/ WHERE "run_id" = '${slower[0]}'`,
    );
    for (const name of ['trend', 'compare'] as const) {
      const answer = await ask(committedDashboard(name), slower[0], { run_name: 'incidents' });
      expect(emptyOf(name, answer)).toEqual([]);
    }
    const verdict = await ask(committedDashboard('verdict'), slower[0]);
    expect(emptyOf('verdict', verdict)).toEqual(['verdict: How participants ended', 'verdict: Join times']);
  });
});

function isEmpty({ series }: Asked): boolean {
  return series.every(({ values }) => values.length === 0);
}

/** Columns that have no value in any of the answers. */
function emptyColumns(answers: readonly Asked[]): readonly string[] {
  const columns = new Map<string, boolean>();
  for (const { series } of answers)
    for (const { columns: names, values } of series)
      for (const [index, name] of names.entries())
        columns.set(name, (columns.get(name) ?? false) || values.some((row) => row[index] !== null));
  return [...columns].filter(([, filled]) => !filled).map(([name]) => name);
}
