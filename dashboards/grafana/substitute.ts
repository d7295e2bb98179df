/**
 * What Grafana does to an InfluxQL query before it sends it: variables and macros, as its documentation says.
 *
 * - A variable of one value stands as it is; one of several is for a regular expression: escaped, and `(a|b)` of several.
 * - `$timeFilter`, `$__interval`, `$__interval_ms`, `$__from`, `$__to`, also in braces.
 *
 * @see https://grafana.com/docs/grafana/latest/datasources/influxdb/query-editor/
 * @see https://grafana.com/docs/grafana/latest/dashboards/variables/variable-syntax/
 */
interface TimeRange {
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
}

export type VariableValue = string | readonly string[];

export interface Surroundings {
  readonly range: TimeRange;
  readonly variables: ReadonlyMap<string, VariableValue>;
  /** The panel's width; Grafana asks for about a point a pixel. */
  readonly maxDataPoints?: number;
  /** The panel's own least interval. */
  readonly minIntervalMs?: number;
}

const usualPoints = 1_000;
/** Grafana rounds an interval to one of a row like this. */
const niceMs = [
  1, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 20_000, 30_000, 60_000, 120_000, 300_000,
  600_000, 900_000, 1_200_000, 1_800_000, 3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000,
];

export function intervalMs({ range, maxDataPoints = usualPoints, minIntervalMs = 1 }: Surroundings): number {
  const wanted = Math.max((range.to - range.from) / maxDataPoints, minIntervalMs);
  return niceMs.find((each) => each >= wanted) ?? niceMs.at(-1) ?? wanted;
}

/** @throws Error when a variable is asked for that is not there */
export function substitute(query: string, surroundings: Surroundings): string {
  const { range, variables } = surroundings;
  const interval = intervalMs(surroundings);
  const macros = new Map<string, string>([
    ['timeFilter', `time >= ${range.from}ms and time <= ${range.to}ms`],
    ['__interval', interval % 1_000 === 0 ? `${interval / 1_000}s` : `${interval}ms`],
    ['__interval_ms', String(interval)],
    ['__from', String(range.from)],
    ['__to', String(range.to)],
  ]);
  return query.replace(
    /\$\{(\w+)(?::\w+)?\}|\$(\w+)|\[\[(\w+)\]\]/g,
    (_, braced?: string, plain?: string, old?: string) => {
      const name = braced ?? plain ?? old ?? '';
      const macro = macros.get(name);
      if (macro !== undefined) return macro;
      const value = variables.get(name);
      if (value === undefined) throw new Error(`Nothing says what $${name} is: ${query}`);
      return valueText(value);
    },
  );
}

/** Of a variable's chosen value: for a text, or for a regular expression when there may be several. */
function valueText(value: VariableValue): string {
  if (typeof value === 'string') return value.replace(/['\\]/g, String.raw`\$&`);
  const [only = '', ...others] = value.map((each) =>
    each === '.*' ? each : each.replace(/[\\^$*+?.()|[\]{}/]/g, String.raw`\$&`),
  );
  return others.length === 0 ? only : `(${[only, ...others].join('|')})`;
}

const unitsMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `now`, `now-15m` */
export function instantOf(text: string, now: number): number {
  const [, count, unit] = /^now(?:-(\d+)([smhd]))?$/.exec(text) ?? [];
  return count === undefined || unit === undefined ? now : now - Number(count) * (unitsMs[unit] ?? NaN);
}
