/**
 * Ways from one dashboard to the next: they keep datasource, run and, where curves over time are shown, the run's own time range.
 *
 * What a run has is asked by run, never by the dashboard's range (Trend alone is about a range), so that a run of last night is
 * there whatever the range is. Curves still need the range to be seen without a click: every link into them sets it, from
 * `range_from` and `range_to` of the run's end. They are empty while a run goes on, and then Grafana takes the dashboard's
 * default range, which ends now.
 */
import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';

export const uids = {
  live: 'rollcall-live',
  verdict: 'rollcall-verdict',
  compare: 'rollcall-compare',
  trend: 'rollcall-trend',
  participant: 'rollcall-participant',
} as const;

export type DashboardName = keyof typeof uids;

export const titles: Readonly<Record<DashboardName, string>> = {
  live: 'Rollcall: Live run',
  verdict: 'Rollcall: Verdict',
  compare: 'Rollcall: Compare',
  trend: 'Rollcall: Trend',
  participant: 'Rollcall: Participant',
};

/** Where a dashboard shows curves of one run over time. */
const showsTime: readonly DashboardName[] = ['live', 'participant'];

interface Target {
  /** What Grafana puts in, or a fixed value. */
  readonly run?: string;
  readonly participant?: string;
  readonly range?: { readonly from: string; readonly to: string };
}

function urlTo(name: DashboardName, { run, participant, range }: Target): string {
  const parts = ['${datasource:queryparam}'];
  if (run !== undefined) parts.push(`var-run_id=${run}`);
  if (participant !== undefined) parts.push(`var-participant=${participant}`);
  if (range !== undefined && showsTime.includes(name)) parts.push(`from=${range.from}`, `to=${range.to}`);
  return `/d/${uids[name]}?${parts.join('&')}`;
}

/** Of a table whose rows are runs, with columns `run_id`, `range_from` and `range_to`. */
export function rowLinks(
  ...names: readonly DashboardName[]
): readonly { readonly title: string; readonly url: string }[] {
  return names.map((name) => ({
    title: titles[name],
    url: urlTo(name, {
      run: '${__data.fields.run_id}',
      range: { from: '${__data.fields.range_from}', to: '${__data.fields.range_to}' },
    }),
  }));
}

const chosenRange = { from: '${range_from}', to: '${range_to}' };

/** Of a table whose rows are participants of the chosen run. */
export function participantLinks(): readonly { readonly title: string; readonly url: string }[] {
  const url = urlTo('participant', {
    run: '${run_id}',
    participant: '${__data.fields.participant}',
    range: chosenRange,
  });
  return [{ title: titles.participant, url }];
}

/** At the top, from a dashboard of one run, whose variables `range_from` and `range_to` are its run's. */
export function linksOfRun(from: DashboardName): readonly DashboardLinkBuilder[] {
  return linksTo(from, { run: '${run_id}', range: chosenRange });
}

/** At the top, from a dashboard of many runs: its tables lead to each of them. */
export function linksOfMany(from: DashboardName): readonly DashboardLinkBuilder[] {
  return linksTo(from, {});
}

function linksTo(from: DashboardName, target: Target): readonly DashboardLinkBuilder[] {
  return (Object.keys(uids) as DashboardName[])
    .filter((name) => name !== from)
    .map((name) =>
      new DashboardLinkBuilder(titles[name].replace('Rollcall: ', ''))
        .type(DashboardLinkType.Link)
        .icon('dashboard')
        .tooltip(name === 'trend' ? 'All runs over weeks' : 'The same run')
        // Trend is about no run.
        .url(urlTo(name, name === 'trend' ? {} : target)),
    );
}
