/**
 * How code in a page reports, whichever room it comes from. The probe's page script puts one channel on
 * `globalThis[pageChannelKey]` before any other script of ours (and any of the page's) runs; media and platform
 * scripts, which come after it in the same init script, use it. Times stay the page's: the probe's host side maps them.
 */
import type { Line } from './line.js';
import type { PageMs } from './time.js';

export const pageChannelKey = '__rollcall';

type WithoutHostFields<L> = L extends unknown ? Omit<L, 't' | 'p' | 'uncertainty_ms'> : never;

/** A line as the page knows it: when, on its own clock, and what. */
export type PageEntry = { readonly at: PageMs } & WithoutHostFields<
  Extract<Line, { readonly type: 'moment' | 'state' | 'stats' | 'packets' | 'evidence' }>
>;

export interface PageChannel {
  /** `at` is `performance.now()` of this document unless given. State changes and moments leave at once. */
  report(entry: PageEntry): void;
  /** Once a second, and with each message: what the page wants to add to the next batch. */
  readonly document: string;
  /** `connectionState` of every RTCPeerConnection that is open in this document. */
  connections(): readonly string[];
  /** Calls back whenever one of these may have changed. */
  onConnection(changed: () => void): void;
}
