/** What a participant's network is like. Asked for by a scenario, applied by `browser/network/`, judged by `metrics/`. */
import { momentNames } from './moment.js';

/** Figures of one network, resolved. What is absent is left as the machine's own network is. */
export interface NetworkSpec {
  /** Added round trip, not one way, in milliseconds: half in each direction. */
  readonly rtt_ms: number;
  /** Added to each packet's delay, up to so many milliseconds, at random. */
  readonly jitter_ms?: number;
  /** Share of packets lost in each direction, 0–1. */
  readonly loss?: number;
  /** kbit/s from the participant. */
  readonly up_kbps?: number;
  /** kbit/s to the participant. */
  readonly down_kbps?: number;
  /** Packets that wait when the rate is exceeded; more are lost. */
  readonly queue_packets?: number;
  /** Share of packets that overtake others, 0–1. */
  readonly reorder?: number;
  /** Nothing goes through. */
  readonly offline?: boolean;
}

export interface Network {
  /** A name of `browser/network/networks.ts`; `custom` for figures of the user's own. */
  readonly name: string;
  readonly spec: NetworkSpec;
}

/** Begins the evidence note that tells what of a participant's traffic its network does not reach. */
export const unshapedNote = 'Not shaped: ';

/** Begins the evidence note that names a host which a page asked for and was kept from. */
export const keptFromNote = 'Kept from ';

/** From when a timed step counts: the iteration's `started`, usable media, or the first moment of that name. */
export const stepAnchors = [
  'start',
  'usable',
  ...momentNames.filter((name) => name !== 'scheduled' && name !== 'started'),
] as const;
export type StepAnchor = (typeof stepAnchors)[number];

/** From then on this network. */
export interface NetworkStep {
  readonly at_ms: number;
  readonly after: StepAnchor;
  readonly network: Network;
}
