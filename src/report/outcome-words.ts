/** Outcomes in words, for report and terminal. */
import type { Outcome } from '../model/outcome.js';
import { words } from './format.js';

/** One clause: `refused: full`, `timed out in lobby`, `dropped: removed`. */
function outcomeWords(outcome: Outcome): string {
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
