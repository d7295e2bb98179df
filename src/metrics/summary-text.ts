/** The bytes of `summary.json`: the same summary gives the same text, whatever order its keys were made in. */
import type { Summary } from '../model/summary.js';

/** Keys in the order of the schema's file would move with it; the reader's order is verdict first, the rest as made. */
const firstKeys = ['schema_version', 'verdict', 'exit_codes', 'sentence', 'reasons', 'remarks', 'run'];

/** Two spaces, a final line break, numbers to a thousandth (a millisecond's thousandth; shares to 0.000001). */
export function summaryText(summary: Summary): string {
  return `${JSON.stringify(ordered(summary), undefined, 2)}\n`;
}

function ordered(summary: Summary): unknown {
  const entries = Object.entries(summary);
  const place = ([key]: [string, unknown]): number =>
    firstKeys.includes(key) ? firstKeys.indexOf(key) : firstKeys.length;
  return rounded(Object.fromEntries(entries.sort((a, b) => place(a) - place(b))));
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
