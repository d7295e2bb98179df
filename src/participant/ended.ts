/** Thrown through a scenario's `exec` when a participant's life is over before its code is. Carries the outcome. */
import type { Outcome } from '../model/outcome.js';

export class Ended extends Error {
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super(describe(outcome));
    this.name = 'Ended';
    this.outcome = outcome;
  }
}

function describe(outcome: Outcome): string {
  switch (outcome.outcome) {
    case 'refused':
      return `refused: ${outcome.reason}`;
    case 'dropped':
      return `dropped: ${outcome.cause}`;
    case 'timed_out':
      return `timed out in state ${outcome.state}`;
    default:
      return outcome.outcome.replace('_', ' ');
  }
}
