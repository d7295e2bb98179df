/** What a state means: before the participant is in, and after. */
import type { JoinState } from '../model/join-state.js';
import { refusalReasons, type DropCause, type RefusalReason } from '../model/outcome.js';
import type { PlatformProfile } from './profile.js';

/** Why the join ends in this state, or `undefined` when it goes on. */
export function refusalOf(profile: PlatformProfile, state: JoinState): RefusalReason | undefined {
  if (state === 'unknown') return undefined;
  const told = profile.outcomes?.[state];
  if (told !== undefined) return told === 'wait' ? undefined : told;
  // Thrown out before one was in: the host said no.
  if (state === 'removed') return 'denied';
  return refusalReasons.find((reason) => reason === state);
}

/**
 * What ended a stay in the meeting, or `undefined` when the participant is still in. `reconnecting`, `joining` and
 * `unknown` pass: pages say "disconnected" and come back. In any state before the meeting it is out without having asked.
 */
export function endingOf(state: JoinState): DropCause | undefined {
  switch (state) {
    case 'in_meeting':
    case 'reconnecting':
    case 'joining':
    case 'unknown':
      return undefined;
    case 'lobby': // The host can send a participant back to the waiting room.
    case 'removed':
    case 'denied':
      return 'removed';
    case 'ended':
      return 'ended';
    default:
      return 'unknown';
  }
}
