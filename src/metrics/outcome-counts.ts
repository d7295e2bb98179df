/** How often each scenario's participants of each device class ended how. */
import type { OutcomeCount } from '../model/summary.js';
import type { OutcomeLine } from '../model/line.js';
import type { IterationRecord } from './iteration.js';
import { refusalAdvice } from './refusal-advice.js';

/** The most frequent first, then by name. An iteration without an outcome line was interrupted. */
export function countOutcomes(iterations: readonly IterationRecord[]): readonly OutcomeCount[] {
  const counts = new Map<string, OutcomeCount>();
  for (const { scheduled, outcome } of iterations) {
    const { scenario, device_class } = scheduled.tags;
    const kind = { scenario, device_class, ...kindOf(outcome) };
    const key = JSON.stringify(kind);
    counts.set(key, { ...kind, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts]
    .sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1))
    .map(([, count]) => count);
}

function kindOf(line: OutcomeLine | undefined): Omit<OutcomeCount, 'scenario' | 'device_class' | 'count'> {
  if (line === undefined) return { outcome: 'interrupted' };
  switch (line.outcome) {
    case 'refused':
      return { outcome: 'refused', reason: line.reason, advice: refusalAdvice[line.reason] };
    case 'dropped':
      return { outcome: 'dropped', cause: line.cause };
    case 'timed_out':
      return { outcome: 'timed_out', state: line.state };
    default:
      return { outcome: line.outcome };
  }
}
