/** Answers as Grafana would show them: rows of a table, or curves with their names. */
import type { Series } from './ask.js';

export type Cell = string | number | null;
type RowOf = Readonly<Record<string, Cell>>;

/** Columns in their order: the time, then tags that were grouped by, then the rest. */
export function rowsOf(series: readonly Series[]): {
  readonly columns: readonly string[];
  readonly rows: readonly RowOf[];
} {
  const columns = new Set<string>();
  const rows: RowOf[] = [];
  for (const { columns: names, tags, values } of series) {
    const titles = names.map((name) => (name === 'time' ? 'Time' : name));
    for (const name of ['Time', ...Object.keys(tags), ...titles]) columns.add(name);
    for (const row of values)
      rows.push({ ...tags, ...Object.fromEntries(titles.map((name, index) => [name, row[index] ?? null])) });
  }
  return { columns: [...columns], rows };
}

export interface Curve {
  readonly name: string;
  readonly points: readonly (readonly [time: number, value: number | null])[];
}

/** @param alias `$col`, `$tag_network`, … */
export function curvesOf(series: readonly Series[], alias: string): readonly Curve[] {
  return series.flatMap(({ columns, tags, values }) =>
    columns.flatMap((column, index): Curve[] => {
      if (column === 'time') return [];
      const name = alias.replace(/\$(?:tag_(\w+)|(col))/g, (_, tag: string | undefined) =>
        tag === undefined ? column : (tags[tag] ?? ''),
      );
      const points = values.map((row) => [Number(row[0]), typeof row[index] === 'number' ? row[index] : null] as const);
      // A column that never has a value is not drawn.
      return points.every(([, value]) => value === null) ? [] : [{ name, points }];
    }),
  );
}
