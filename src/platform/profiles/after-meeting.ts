/**
 * What can follow a meeting. Whoever is in one reads in its chat what others write, be it ever so much like a refusal ("the
 * link is invalid", "sign in to join"): a refusal comes before a meeting, never after it.
 */
import type { ProvableState } from '../profile.js';

export const afterMeeting: readonly ProvableState[] = [
  'reconnecting',
  'in_meeting',
  'removed',
  'ended',
  'left',
  // The host can send people back to the waiting room, and the page may begin anew.
  'lobby',
  'joining',
  'prejoin',
  'app_redirect',
  'landing',
];
