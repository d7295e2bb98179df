/** The bytes of `summary.json`: the same summary gives the same text, whatever order its keys were made in. */
import type { Summary } from '../model/summary.js';

/** What a person looks for first comes first. */
const order = [
  'schema_version',
  'verdict',
  'exit_codes',
  'sentence',
  'reasons',
  'remarks',
  'run',
  'thresholds',
  'groups',
  'outcomes',
  'outages',
  'outages_left_out',
  'usable_by',
  'metrics',
  'networks',
  'generator',
] as const satisfies readonly (keyof Summary)[];

/** Two spaces, a final line break, times to a thousandth of a millisecond, shares to a millionth. */
export function summaryText(summary: Summary): string {
  return `${JSON.stringify(rounded(Object.fromEntries(order.map((key) => [key, summary[key]]))), undefined, 2)}\n`;
}

/** Host times are nanoseconds in floating point: their last digits are noise that nobody wants to read. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Math.abs(value) <= 1 ? round(value, 6) : round(value, 3);
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rounded(each)]));
}

function round(value: number, decimals: number): number {
  return Number.isInteger(value) ? value : Number(value.toFixed(decimals));
}
