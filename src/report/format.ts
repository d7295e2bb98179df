/** Numbers for people: one way to write each, for report and terminal alike. Missing is `–`. */

export const missing = '–';

export const classWords = { mobile: 'Mobile', desktop: 'Desktop' } as const;

/** `840 ms`, `3.42 s`, `12.3 s`, `2 min 5 s`. */
export function formatMs(ms: number | undefined): string {
  if (ms === undefined) return missing;
  if (Math.abs(ms) < 999.5) return `${Math.round(ms)} ms`;
  const seconds = ms / 1_000;
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 119.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 120) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** A time that somebody chose, a target or a timeout: `8 s`, `1.5 s`. */
export function formatLimit(ms: number): string {
  return formatMs(ms).replace(/^(\d+)(?:\.0+|(\.\d*?)0+) s$/, '$1$2 s');
}

/** An order statistic: `null` is +∞, a join that never became usable within the timeout. */
export function formatOrMore(ms: number | null | undefined, timeoutMs: number): string {
  return ms === null ? `> ${formatLimit(timeoutMs)}` : formatMs(ms);
}

/** `95 %`, `99.6 %`. What is not all never reads as 100 %, what is not nothing never as 0 %. */
export function formatShare(share: number | undefined): string {
  if (share === undefined) return missing;
  const percent = share * 100;
  let text = percent.toFixed(1);
  if (text === '100.0' && share < 1) text = '99.9';
  if (text === '0.0' && share > 0) text = '< 0.1';
  return `${text.replace(/\.0$/, '')} %`;
}

/** `750 kbit/s`, `12.0 Mbit/s`. */
export function formatKbps(kbps: number): string {
  return kbps < 999.5 ? `${Math.round(kbps)} kbit/s` : `${(kbps / 1_000).toFixed(1)} Mbit/s`;
}

/** A metric's value in its unit: `_ms` metrics are times, a rate is a share, all else a plain number. */
export function formatMetric(
  metric: string,
  threshold: string,
  value: number | null | undefined,
  timeoutMs: number,
): string {
  if (value === null) return `> ${formatLimit(timeoutMs)}`;
  if (value === undefined) return missing;
  if (/^count\b/.test(threshold)) return String(value);
  if (/_ms(\{|$)/.test(metric)) return formatMs(value);
  if (/^rate\b/.test(threshold)) return formatShare(value);
  return String(Math.round(value * 1_000) / 1_000);
}

/** `1 join`, `2 joins`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `rate_limited` → `rate limited`: names of the closed lists are readable once their underscores go. */
export function words(name: string): string {
  return name.replaceAll('_', ' ');
}
