/**
 * How good media was while a participant was in: freezes, and time in poor quality. In: steps from one stats line to the next.
 * Out: totals, spans of poor quality, and curves for the report, all bounded.
 *
 * - Freezes: `freezeCount` and `totalFreezesDuration` of all inbound video, as the browser counts them (a frame later than
 *   max(3 δ, δ + 150 ms): https://www.w3.org/TR/webrtc-stats/#dom-rtcinboundrtpstreamstats-freezecount). `freeze_ratio` is their
 *   duration ÷ the time for which the streams delivered pictures.
 * - Poor quality: a second in which more than 10 % of the inbound packets were lost, the round trip took more than 500 ms, or the jitter
 *   of sound was above 30 ms. These are the limits beyond which Microsoft Teams calls a stream of sound poor
 *   (learn.microsoft.com, "Stream classification in Call Quality Dashboard"); a second without any packet is not judged.
 *   Silences are neither good nor poor: they are outages or nothing.
 */
import { CompactSeries } from './compact-series.js';
import type { StatsStep } from './stats-reader.js';

const poor = { lossShare: 0.1, rttMs: 500, jitterMs: 30 } as const;
/** Loss of so few packets is no share. */
const fewestPackets = 10;
const spansKept = 100;
/** A line that is later than this says nothing about each second of it. */
const longestStepMs = 5_000;

export interface QualityTotals {
  /** Time that could be judged, ms, and how much of it was poor. */
  readonly judgedMs: number;
  readonly poorMs: number;
  readonly freezes: number;
  readonly freezeMs: number;
  /** Time × streams for which pictures were received, ms. */
  readonly picturesMs: number;
  /** The first of them; the last may be longer than it was when there were too many. */
  readonly poor: readonly { readonly from: number; readonly to: number }[];
  readonly curves: Curves;
}

export interface Curves {
  /** Milliseconds. */
  readonly rtt: CompactSeries;
  /** Of the inbound packets, 0–1. */
  readonly loss: CompactSeries;
  /** kbit/s of payload, of the last 10 s: bytes are told no more often. */
  readonly received: CompactSeries;
  readonly sent: CompactSeries;
  /** Decoded frames a second, of one remote picture. */
  readonly frameRate: CompactSeries;
}

export class MediaQuality {
  #judgedMs = 0;
  #poorMs = 0;
  #freezes = 0;
  #freezeMs = 0;
  #picturesMs = 0;
  readonly #poor: { from: number; to: number }[] = [];
  #curves: Curves | undefined;

  begin(t: number): void {
    this.#curves ??= {
      rtt: new CompactSeries(t),
      loss: new CompactSeries(t),
      received: new CompactSeries(t),
      sent: new CompactSeries(t),
      frameRate: new CompactSeries(t),
    };
  }

  end(t: number): void {
    const last = this.#poor.at(-1);
    if (last !== undefined) last.to = Math.min(last.to, t);
  }

  get totals(): QualityTotals {
    return {
      judgedMs: this.#judgedMs,
      poorMs: this.#poorMs,
      freezes: this.#freezes,
      freezeMs: this.#freezeMs,
      picturesMs: this.#picturesMs,
      poor: this.#poor.map((span) => ({ ...span })),
      curves: this.#curves ?? noCurves,
    };
  }

  step(step: StatsStep, isSilent: boolean): void {
    const { from, to, received, lost, frames, pictures } = step;
    const ms = from === undefined ? 0 : Math.min(longestStepMs, Math.max(0, to - from));
    const total = received + lost;
    this.#freezes += step.freezes;
    this.#freezeMs += step.freezeMs;
    this.#picturesMs += ms * pictures;
    const curves = this.#curves;
    if (curves !== undefined) {
      if (step.rttMs !== undefined) curves.rtt.add(to, step.rttMs);
      if (total > 0) curves.loss.add(to, lost / total);
      if (step.receivedKbps !== undefined) curves.received.add(to, step.receivedKbps);
      if (step.sentKbps !== undefined) curves.sent.add(to, step.sentKbps);
      if (pictures > 0 && ms > 0) curves.frameRate.add(to, (frames / pictures / ms) * 1_000);
    }
    if (from === undefined || ms === 0 || isSilent || received === 0) return;
    this.#judgedMs += ms;
    const isPoor =
      (total >= fewestPackets && lost / total > poor.lossShare) ||
      (step.rttMs ?? 0) > poor.rttMs ||
      (step.jitterMs ?? 0) > poor.jitterMs;
    if (!isPoor) return;
    this.#poorMs += ms;
    this.#addPoor(to - ms, to);
  }

  #addPoor(from: number, to: number): void {
    const last = this.#poor.at(-1);
    if (last !== undefined && (from <= last.to + 1 || this.#poor.length >= spansKept)) last.to = to;
    else this.#poor.push({ from, to });
  }
}

const noCurves: Curves = {
  rtt: new CompactSeries(0),
  loss: new CompactSeries(0),
  received: new CompactSeries(0),
  sent: new CompactSeries(0),
  frameRate: new CompactSeries(0),
};
