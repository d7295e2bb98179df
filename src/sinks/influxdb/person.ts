/** One iteration on its way to points: its tags, its media since the last second, and which state it is in. */
import type { Line, StateLine, StatsLine } from '../../model/line.js';
import type { IterationRecord } from '../../metrics/iteration.js';
import { Links } from '../../metrics/links.js';
import { StatsReader } from '../../metrics/stats-reader.js';
import { Happenings } from './happenings.js';
import { noTag, type Tags } from './point.js';

export const personStates = ['joining', 'lobby', 'in', 'reconnecting', 'left', 'failed'] as const;
export type PersonState = (typeof personStates)[number];

/** Sums over the stats lines since the last second that was told; `undefined` where nothing was measured. */
export interface MediaSecond {
  readonly rtt_ms: number | undefined;
  readonly jitter_ms: number | undefined;
  readonly loss_share: number | undefined;
  readonly received_kbps: number | undefined;
  readonly sent_kbps: number | undefined;
  readonly frames_per_second: number | undefined;
  readonly freeze_ms: number;
}

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
  readonly #stats = new StatsReader();
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

  step(line: Line): void {
    this.happenings.step(line);
    if (line.type === 'stats') this.#addStats(line);
    else if (line.type === 'state') this.#state(line);
    else if (line.type === 'packets') this.watchUntil = line.t + watchedMs;
    else if (line.type === 'action' && line.name === 'rejoin') this.watchUntil = line.t + watchedMs;
    else if (line.type === 'outcome') this.watchUntil = line.t + watchedMs;
  }

  get state(): PersonState {
    const { first, again, outcome } = this.record;
    const join = again.at(-1) ?? first;
    if (outcome !== undefined) return outcome.outcome === 'completed' ? 'left' : 'failed';
    if (join.usable !== undefined) return this.#links.down.length > 0 ? 'reconnecting' : 'in';
    const lobby = join.lobby.at(-1);
    return lobby !== undefined && lobby.to === undefined && join.moments.in_meeting === undefined ? 'lobby' : 'joining';
  }

  /** What was measured since it was last asked. */
  takeMedia(): MediaSecond | undefined {
    const { lines, rtt, jitter, received, lost, receivedKbps, sentKbps, frames, pictureMs, freezeMs } = this.#media;
    if (lines === 0) return undefined;
    this.#media = newMedia();
    return {
      rtt_ms: rtt,
      jitter_ms: jitter,
      loss_share: received + lost > 0 ? lost / (received + lost) : undefined,
      received_kbps: receivedKbps,
      sent_kbps: sentKbps,
      frames_per_second: pictureMs > 0 ? (frames / pictureMs) * 1_000 : undefined,
      freeze_ms: freezeMs,
    };
  }

  #addStats(line: StatsLine): void {
    const step = this.#stats.step(line);
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
    if (line.of === 'document' && line.value === 'gone') this.#stats.leave(line.id);
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
