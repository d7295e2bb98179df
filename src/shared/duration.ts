/** Durations as k6 writes them: `8s`, `1m30s`, `250ms`, `1h`, `1d`, or a number of milliseconds. */

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const wholePattern = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/;
const partPattern = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g;

/** @returns milliseconds, or `undefined` when it is no duration (negative, NaN, no unit, another text). */
export function parseDuration(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (!wholePattern.test(text)) return undefined;
  let total = 0;
  for (const [, count, unit] of text.matchAll(partPattern)) total += Number(count) * (unitMs[unit ?? ''] ?? 0);
  return Number.isFinite(total) ? total : undefined;
}

/** The shortest way to write it: `8s`, `1m30s`, `250ms`, `0s`. */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0s';
  if (ms < 1_000) return `${round(ms)}ms`;
  let rest = ms;
  let text = '';
  for (const unit of ['d', 'h', 'm'] as const) {
    const size = unitMs[unit] ?? 1;
    const count = Math.floor(rest / size);
    if (count > 0) {
      text += `${count}${unit}`;
      rest -= count * size;
    }
  }
  return rest === 0 ? text : `${text}${round(rest / 1_000)}s`;
}

function round(value: number): string {
  return String(Math.round(value * 1_000) / 1_000);
}
