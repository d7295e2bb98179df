/** The variables that dashboards share. */
import {
  CustomVariableBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableHide,
  VariableRefresh,
  VariableSort,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { influxql, is, isNot, last, tagValues } from './influxql.js';
import { datasource } from './panels.js';

/** Of runs that are offered. */
export const offered = '365d';

export function datasourceVariable(): Builder<VariableModel> {
  return new DatasourceVariableBuilder('datasource')
    .label('Database')
    .description('The InfluxDB that runs are sent to')
    .type('influxdb');
}

/** The newest first: names begin with the time. */
export function runVariable({ multi = false } = {}): Builder<VariableModel> {
  return query('run_id', multi ? 'Runs' : 'Run', tagValues('meet_run', 'run_id', { time: offered }))
    .description('Named after the time it began; the newest is first')
    .sort(VariableSort.AlphabeticalDesc)
    .multi(multi);
}

/** The chosen run's time range, for links; nothing while it goes on. */
export function rangeVariables(): readonly Builder<VariableModel>[] {
  return (['range_from', 'range_to'] as const).map((name) =>
    query(
      name,
      name,
      influxql({ from: 'meet_run', select: [last(name)], where: { run_id: is('$run_id'), event: is('end') } }),
    ).hide(VariableHide.HideVariable),
  );
}

export function participantVariable(): Builder<VariableModel> {
  const values = tagValues('meet_event', 'participant', { where: { run_id: is('$run_id') }, time: offered });
  return query('participant', 'Participant', values)
    .description('p0001 is who came first; tables of the other dashboards lead to the one in question')
    .sort(VariableSort.AlphabeticalAsc);
}

/** @param everybody whether all together are one of them */
export function deviceClassVariable({ everybody }: { readonly everybody: boolean }): Builder<VariableModel> {
  const names = everybody ? ['all', 'mobile', 'desktop'] : ['mobile', 'desktop'];
  const [first = ''] = names;
  return new CustomVariableBuilder('device_class')
    .label('Devices')
    .description('Phones and desktops are judged apart')
    .values(names.join(','))
    .options(names.map((name, index) => ({ text: name, value: name, selected: index === 0 })))
    .current({ text: first, value: first, selected: true });
}

export function runNameVariable(): Builder<VariableModel> {
  return query(
    'run_name',
    'Scenario',
    tagValues('meet_run', 'run_name', { where: { event: isNot('start') }, time: offered }),
  )
    .description('What runs every night')
    .sort(VariableSort.AlphabeticalAsc);
}

export function platformVariable(): Builder<VariableModel> {
  return query('platform', 'Platforms', tagValues('meet_run', 'platform', { time: offered }))
    .description('Meeting systems')
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.*')
    .current({ text: 'All', value: '$__all', selected: true });
}

/** By how much p95 has to grow to be called a regression, ms. */
export function regressionVariable(): Builder<VariableModel> {
  return new CustomVariableBuilder('regression_ms')
    .label('Regression from')
    .description('By how many milliseconds p95 has to grow from one run to the next to be marked')
    .values('500,1000,2000')
    .options(['500', '1000', '2000'].map((value) => ({ text: value, value, selected: value === '1000' })))
    .current({ text: '1000', value: '1000', selected: true });
}

function query(name: string, label: string, influx: string): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(datasource)
    .query(influx)
    .definition(influx)
    .refresh(VariableRefresh.OnDashboardLoad);
}
