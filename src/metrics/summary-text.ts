/** The bytes of `summary.json`: the same summary gives the same text, whatever order its keys were made in. */
import type { Summary } from '../model/summary.js';

/** What a person looks for first comes first. Every key has its place: one that is missing here does not compile. */
const places: Readonly<Record<keyof Summary, true>> = {
  schema_version: true,
  verdict: true,
  exit_codes: true,
  sentence: true,
  reasons: true,
  remarks: true,
  run: true,
  thresholds: true,
  groups: true,
  outcomes: true,
  outages: true,
  outages_left_out: true,
  usable_by: true,
  metrics: true,
  networks: true,
  generator: true,
};
const order = Object.keys(places) as readonly (keyof Summary)[];

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
