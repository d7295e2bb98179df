/**
 * One stream as its stats lines tell it, and what each line adds. A line holds only the fields that changed; a counter that runs
 * back counted from 0 again.
 */
import type { StatsObject } from '../model/line.js';
import type { MediaKind } from '../model/moment.js';

/** One `inbound-rtp`. Counters as they stand; seconds where W3C counts seconds. */
export class InboundStats {
  readonly pc: string;
  readonly id: string;
  /** Of both. Made once: it is asked for every second. */
  readonly key: string;
  kind: MediaKind | undefined;
  /** Its remote track's id. */
  track: string | undefined;
  packetsReceived = 0;
  packetsLost = 0;
  framesDecoded = 0;
  freezeCount = 0;
  totalFreezesDuration = 0;
  totalPausesDuration = 0;
  bytesReceived = 0;
  jitter: number | undefined;
  gone = false;

  constructor(pc: string, id: string) {
    this.pc = pc;
    this.id = id;
    this.key = streamKey(pc, id);
  }

  /** Time without a new picture, ms: short freezes, and pauses of 5 s and more without a packet, which Chromium counts apart. */
  get stoodStillMs(): number {
    return (this.totalFreezesDuration + this.totalPausesDuration) * 1_000;
  }
}

/** One `outbound-rtp`, by frames if the browser counts them: a frame is one or thirty packets. */
export interface OutboundStats {
  readonly pc: string;
  readonly id: string;
  readonly key: string;
  kind: MediaKind | undefined;
  packetsSent: number;
  framesSent: number | undefined;
  bytesSent: number;
  /** Frames of video, packets of sound, since the line before. */
  added: number;
}

/** What inbound streams add up to in one line. */
export interface InboundStep {
  received: number;
  lost: number;
  frames: number;
  freezes: number;
  freezeMs: number;
  /** Those whose first packets this line shows, and those that have more than before. */
  readonly began: InboundStats[];
  readonly grew: InboundStats[];
}

/** Tells streams of one page apart. */
export function streamKey(pc: string, id: string): string {
  return `${pc} ${id}`;
}

/** @returns bytes that came since a line last told them, 0 when this one does not */
export function readInbound(stats: InboundStats, fields: StatsObject, step: InboundStep): number {
  if (fields.kind !== undefined) stats.kind = kindOf(fields.kind);
  if (fields.trackIdentifier !== undefined) stats.track = text(fields.trackIdentifier);
  if (fields.jitter !== undefined) stats.jitter = number(fields.jitter);
  const packets = number(fields.packetsReceived);
  if (packets !== undefined) {
    const added = grown(stats.packetsReceived, packets);
    if (added > 0) (stats.packetsReceived === 0 ? step.began : step.grew).push(stats);
    stats.packetsReceived = packets;
    step.received += added;
  }
  const lost = number(fields.packetsLost);
  if (lost !== undefined) {
    step.lost += Math.max(0, lost - stats.packetsLost);
    stats.packetsLost = lost;
  }
  const frames = number(fields.framesDecoded);
  if (frames !== undefined) {
    step.frames += grown(stats.framesDecoded, frames);
    stats.framesDecoded = frames;
  }
  const freezes = number(fields.freezeCount);
  if (freezes !== undefined) {
    step.freezes += grown(stats.freezeCount, freezes);
    stats.freezeCount = freezes;
  }
  const frozen = number(fields.totalFreezesDuration);
  if (frozen !== undefined) {
    step.freezeMs += grown(stats.totalFreezesDuration, frozen) * 1_000;
    stats.totalFreezesDuration = frozen;
  }
  stats.totalPausesDuration = number(fields.totalPausesDuration) ?? stats.totalPausesDuration;
  const bytes = number(fields.bytesReceived);
  if (bytes === undefined) return 0;
  const added = grown(stats.bytesReceived, bytes);
  stats.bytesReceived = bytes;
  return added;
}

/** @returns bytes that went since a line last told them, 0 when this one does not */
export function readOutbound(stats: OutboundStats, fields: StatsObject): number {
  if (fields.kind !== undefined) stats.kind = kindOf(fields.kind);
  const packets = number(fields.packetsSent);
  const frames = number(fields.framesSent);
  if (frames !== undefined) stats.added = grown(stats.framesSent ?? 0, frames);
  else if (packets !== undefined && stats.framesSent === undefined) stats.added = grown(stats.packetsSent, packets);
  stats.packetsSent = packets ?? stats.packetsSent;
  stats.framesSent = frames ?? stats.framesSent;
  const bytes = number(fields.bytesSent);
  if (bytes === undefined) return 0;
  const added = grown(stats.bytesSent, bytes);
  stats.bytesSent = bytes;
  return added;
}

function grown(before: number, now: number): number {
  return now >= before ? now - before : now;
}

export function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function kindOf(value: unknown): MediaKind | undefined {
  return value === 'audio' || value === 'video' ? value : undefined;
}
