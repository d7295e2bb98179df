/**
 * The single table of metrics. Samples, thresholds, `rollcall metrics`, sinks, dashboards and report legends follow it.
 *
 * The types are k6's: a Trend has an order (percentiles), a Rate is the share of samples that are 1, a Counter adds up, a Gauge
 * is its last value. Unless a selector names `visit` or `role`, a metric is that of first joins (`visit: first`) by full
 * participants (`role: full`).
 */
export type MetricType = 'trend' | 'rate' | 'counter' | 'gauge';

export interface MetricDefinition {
  readonly type: MetricType;
  /** Of one value. */
  readonly unit: 'ms' | 'share' | 'count';
  /** From which event to which, and which iterations have a sample. */
  readonly definition: string;
  /** Where it is defined. */
  readonly source: string;
  /** The moments that it rests on. */
  readonly moments: readonly string[];
}

const design = 'Rollcall, "What is measured"';
const k6 = 'https://grafana.com/docs/k6/latest/using-k6/metrics/reference/';

const phase = (definition: string, ...moments: readonly string[]): MetricDefinition => ({
  type: 'trend',
  unit: 'ms',
  definition: `${definition} Of joins that became usable; with the other phases it adds up to join_time_ms.`,
  source: design,
  moments,
});

export const catalog = {
  join_time_ms: {
    type: 'trend',
    unit: 'ms',
    definition:
      'From opening the link to usable media. A join that never became usable counts as +∞; one that was interrupted or that ' +
      'the generator broke does not count.',
    source: design,
    moments: ['link_opened', 'usable'],
  },
  join_time_without_lobby_ms: {
    type: 'trend',
    unit: 'ms',
    definition: 'join_time_ms less the time in the waiting room.',
    source: design,
    moments: ['link_opened', 'usable'],
  },
  join_press_to_media_ms: {
    type: 'trend',
    unit: 'ms',
    definition:
      'From the last press on Join to usable media: what a person waits after pressing. Of joins that got as far as pressing; ' +
      'one of them that never became usable counts as +∞.',
    source: design,
    moments: ['join_pressed', 'usable'],
  },
  page_ms: phase('From opening the link to the page before the join.', 'link_opened', 'page_ready'),
  prejoin_ms: phase('From the page before the join to the last press on Join.', 'page_ready', 'join_pressed'),
  lobby_ms: phase('Time in the waiting room; absent where there was none.', 'in_meeting'),
  admission_ms: phase('From the press on Join to being in, less the waiting room.', 'join_pressed', 'in_meeting'),
  media_ms: phase('From being in to usable media.', 'in_meeting', 'usable'),
  join_success: {
    type: 'rate',
    unit: 'share',
    definition:
      'Joins that became usable, of all that were attempted and neither interrupted nor broken by the generator.',
    source: design,
    moments: ['usable'],
  },
  join_within_target: {
    type: 'rate',
    unit: 'share',
    definition:
      'Joins usable within the target, of all that were planned (dropped iterations too) and neither interrupted nor broken by ' +
      'the generator.',
    source: design,
    moments: ['link_opened', 'usable'],
  },
  drop_rate: {
    type: 'rate',
    unit: 'share',
    definition:
      'Joins that ended in a drop (removed, ended, transport_failed, signalling_lost, unknown), of all joins that became usable.',
    source: design,
    moments: ['usable'],
  },
  outage_ms: {
    type: 'trend',
    unit: 'ms',
    definition:
      'From the last packet to the first, over all inbound streams, where nothing came for 400 ms or longer while somebody else of ' +
      'the run sent. Of outages that ended: one that was open at a drop is the drop.',
    source: design,
    moments: ['usable'],
  },
  frame_outage_ms: {
    type: 'trend',
    unit: 'ms',
    definition: 'From the last picture to the first, around an outage. Of outages in which a picture stood still.',
    source: 'https://www.w3.org/TR/webrtc-stats/#dom-rtcinboundrtpstreamstats-totalfreezesduration',
    moments: ['usable', 'first_frame'],
  },
  media_gaps: {
    type: 'counter',
    unit: 'count',
    definition: 'Outages that ended, during which ICE and signalling stayed up.',
    source: design,
    moments: ['usable'],
  },
  reconnects: {
    type: 'counter',
    unit: 'count',
    definition:
      'Outages that ended, during which ICE or signalling was down or the page made a new connection. Every outage is a media gap or a ' +
      'reconnect.',
    source: design,
    moments: ['usable'],
  },
  connection_losses: {
    type: 'counter',
    unit: 'count',
    definition:
      'Times that ICE or signalling was lost and came back, or the page said so, without an outage: media went on coming in, or ' +
      'nobody sent any.',
    source: design,
    moments: ['usable'],
  },
  inbound_video_freeze_ratio: {
    type: 'trend',
    unit: 'share',
    definition:
      'Of the time in which a participant received pictures, how much they stood still. Of those who received any.',
    source: 'https://www.w3.org/TR/webrtc-stats/#dom-rtcinboundrtpstreamstats-totalfreezesduration',
    moments: ['usable'],
  },
  poor_quality_ratio: {
    type: 'trend',
    unit: 'share',
    definition:
      'Of the time in which a participant received packets, how much was poor: more than 10 % lost, a round trip above 500 ms, or ' +
      'jitter of sound above 30 ms, second by second.',
    source: 'https://learn.microsoft.com/microsoftteams/stream-classification-in-call-quality-dashboard',
    moments: ['usable'],
  },
  iterations: {
    type: 'counter',
    unit: 'count',
    definition: 'Iterations that came to an end of their own: not interrupted.',
    source: k6,
    moments: [],
  },
  dropped_iterations: {
    type: 'counter',
    unit: 'count',
    definition: 'Iterations that the plan wanted and for which no VU was free.',
    source: k6,
    moments: [],
  },
  start_delay_ms: {
    type: 'trend',
    unit: 'ms',
    definition: "From when the plan wanted an iteration to when it really started: the generator's own delay.",
    source: design,
    moments: ['scheduled', 'started'],
  },
} as const satisfies Readonly<Record<string, MetricDefinition>>;

export type MetricName = keyof typeof catalog;

export const metricNames = Object.keys(catalog) as readonly MetricName[];

export function metricNamed(name: string): MetricDefinition | undefined {
  return Object.hasOwn(catalog, name) ? catalog[name as MetricName] : undefined;
}
