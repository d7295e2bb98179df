/** One row of one measurement. */
import type { HeaderLine } from '../../model/line.js';
import type { MeasurementName } from './schema.js';

export type FieldValue = number | string;

export type Tags = Readonly<Record<string, string>>;

export interface Point {
  readonly measurement: MeasurementName;
  readonly tags: Tags;
  /** At least one. */
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Epoch ms, whole. */
  readonly at: number;
}

/** What has no value in a tag: a point with a tag and one without it are of two series. */
export const noTag = 'none';

/** The fields that have a finite value, as far as it was measured; InfluxDB has no infinity. */
export function fieldsOf(
  wanted: Readonly<Record<string, FieldValue | null | undefined>>,
): Readonly<Record<string, FieldValue>> {
  const fields: Record<string, FieldValue> = {};
  for (const key in wanted) {
    const value = wanted[key];
    if (typeof value === 'string') fields[key] = value;
    else if (typeof value === 'number' && Number.isFinite(value)) fields[key] = rounded(value);
  }
  return fields;
}

/** To a microsecond, or a millionth of a share: nothing is measured closer, and digits are half of what is written and sent. */
function rounded(value: number): number {
  const parts = Math.abs(value) < 1 ? 1e6 : 1e3;
  return Math.round(value * parts) / parts;
}

/** @param t the recording's, ms since its start */
export function epochOf(header: HeaderLine | undefined, t: number): number {
  return Math.round((header?.startedAt ?? 0) + t);
}
