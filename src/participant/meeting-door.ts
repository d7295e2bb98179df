/** What a participant asks of its platform: the engine with the profile, the page and the link filled in. */
import type { Outcome } from '../model/outcome.js';
import type { Deadline } from '../shared/deadline.js';

export interface MeetingDoor {
  /** The state that the profile's rules prove now. */
  readonly state: string;
  /** Opens the link and joins. @returns why it is not in, or `undefined` when it is. */
  join(deadline: Deadline, signal: AbortSignal): Promise<Outcome | undefined>;
  /** Leaves as a person would. Rejects when that did not work; closing the page always does. */
  leave(deadline: Deadline): Promise<void>;
  act(name: 'mute' | 'unmute' | 'cameraOn' | 'cameraOff'): Promise<void>;
}
