/** Asks a real InfluxDB what a dashboard would: its variables one after the other, then every query of panels and annotations. */
import type { Clock } from '../../src/shared/clock.js';
import type { DashboardModel, PanelModel, VariableModel } from './model.js';
import { instantOf, substitute, type Surroundings, type VariableValue } from './substitute.js';

export interface Series {
  readonly name: string;
  readonly columns: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly values: readonly (readonly (string | number | null)[])[];
}

/** @returns the series of one statement; times in epoch ms. */
export type Query = (influxql: string) => Promise<readonly Series[]>;

/** InfluxDB's own answer. */
export function queryAt(url: string, database: string, headers: Readonly<Record<string, string>> = {}): Query {
  return async (influxql) => {
    const body = new URLSearchParams({ q: influxql, db: database, epoch: 'ms' });
    const response = await fetch(`${url}/query`, { method: 'POST', body, headers });
    const answer = (await response.json()) as {
      error?: string;
      results?: readonly { error?: string; series?: readonly Partial<Series>[] }[];
    };
    const error = answer.error ?? answer.results?.[0]?.error;
    if (error !== undefined) throw new Error(`${error}: ${influxql}`);
    return (answer.results?.[0]?.series ?? []).map(({ name = '', columns = [], tags = {}, values = [] }) => ({
      name,
      columns,
      tags,
      values,
    }));
  };
}

export interface Asked {
  readonly influxql: string;
  readonly series: readonly Series[];
  readonly ms: number;
}

export interface PanelAnswer {
  readonly panel: PanelModel;
  readonly answers: readonly Asked[];
}

export interface DashboardAnswer {
  readonly dashboard: DashboardModel;
  readonly surroundings: Surroundings;
  readonly variables: readonly {
    readonly variable: VariableModel;
    readonly offered: readonly string[];
    readonly ms: number;
  }[];
  readonly panels: readonly PanelAnswer[];
  readonly annotations: readonly { readonly name: string; readonly answer: Asked }[];
}

interface AskOptions {
  readonly query: Query;
  readonly now: number;
  /** What is chosen; else the first that is offered, as Grafana does. */
  readonly chosen?: Readonly<Record<string, VariableValue>>;
  /** The dashboard's own, unless told otherwise. */
  readonly range?: { readonly from: number; readonly to: number };
  readonly clock: Clock;
}

export async function askDashboard(dashboard: DashboardModel, options: AskOptions): Promise<DashboardAnswer> {
  const { query, now, chosen = {}, clock } = options;
  const { from, to } = dashboard.time;
  const range = options.range ?? { from: instantOf(from, now), to: instantOf(to, now) };
  const values = new Map<string, VariableValue>([['datasource', 'influxdb']]);
  const surroundings: Surroundings = { range, variables: values };
  const timed = async (text: string, where: Surroundings = surroundings): Promise<Asked> => {
    const influxql = substitute(text, where);
    const began = clock.now();
    const series = await query(influxql);
    return { influxql, series, ms: clock.now() - began };
  };
  const variables = [];
  for (const variable of dashboard.templating.list) {
    if (variable.type === 'datasource') continue;
    const asked = variable.type === 'query' ? await timed(variable.query) : undefined;
    const offered = asked === undefined ? variable.query.split(',') : inOrder(variable, asked.series);
    const first =
      variable.includeAll === true ? (variable.allValue ?? '.*') : (variable.current?.value ?? offered[0] ?? '');
    const value = chosen[variable.name] ?? first;
    values.set(variable.name, variable.multi === true ? [value].flat() : value);
    variables.push({ variable, offered, ms: asked?.ms ?? 0 });
  }
  const panels: PanelAnswer[] = [];
  for (const panel of dashboard.panels) {
    const least = panel.interval === '1s' ? 1_000 : 1;
    const answers = [];
    for (const target of panel.targets) {
      // A panel is about so many pixels wide on a screen of 1,600.
      const maxDataPoints = Math.round((panel.gridPos.w / 24) * 1_600);
      answers.push(await timed(target.query, { ...surroundings, maxDataPoints, minIntervalMs: least }));
    }
    panels.push({ panel, answers });
  }
  const annotations = [];
  for (const { name, target } of dashboard.annotations.list ?? [])
    annotations.push({ name, answer: await timed(target.query) });
  return { dashboard, surroundings, variables, panels, annotations };
}

/** What a variable offers: values of a tag, or the first column beside the time; sorted as it says. */
function inOrder({ sort = 0 }: VariableModel, series: readonly Series[]): readonly string[] {
  const found = [...new Set(series.flatMap(({ values }) => values.map((row) => String(row[1] ?? ''))))].filter(
    (value) => value !== '',
  );
  const [ascending, descending] = [1, 2];
  if (sort === ascending) return found.toSorted();
  return sort === descending ? found.toSorted().toReversed() : found;
}
