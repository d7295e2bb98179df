/**
 * What a report draws of one participant over time. In: its joins and its stay. Out: spans that follow each other without a hole, what
 * was done to it, and curves; all bounded, whatever happened.
 *
 *     joining ─► in ⇄ degraded (poor quality) ⇄ gap (a media gap) ⇄ reconnecting (a reconnect or a lost connection) ⇄ unobserved ─► out
 *
 * Where two would overlap, what is further to the right holds: nobody knows what quality an unobserved page had.
 */
import type { InjectedSpan } from './injected.js';
import type { IterationRecord } from './iteration.js';
import { endedAt } from './drops.js';
import type { CompactSeries } from './compact-series.js';
import type { StayRecord } from './stay.js';
import type { RunData } from './run-data.js';

const timelineStates = ['out', 'joining', 'in', 'degraded', 'gap', 'reconnecting', 'unobserved'] as const;
export type TimelineState = (typeof timelineStates)[number];

interface TimelineSpan {
  readonly from: number;
  readonly to: number;
  readonly state: TimelineState;
}

/** Means of equal spans of time: the n-th is of `from + n × bucket_ms` on; `null` where nothing was measured. */
export interface TimelineCurve {
  readonly from: number;
  readonly bucket_ms: number;
  readonly values: readonly (number | null)[];
}

export interface Timeline {
  readonly p: string;
  /** Times are the recording's `t`. From the link's opening to the end; a visit lasts until the next opens its link. */
  readonly spans: readonly TimelineSpan[];
  readonly spans_left_out: number;
  readonly injected: readonly InjectedSpan[];
  readonly round_trip_ms: TimelineCurve;
  /** Of the inbound packets, 0–1. */
  readonly loss: TimelineCurve;
  /** kbit/s of payload. The browser's bytes are recorded every 10 s only, so each value is of the 10 s before. */
  readonly received_kbps: TimelineCurve;
  readonly sent_kbps: TimelineCurve;
  /** Decoded frames a second, of one remote picture. */
  readonly frames_per_second: TimelineCurve;
}

const spansKept = 200;

/** One for each iteration, in their order. */
export function timelinesOf({ iterations, stayOf, lastT }: RunData): readonly Timeline[] {
  return iterations.map((iteration) => timelineOf(iteration, stayOf(iteration.scheduled.p), lastT));
}

/** @param until the recording's last `t`, for who is still in */
function timelineOf(iteration: IterationRecord, stay: StayRecord | undefined, until: number): Timeline {
  const end = endedAt(iteration) ?? until;
  const layers = layersOf(iteration, stay, end);
  const spans = flattened(layers, end);
  const curves = stay?.quality.curves;
  return {
    p: iteration.scheduled.p,
    spans: spans.slice(0, spansKept),
    spans_left_out: Math.max(0, spans.length - spansKept),
    injected: stay?.injected ?? [],
    round_trip_ms: curveOf(curves?.rtt),
    loss: curveOf(curves?.loss),
    received_kbps: curveOf(curves?.received),
    sent_kbps: curveOf(curves?.sent),
    frames_per_second: curveOf(curves?.frameRate),
  };
}

function layersOf(iteration: IterationRecord, stay: StayRecord | undefined, end: number): readonly TimelineSpan[] {
  const joins = [iteration.first, ...iteration.again];
  const layers: TimelineSpan[] = [];
  for (const [index, { moments, usable }] of joins.entries()) {
    const opened = moments.link_opened;
    if (opened === undefined) continue;
    const over = joins[index + 1]?.moments.link_opened ?? end;
    layers.push({ from: opened, to: usable?.t ?? over, state: 'joining' });
    if (usable !== undefined) layers.push({ from: usable.t, to: over, state: 'in' });
  }
  for (const { from, to } of stay?.quality.poor ?? []) layers.push({ from, to, state: 'degraded' });
  const unobserved = stay?.unobserved ?? [];
  for (const { kind, from, to, ended } of stay?.episodes ?? []) {
    const lost = ended === 'unobserved' ? unobserved.find((span) => span.from >= from)?.from : undefined;
    layers.push({ from, to: to ?? lost ?? end, state: kind === 'media_gap' ? 'gap' : 'reconnecting' });
  }
  for (const { from, to = end } of unobserved) layers.push({ from, to, state: 'unobserved' });
  return layers;
}

/** One state at a time: cut at every edge, the strongest of what lies there. */
function flattened(layers: readonly TimelineSpan[], end: number): readonly TimelineSpan[] {
  const edges = [...new Set(layers.flatMap(({ from, to }) => [Math.min(from, end), Math.min(to, end)]))].sort(
    (a, b) => a - b,
  );
  const spans: { from: number; to: number; state: TimelineState }[] = [];
  for (const [index, from] of edges.entries()) {
    const to = edges[index + 1];
    if (to === undefined) break;
    let state: TimelineState = 'out';
    for (const layer of layers) {
      if (layer.from <= from && layer.to >= to && strength(layer.state) > strength(state)) state = layer.state;
    }
    const last = spans.at(-1);
    if (last?.state === state) last.to = to;
    else spans.push({ from, to, state });
  }
  return spans;
}

function strength(state: TimelineState): number {
  return timelineStates.indexOf(state);
}

function curveOf(series: CompactSeries | undefined): TimelineCurve {
  if (series === undefined) return { from: 0, bucket_ms: 1_000, values: [] };
  return { from: series.from, bucket_ms: series.bucketMs, values: series.means.map((mean) => mean ?? null) };
}
