/** One iteration on its way to points: its tags, its media since the last second, and which state it is in. */
import type { Line, StateLine } from '../../model/line.js';
import type { IterationRecord } from '../../metrics/iteration.js';
import { Links } from '../../metrics/links.js';
import type { StatsStep } from '../../metrics/stats-reader.js';
import { Happenings } from './happenings.js';
import { noTag, type Tags } from './point.js';
import type { FieldOf } from './schema.js';

export const personStates = ['joining', 'lobby', 'in', 'reconnecting', 'left', 'failed'] as const;
export type PersonState = (typeof personStates)[number];

/** Sums over the stats lines since the last second that was told; `undefined` where nothing was measured. */
export type MediaSecond = Readonly<
  Record<Exclude<FieldOf<'meet_media'>, 'freeze_ms'>, number | undefined> & { freeze_ms: number }
>;

/** So long after something happened to its connection there may be an outage to tell; longer than `points.ts` waits. */
const watchedMs = 20_000;

export class Person {
  readonly record: IterationRecord;
  readonly groupTags: Tags;
  readonly tags: Tags;
  readonly happenings = new Happenings();
  /** Episodes that are told. */
  episodesTold = 0;
  /** Until then there may be an outage to tell. */
  watchUntil = -Infinity;
  readonly #links = new Links(() => ['media_in']);
  #media = newMedia();

  constructor(record: IterationRecord, runId: string, participant: string) {
    this.record = record;
    const { scenario, platform, device_class: deviceClass, network, region, role } = record.scheduled.tags;
    this.groupTags = {
      run_id: runId,
      scenario,
      platform,
      device_class: deviceClass,
      network,
      region: region ?? noTag,
      role,
    };
    this.tags = { ...this.groupTags, participant };
  }

  /** @param added by a stats line to those before it */
  step(line: Line, added: StatsStep | undefined): void {
    if (line.type === 'stats') {
      if (added !== undefined) this.#addStats(added);
      return;
    }
    this.happenings.step(line);
    if (line.type === 'state') this.#state(line);
    else if (line.type === 'packets') this.watchUntil = line.t + watchedMs;
    else if (line.type === 'action' && line.name === 'rejoin') this.watchUntil = line.t + watchedMs;
    else if (line.type === 'outcome') this.watchUntil = line.t + watchedMs;
  }

  get state(): PersonState {
    const { first, again, outcome } = this.record;
    const join = again.at(-1) ?? first;
    if (outcome !== undefined) return outcome.outcome === 'completed' ? 'left' : 'failed';
    if (join.usable !== undefined) return this.#links.isDown ? 'reconnecting' : 'in';
    const lobby = join.lobby.at(-1);
    return lobby !== undefined && lobby.to === undefined && join.moments.in_meeting === undefined ? 'lobby' : 'joining';
  }

  /** What was measured since it was last asked. */
  takeMedia(): MediaSecond | undefined {
    const { lines, rtt, jitter, received, lost, receivedKbps, sentKbps, frames, pictureMs, freezeMs } = this.#media;
    if (lines === 0) return undefined;
    this.#media = newMedia();
    // In the order in which they are sent.
    return {
      frames_per_second: pictureMs > 0 ? (frames / pictureMs) * 1_000 : undefined,
      freeze_ms: freezeMs,
      jitter_ms: jitter,
      loss_share: received + lost > 0 ? lost / (received + lost) : undefined,
      received_kbps: receivedKbps,
      rtt_ms: rtt,
      sent_kbps: sentKbps,
    };
  }

  #addStats(step: StatsStep): void {
    const media = this.#media;
    media.lines += 1;
    media.rtt = most(media.rtt, step.rttMs);
    media.jitter = most(media.jitter, step.jitterMs);
    media.received += step.received;
    media.lost += step.lost;
    media.receivedKbps = sum(media.receivedKbps, step.receivedKbps);
    media.sentKbps = sum(media.sentKbps, step.sentKbps);
    media.freezeMs += step.freezeMs;
    if (step.from === undefined || step.pictures === 0) return;
    media.frames += step.frames;
    media.pictureMs += Math.max(0, step.to - step.from) * step.pictures;
  }

  #state(line: StateLine): void {
    this.#links.step(line);
    if (line.of === 'ice' || line.of === 'connection' || line.of === 'socket' || line.of === 'join')
      this.watchUntil = line.t + watchedMs;
  }
}

function newMedia() {
  return {
    lines: 0,
    rtt: undefined as number | undefined,
    jitter: undefined as number | undefined,
    received: 0,
    lost: 0,
    receivedKbps: undefined as number | undefined,
    sentKbps: undefined as number | undefined,
    frames: 0,
    pictureMs: 0,
    freezeMs: 0,
  };
}

function most(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

function sum(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : a + b;
}
