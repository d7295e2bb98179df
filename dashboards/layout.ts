/** Panels in rows that fill Grafana's 24 columns, with ids of their own; and what all dashboards have. */
import {
  AnnotationQueryBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  TimePickerBuilder,
  type AnnotationQuery,
  type Dashboard,
  type DashboardLink,
  type Panel,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { titles, uids, type DashboardName } from './links.js';
import { datasource, type AnyPanel } from './panels.js';
import { annotationQuery } from './queries.js';

export const columns = 24;

/** Height, then panels with their widths. */
type Row = readonly [height: number, ...panels: (readonly [width: number, panel: AnyPanel])[]];

/** The classic JSON, which every Grafana since 9 imports: the v2 that the SDK recommends needs 12. */
// eslint-disable-next-line @typescript-eslint/no-deprecated
export type ClassicDashboard = Dashboard;

interface DashboardWishes {
  readonly name: DashboardName;
  readonly description: string;
  /** Where it opens by itself. Links into curves set their own. */
  readonly from: string;
  readonly refresh?: string;
  /** Nothing on it depends on the time range: no picker. */
  readonly timeless?: boolean;
  readonly variables: readonly Builder<VariableModel>[];
  readonly annotations?: readonly Builder<AnnotationQuery>[];
  readonly links: readonly Builder<DashboardLink>[];
  readonly rows: readonly Row[];
}

export function dashboardOf(wishes: DashboardWishes): ClassicDashboard {
  const { name, description, from, refresh, timeless = false, variables, annotations = [], links, rows } = wishes;
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const dashboard = new DashboardBuilder(titles[name])
    .uid(uids[name])
    .description(description)
    .tags(['rollcall'])
    .timezone('browser')
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from, to: 'now' })
    .timepicker(new TimePickerBuilder().hidden(timeless))
    .variables([...variables])
    .annotations([...annotations])
    .links([...links]);
  if (refresh !== undefined) dashboard.refresh(refresh);
  for (const panel of placed(rows)) dashboard.withPanel({ build: () => panel });
  return dashboard.build();
}

function placed(rows: readonly Row[]): readonly Panel[] {
  let [id, y] = [0, 0];
  return rows.flatMap(([height, ...panels]) => {
    let x = 0;
    const row = panels.map(([width, panel]) => {
      id += 1;
      const built = panel.id(id).gridPos({ h: height, w: width, x, y }).build();
      x += width;
      return built;
    });
    y += height;
    return row;
  });
}

/** @param textColumn what the mark says */
export function marks(name: string, color: string, query: string, textColumn = 'text'): Builder<AnnotationQuery> {
  return new AnnotationQueryBuilder()
    .name(name)
    .datasource(datasource)
    .enable(true)
    .iconColor(color)
    .target(annotationQuery(query, textColumn));
}
