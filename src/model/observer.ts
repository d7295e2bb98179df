/** What a room that acts on a page may know of what the probe sees there, without knowing the probe. */
import type { JoinState } from './join-state.js';

export interface JoinObserver {
  /** The state that the profile's rules prove now. */
  readonly state: JoinState;
  /** What proved it, for people. */
  readonly detail?: string | undefined;
  /**
   * Resolves with the first state for which `wanted` is true: at once if the present one is.
   * Rejects with the signal's reason when aborted. The caller removes nothing: waits clean up after themselves.
   */
  until(wanted: (state: JoinState) => boolean, signal: AbortSignal): Promise<JoinState>;
}
