/** All dashboards, and their JSON as it is committed. */
import { compareDashboard } from './compare.js';
import type { ClassicDashboard } from './layout.js';
import { uids, type DashboardName } from './links.js';
import { liveDashboard } from './live.js';
import { participantDashboard } from './participant.js';
import { trendDashboard } from './trend.js';
import { verdictDashboard } from './verdict.js';

const makers: Readonly<Record<DashboardName, () => ClassicDashboard>> = {
  live: liveDashboard,
  verdict: verdictDashboard,
  compare: compareDashboard,
  trend: trendDashboard,
  participant: participantDashboard,
};

export const dashboardNames = Object.keys(uids) as readonly DashboardName[];

export function dashboardFile(name: DashboardName): string {
  return `${uids[name]}.json`;
}

export function dashboardJson(name: DashboardName): string {
  return `${JSON.stringify(makers[name](), unlessUnwanted, 2)}\n`;
}

/** Defaults of the SDK that would put links and marks into a menu, and what variables of type interval alone have. */
function unlessUnwanted(key: string, value: unknown): unknown {
  const isUnwanted = value === 'inControlsMenu' || ['auto', 'auto_min', 'auto_count'].includes(key);
  return isUnwanted ? undefined : value;
}
