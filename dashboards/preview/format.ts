/** Values as Grafana would write them in the units that the dashboards use, and text that is safe in HTML. */
import type { Cell } from '../grafana/frames.js';

export function valueText(value: Cell, unit: string, decimals?: number): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  switch (unit) {
    case 'ms':
      return Math.abs(value) >= 1_000
        ? `${trimmed(value / 1_000, decimals ?? 2)} s`
        : `${trimmed(value, decimals ?? 1)} ms`;
    case 'percentunit':
      return `${trimmed(100 * value, decimals ?? 1)}%`;
    case 'Kbits':
      return `${trimmed(value, 0)} kb/s`;
    case 'cps':
      return `${trimmed(value, 2)} c/s`;
    case 'fps':
      return `${trimmed(value, 1)} fps`;
    case 'dateTimeAsIso':
      return new Date(value).toISOString().slice(0, 19).replace('T', ' ');
    default:
      return trimmed(value, decimals ?? 2);
  }
}

function trimmed(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (each) => entities[each] ?? each);
}
