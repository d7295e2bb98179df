/** What "> timeout" means in this run. */
import type { RunOptions } from '../model/run-options.js';

export function longestTimeoutMs({ scenarios, target }: RunOptions): number {
  return Math.max(target.join_time_ms, ...Object.values(scenarios).map((scenario) => scenario.join_timeout_ms));
}
