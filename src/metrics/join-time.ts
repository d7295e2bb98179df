/** How long a join took. Each is `undefined`, not 0, when one of its two ends is missing. */
import type { JoinRecord } from './iteration.js';
import { phaseDurations } from './phases.js';

/**
 * From opening the link to usable media (`usable.ts`), waiting room included, in milliseconds.
 *
 * `connectionState === 'connected'` is not the end: it says that the transport is up, and a server may not have forwarded
 * anything yet. A join that never became usable has no value here; `samples.ts` counts it as +∞.
 */
export function joinTimeMs({ moments, usable }: JoinRecord): number | undefined {
  return usable === undefined || moments.link_opened === undefined ? undefined : usable.t - moments.link_opened;
}

/** `joinTimeMs` less the time in the waiting room: a host who lets people wait is not the platform's slowness. */
export function joinTimeWithoutLobbyMs(join: JoinRecord): number | undefined {
  const joinTime = joinTimeMs(join);
  return joinTime === undefined ? undefined : joinTime - (phaseDurations(join).lobby ?? 0);
}

/** What a person waits after the last press on Join, in milliseconds. */
export function joinPressToMediaMs({ moments, usable }: JoinRecord): number | undefined {
  return usable === undefined || moments.join_pressed === undefined ? undefined : usable.t - moments.join_pressed;
}
