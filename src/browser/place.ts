/**
 * Which browser process carries the next participant. Pure: loads and a demand in, a browser or "start another" out.
 */
import { HarnessError } from '../shared/errors.js';

/**
 * Chrome gives up on the 17th audio sender of one browser process, silently: its audio is never sent. So this is a
 * bound of placement and not of taste (measured, see design.md).
 */
const maxAudioSendersPerBrowser = 16;

export interface PlacementLimits {
  /** Contexts a browser process carries at most: what one crash may cost. */
  readonly contextsPerBrowser: number;
  /** Browser processes at most; absent: as many as it takes. */
  readonly browsers?: number;
}

/**
 * Eight: one network service and one audio service serve all contexts of a process, and a crash takes all of them. Fewer
 * would cost a browser's own 100 MB more often.
 */
export const defaultLimits: PlacementLimits = { contextsPerBrowser: 8 };

/** What a participant needs. */
export interface PlaceDemand {
  /** RTCRtpSenders with audio that its pages hold at once: 1 with a microphone, 0 without. */
  readonly audioSenders: number;
}

/** A browser process and what it carries. */
export interface BrowserLoad {
  readonly id: number;
  readonly contexts: number;
  readonly audioSenders: number;
}

/**
 * The least loaded browser that has room, so that a crash costs few and all network services share the work.
 *
 * @returns the id of a load, or `new` when another browser has to be started.
 * @throws HarnessError `environment` when no browser, old or new, can take it; the message names the limit.
 */
export function placeFor(
  demand: PlaceDemand,
  loads: readonly BrowserLoad[],
  limits: PlacementLimits = defaultLimits,
): number | 'new' {
  if (demand.audioSenders > maxAudioSendersPerBrowser) {
    throw new HarnessError(
      'environment',
      `A participant wants ${demand.audioSenders} audio senders; Chrome allows ${maxAudioSendersPerBrowser} in a browser process.`,
      { hint: 'Let it be several participants.' },
    );
  }
  const [best] = loads
    .filter(
      ({ contexts, audioSenders }) =>
        contexts < limits.contextsPerBrowser && audioSenders + demand.audioSenders <= maxAudioSendersPerBrowser,
    )
    .sort((a, b) => a.contexts - b.contexts || a.audioSenders - b.audioSenders || a.id - b.id);
  if (best !== undefined) return best.id;
  if (limits.browsers === undefined || loads.length < limits.browsers) return 'new';
  const audio = loads.some(({ contexts }) => contexts < limits.contextsPerBrowser);
  throw new HarnessError(
    'environment',
    audio
      ? `No place for another participant with a microphone: Chrome allows ${maxAudioSendersPerBrowser} audio senders in a browser process, and all ${limits.browsers} have them.`
      : `No place for another participant: ${limits.browsers} browsers of ${limits.contextsPerBrowser} contexts each are full.`,
    { hint: 'Allow more browser processes, or start fewer participants.' },
  );
}

/** How many browsers a plan will need at its peak, so that they can be started before the first join. */
export function browsersFor(demands: readonly PlaceDemand[], limits: PlacementLimits = defaultLimits): number {
  const loads: { id: number; contexts: number; audioSenders: number }[] = [];
  // Greedy in the order of arrival, which is how the pool will meet them.
  for (const demand of demands) {
    const place = placeFor(demand, loads, limits);
    const load = place === 'new' ? { id: loads.length, contexts: 0, audioSenders: 0 } : loads[place];
    if (load === undefined) continue;
    if (place === 'new') loads.push(load);
    load.contexts += 1;
    load.audioSenders += demand.audioSenders;
  }
  return loads.length;
}
