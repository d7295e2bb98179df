/** How much of a delay the page's own work does not account for. */
import type { Span } from './natives.js';

/**
 * @param delay from when a timer was due to when it came
 * @param busy the page's long tasks, in any order, none beside another
 * @returns ms
 */
export function unexplained({ from, to }: Span, busy: readonly Span[]): number {
  let left = to - from;
  for (const task of busy) left -= Math.max(0, Math.min(task.to, to) - Math.max(task.from, from));
  return Math.max(0, left);
}
