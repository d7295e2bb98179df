/** What a drop makes of a participant's life: it depends on whether media was usable before. */
import type { Outcome } from '../model/outcome.js';
import type { Drop } from './presence.js';

export const crashBeforeJoin: Outcome = {
  outcome: 'generator_failed',
  detail: 'the page or its browser crashed while joining',
};

export function outcomeOfDrop({ cause, since, detail }: Drop): Outcome {
  return { outcome: 'dropped', cause, since, ...(detail === undefined ? {} : { detail }) };
}

/** Thrown out after the door but before it was usable: it never joined, so it cannot have dropped. */
export function outcomeOfEarlyDrop(drop: Drop): Outcome {
  switch (drop.cause) {
    case 'removed':
      return { outcome: 'refused', reason: 'denied', detail: 'removed before media was usable' };
    case 'ended':
      return { outcome: 'refused', reason: 'ended', detail: 'ended before media was usable' };
    case 'page_crashed':
    case 'browser_crashed':
      return crashBeforeJoin;
    default:
      return { outcome: 'timed_out', state: 'in_meeting', detail: `${drop.cause} before media was usable` };
  }
}
