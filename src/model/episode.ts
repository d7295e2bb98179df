/** Losing and regaining the meeting: design.md, "What is measured". Computed by `metrics/`, never recorded. */

/**
 * An outage is one of the first two: while ICE and signalling stay up it is a `media_gap`, else a `reconnect`. A `connection_loss`
 * is none: ICE or signalling was lost, or the page said so, while media went on coming in or nobody sent any.
 */
export const episodeKinds = ['media_gap', 'reconnect', 'connection_loss'] as const;
export type EpisodeKind = (typeof episodeKinds)[number];

/** `media_out` and `signalling` are told when they were seen to be lost: a page that sends into a cut cable does not know it. */
export const lostParts = ['media_in', 'media_out', 'signalling'] as const;
export type LostPart = (typeof lostParts)[number];

/** `injected`: our own recorded action overlaps its start (the built-in meeting's knobs are the platform's doing). */
export const episodeCauses = ['injected', 'spontaneous'] as const;
type EpisodeCause = (typeof episodeCauses)[number];

export const episodeEnds = [
  /** It came back by itself. */
  'recovered',
  /** The page itself made a new connection or document. */
  'rejoined',
  /** The meeting took the streams away in good order meanwhile. */
  'paused',
  /** The participant was dropped: the drop is what counts. */
  'dropped',
  /** Still open at the planned leave, and too young to be called a drop there. */
  'left',
  /** The page stopped talking to us: what came then is not known. */
  'unobserved',
  /** The recording ends, or the run was cut short. */
  'open',
] as const;
export type EpisodeEnd = (typeof episodeEnds)[number];

/** Overlapping signals merged into one. Times are the recording's `t`, ms. */
export interface Episode {
  readonly kind: EpisodeKind;
  /** Of an outage: the last packet before, over all inbound streams. */
  readonly from: number;
  /** Of an outage: the first packet after, over all inbound streams. Absent when none was seen to come. */
  readonly to?: number;
  /** `to - from` of an outage. */
  readonly outage_ms?: number;
  /** Last to first rendered frame; absent when no video was received or the picture did not stop. */
  readonly frame_outage_ms?: number;
  readonly lost: readonly LostPart[];
  readonly cause: EpisodeCause;
  readonly ended: EpisodeEnd;
}
