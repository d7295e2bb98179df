/** InfluxQL as a panel's, a variable's or an annotation's query: the foundation SDK knows no InfluxDB. */
import type { Dataquery } from '@grafana/grafana-foundation-sdk/cog';

/** What Grafana's InfluxDB datasource keeps of a query that was typed. */
interface InfluxTarget extends Dataquery {
  readonly refId: string;
  readonly datasource: { readonly type: string; readonly uid: string };
  readonly query: string;
  readonly rawQuery: true;
  readonly resultFormat: 'time_series' | 'table';
  readonly alias?: string;
  /** Of annotations. */
  readonly fromAnnotations?: true;
  readonly textColumn?: string;
}

function target(more: Omit<InfluxTarget, '_implementsDataqueryVariant' | 'datasource' | 'rawQuery'>): {
  build(): InfluxTarget;
} {
  return {
    build: () => ({
      _implementsDataqueryVariant: () => undefined,
      datasource: { type: 'influxdb', uid: '${datasource}' },
      rawQuery: true,
      ...more,
    }),
  };
}

/** One curve for each column and group. */
export function seriesQuery(query: string, alias = '$col', index = 0): { build(): InfluxTarget } {
  return target({ refId: String.fromCharCode(65 + index), query, resultFormat: 'time_series', alias });
}

export function tableQuery(query: string): { build(): InfluxTarget } {
  return target({ refId: 'A', query, resultFormat: 'table' });
}

export function annotationQuery(query: string, textColumn: string): { build(): InfluxTarget } {
  return target({ refId: 'Anno', query, resultFormat: 'table', fromAnnotations: true, textColumn });
}
