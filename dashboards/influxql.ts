/**
 * InfluxQL from objects that are typed against `schema.ts`: a measurement, field or tag that is not there does not compile.
 *
 *     influxql({ from: 'meet_progress', select: [mean('in_meeting')], where: { run_id: is('$run_id') }, every: '$__interval' })
 *
 * What it can say is what 1.x, 2.x and 3.x all understand: names are quoted, no retention policy, no regular expression but on
 * the values of a tag, and no SHOW without a time.
 */
import type { FieldOf, MeasurementName, TagOf } from '../src/sinks/influxdb/schema.js';

interface Column<N extends string> {
  readonly of: N;
  readonly text: string;
}

/** Declared apart, so that no function is ever asked of a tag. */
interface Aggregate<F extends string> extends Column<F> {
  readonly fn: string;
}

interface Raw<N extends string> extends Column<N> {
  readonly fn?: never;
}

interface Condition {
  readonly text: string;
}

interface Influxql<M extends MeasurementName> {
  readonly from: M;
  /** Tags stand beside fields only without functions. */
  readonly select: readonly (Aggregate<FieldOf<M>> | Raw<FieldOf<M> | TagOf<M>>)[];
  readonly where?: Readonly<Partial<Record<TagOf<M> | FieldOf<M>, Condition>>>;
  /** `range`: the dashboard's. Else `365d` before now, or all time. */
  readonly time?: 'range' | `${number}d`;
  readonly by?: readonly TagOf<M>[];
  /** GROUP BY time. */
  readonly every?: '$__interval';
  readonly newestFirst?: boolean;
  readonly limit?: number;
}

const aggregate =
  (fn: string) =>
  <F extends string>(of: F, as: string = of): Aggregate<F> => ({ of, fn, text: `${fn}("${of}") AS "${as}"` });

export const last = aggregate('last');
export const mean = aggregate('mean');
export const max = aggregate('max');
export const min = aggregate('min');
export const count = aggregate('count');
export const sum = aggregate('sum');
const difference = aggregate('difference');

export function raw<N extends string>(of: N, as?: string): Raw<N> {
  return { of, text: as === undefined ? `"${of}"` : `"${of}" AS "${as}"` };
}

/** A tag's value; a variable of one value. */
export function is(value: string): Condition {
  return { text: `= '${value}'` };
}

export function isNot(value: string): Condition {
  return { text: `!= '${value}'` };
}

/** Whatever is chosen of a variable of several values. */
export function oneOf(variable: `$${string}`): Condition {
  return { text: `=~ /^${variable}$/` };
}

/** Of a field. */
export function above(value: string | number): Condition {
  return { text: `> ${value}` };
}

export function influxql<M extends MeasurementName>(query: Influxql<M>): string {
  const { from, select, by = [], every, newestFirst, limit } = query;
  const groups = [...(every === undefined ? [] : [`time(${every})`]), ...by.map((tag) => `"${tag}"`)];
  return [
    `SELECT ${select.map(({ text }) => text).join(', ')} FROM "${from}"`,
    whereOf(query),
    groups.length > 0 && `GROUP BY ${groups.join(', ')}`,
    every !== undefined && 'fill(none)',
    newestFirst === true && 'ORDER BY time DESC',
    limit !== undefined && `LIMIT ${limit}`,
  ]
    .filter((part) => part !== false && part !== '')
    .join(' ');
}

/** Rows in which a field has grown by more than so much since the row before, whatever series that was of. */
export function grown<M extends MeasurementName>(
  field: FieldOf<M>,
  by: string,
  query: Pick<Influxql<M>, 'from' | 'where' | 'time'>,
): string {
  const inner = influxql<M>({ ...query, select: [difference(field, 'growth')] });
  return `SELECT "growth" FROM (${inner}) WHERE "growth" > ${by}`;
}

/** The values of a tag. Without a time 3.x refuses it. */
export function tagValues<M extends MeasurementName>(
  from: M,
  tag: TagOf<M>,
  query: Pick<Influxql<M>, 'where' | 'time'> & { readonly time: NonNullable<Influxql<M>['time']> },
): string {
  return `SHOW TAG VALUES FROM "${from}" WITH KEY = "${tag}" ${whereOf(query)}`;
}

function whereOf<M extends MeasurementName>({ where, time }: Pick<Influxql<M>, 'where' | 'time'>): string {
  const conditions = Object.entries<Condition | undefined>(where ?? {}).flatMap(([name, condition]) =>
    condition === undefined ? [] : `"${name}" ${condition.text}`,
  );
  if (time === 'range') conditions.push('$timeFilter');
  else if (time !== undefined) conditions.push(`time > now() - ${time}`);
  return conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
}
