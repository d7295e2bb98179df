/**
 * Those who stayed as long as was planned and then did not find the way out: the profile does not know the page's (any more). Their pages
 * were closed, which the meeting cannot tell from leaving in a hurry, so it spoils no number; but a profile is out of date.
 */
import type { Line } from '../model/line.js';
import { inert } from '../shared/redact.js';

export interface StuckLeaving {
  readonly participants: number;
  /** What was in the way of the first of them. */
  readonly error: string;
}

export interface StuckLeavingReducer {
  step(line: Line): void;
  /** `undefined`: there was none. */
  readonly stuck: StuckLeaving | undefined;
}

export function createStuckLeavingReducer(): StuckLeavingReducer {
  const errors = new Map<string, string>();
  let participants = 0;
  let first: string | undefined;
  return {
    step(line) {
      if (line.type === 'action' && line.name === 'leave' && line.error !== undefined && line.p !== undefined)
        errors.set(line.p, inert(line.error, 200));
      else if (line.type === 'outcome') {
        const error = errors.get(line.p);
        errors.delete(line.p);
        if (error === undefined || line.outcome !== 'completed') return;
        participants += 1;
        first ??= error;
      }
    },
    get stuck() {
      return first === undefined ? undefined : { participants, error: first };
    },
  };
}
