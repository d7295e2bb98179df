/** Outcomes in words, for report and terminal. */
import { refusalAdvice } from '../metrics/refusal-advice.js';
import type { Outcome, RefusalReason } from '../model/outcome.js';
import type { OutcomeCount } from '../model/summary.js';
import { words } from './format.js';

/** One clause: `refused: full`, `timed out in lobby`, `dropped: removed`. */
export function outcomeWords(outcome: Outcome): string {
  switch (outcome.outcome) {
    case 'refused':
      return `refused: ${words(outcome.reason)}`;
    case 'timed_out':
      return `timed out in ${words(outcome.state)}`;
    case 'dropped':
      return `dropped: ${words(outcome.cause)}`;
    case 'interrupted':
      return outcome.state === undefined ? 'interrupted' : `interrupted in ${words(outcome.state)}`;
    case 'completed':
    case 'unreachable':
    case 'script_failed':
    case 'generator_failed':
      return words(outcome.outcome);
  }
}

/** @returns `undefined` for an iteration that went as planned, was interrupted, or has no end. */
export function badEnd(outcome: Outcome | undefined): string | undefined {
  if (outcome === undefined || outcome.outcome === 'completed' || outcome.outcome === 'interrupted') return undefined;
  return outcomeWords(outcome);
}

/** What a person can do about it; only refusals have such a sentence. */
export function adviceOn(outcome: Outcome | undefined): string | undefined {
  return outcome?.outcome === 'refused' ? refusalAdvice[outcome.reason] : undefined;
}

/** For each wall that somebody met what it was, how often, and what a person can do; the most frequent first. */
export function refusalsIn(
  outcomes: readonly OutcomeCount[],
): readonly { readonly what: string; readonly count: number; readonly advice: string }[] {
  const counts = new Map<RefusalReason, number>();
  for (const { reason, count } of outcomes) {
    if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + count);
  }
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([reason, count]) => ({ what: words(reason), count, advice: refusalAdvice[reason] }));
}
