/** The dashboards as they are committed, read strictly. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dashboardFile, dashboardNames } from '../../dashboards/all.js';
import { dashboardModel, type DashboardModel } from '../../dashboards/grafana/model.js';
import { packageRoot } from '../../src/shared/package-root.js';

export function committedText(name: (typeof dashboardNames)[number]): string {
  return readFileSync(path.join(packageRoot, 'dashboards', dashboardFile(name)), 'utf8');
}

export function committedDashboard(name: (typeof dashboardNames)[number]): DashboardModel {
  return dashboardModel.parse(JSON.parse(committedText(name)));
}

/** Every query of panels, annotations and variables, with where it stands. */
export function queriesOf(dashboard: DashboardModel): readonly { readonly place: string; readonly query: string }[] {
  const { panels, annotations, templating } = dashboard;
  return [
    ...panels.flatMap(({ title, targets }) =>
      targets.map(({ refId, query }) => ({ place: `${title} ${refId}`, query })),
    ),
    ...(annotations.list ?? []).map(({ name, target }) => ({ place: `annotation ${name}`, query: target.query })),
    ...templating.list
      .filter(({ type }) => type === 'query')
      .map(({ name, query }) => ({ place: `variable ${name}`, query })),
  ];
}
