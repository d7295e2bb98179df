/** Losing and regaining the meeting: design.md, "What is measured". Computed by `metrics/`, never recorded. */

/** While ICE and signalling stay up it is a `media_gap`, else a `reconnect`. Every outage is exactly one of them. */
export type OutageKind = 'media_gap' | 'reconnect';
export type LostPart = 'media_in' | 'media_out' | 'signalling';
/** `injected`: our own recorded action overlaps its start (the meeting's knobs are the platform's doing). */
export type OutageCause = 'injected' | 'spontaneous';
/** `rejoined`: by the page itself, in a new document or peer connection. `left`: still open at the planned leave. */
export type OutageEnd = 'recovered' | 'rejoined' | 'dropped' | 'left' | 'open';

/** Overlapping signals merged into one episode. Times are the recording's `t`, ms. */
export interface Outage {
  readonly kind: OutageKind;
  /** The last packet before, over all inbound streams. */
  readonly from: number;
  /** The first packet after, over all inbound streams; absent: still open when the participant left or was dropped. */
  readonly to?: number;
  /** `to - from`. */
  readonly outage_ms?: number;
  /** Last to first rendered frame; absent when no video was received. */
  readonly frame_outage_ms?: number;
  readonly lost: readonly LostPart[];
  readonly cause: OutageCause;
  readonly ended: OutageEnd;
}
