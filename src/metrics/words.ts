/** Numbers in sentences. English; what a number means is decided elsewhere. */
import type { MetricDefinition } from './catalog.js';

/** `8 s`, `3.2 s`, `850 ms`; +∞ is `never`. */
export function timeWords(ms: number): string {
  if (!Number.isFinite(ms)) return 'never';
  if (Math.abs(ms) < 1_000) return `${Math.round(ms)} ms`;
  return `${trimmed(ms / 1_000, Math.abs(ms) < 100_000 ? 1 : 0)} s`;
}

/** `72 %`; near the ends with a decimal, and never rounded to all or nothing. */
export function shareWords(share: number): string {
  if (share === 0 || share === 1) return `${share * 100} %`;
  const percent = share * 100;
  if (percent > 1 && percent < 99) return `${Math.round(percent)} %`;
  return `${trimmed(Math.min(99.9, Math.max(0.1, percent)), 1)} %`;
}

export function valueWords(value: number, unit: MetricDefinition['unit']): string {
  if (unit === 'ms') return timeWords(value);
  return unit === 'share' ? shareWords(value) : trimmed(value, 3);
}

/** `12`, `4.0`, `0.55`: two digits that mean something. */
export function figureWords(value: number): string {
  if (value >= 10) return value.toFixed(0);
  return value >= 1 ? value.toFixed(1) : String(Number(value.toFixed(2)));
}

/** `a, b and c` */
export function list(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function trimmed(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)));
}
