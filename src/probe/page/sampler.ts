/**
 * What must not wait for the next second: first frames, first packets sent, and streams that stop or come again.
 *
 * The loop runs every 100 ms and asks synchronization sources first, which are free: a stream that delivers needs no
 * look at its packets. getStats (about 1 % of a core in the page at 10 Hz) is asked only of a peer connection that has a stream that does
 * not deliver: one that is not played out, or that stopped.
 *
 *     first frame awaited ........ sources every 20 ms, for 10 s
 *     first packet to be sent .... getStats every 50 ms, for 15 s after negotiation or transport moved
 *     not delivering ............. getStats every 100 ms
 *     stopped .................... getStats every 50 ms for 5 s (its end is what an outage is measured by), then 100 ms,
 *                                  and 500 ms after 30 s, when it counts as gone; at once when it delivers again
 */
import type { MediaKind } from '../../model/moment.js';
import { after, now, quiet, timeOrigin } from './natives.js';
import { judge, newStream } from './packet-judge.js';
import type { Observed } from './peer-connections.js';
import { nextLookMs, pace } from './pace.js';
import type { Reporter } from './reporter.js';

type Stats = Readonly<Record<string, unknown>>;
export type GetStats = (pc: RTCPeerConnection) => Promise<RTCStatsReport>;

const awaitFrameMs = 10_000;
const awaitSendMs = 15_000;

export interface Sampler {
  /** Starts the loop; it ends by itself when no peer connection is left. */
  start(): void;
  /** Something moved: looks as soon as a frame that is awaited would be looked for, not at the end of a usual turn. */
  hurry(): void;
  /** Reads a report that was fetched for another purpose. */
  inspect(observed: Observed, report: RTCStatsReport): void;
}

export function createSampler(open: ReadonlySet<Observed>, getStats: GetStats, report: Reporter): Sampler {
  let running = false;
  /** Counts the timers that were set: one that was overtaken does nothing. */
  let turn = 0;

  const inbound = (observed: Observed, stats: Stats, at: number): void => {
    const track = observed.tracks.get(String(stats.trackIdentifier));
    const kind: MediaKind = stats.kind === 'audio' ? 'audio' : 'video';
    const received = stats.lastPacketReceivedTimestamp;
    if (typeof received !== 'number') return;
    const stamp = received - timeOrigin;
    const sample = { stamp, packets: typeof stats.packetsReceived === 'number' ? stats.packetsReceived : 0 };
    if (track !== undefined) {
      report.moment('first_packet', { kind, track: track.id }, Math.min(stamp, at));
      track.packetsSince ??= at;
      if (Number(stats.framesDecoded) > 0) track.decodedSince ??= at;
    }
    const id = String(stats.id);
    let stream = observed.streams.get(id);
    if (stream === undefined) {
      observed.streams.set(id, (stream = newStream(sample, at)));
      // A new SSRC on a track that had stopped: nothing else says when its first packets came.
      if (track?.packets?.stopped === true) {
        report.packets({ event: 'resumed', pc: observed.id, id, kind, last_packet: stream.lastPacket });
      }
    }
    if (track !== undefined) track.packets = stream;
    const event = judge(stream, sample, at);
    if (event !== undefined) report.packets({ event, pc: observed.id, id, kind, last_packet: stream.lastPacket });
  };

  const inspect = (observed: Observed, stats: RTCStatsReport): void => {
    const present = new Set<string>();
    for (const object of stats.values() as Iterable<Stats>) {
      if (object.type === 'inbound-rtp') {
        present.add(String(object.id));
        inbound(observed, object, collectedAt(object));
      } else if (object.type === 'outbound-rtp' && Number(object.packetsSent) > 0) {
        report.moment('first_sent', { kind: object.kind === 'audio' ? 'audio' : 'video' });
      }
    }
    for (const id of observed.streams.keys()) if (!present.has(id)) observed.streams.delete(id);
  };

  const read = async (observed: Observed): Promise<void> => {
    observed.reading = true;
    observed.readAt = now();
    try {
      inspect(observed, await getStats(observed.pc));
    } catch {
      // Closed meanwhile.
    }
    observed.reading = false;
  };

  /** Looks at what is free; says in how many ms to come again, and reads getStats where it has to. */
  const look = (observed: Observed, at: number): number => {
    let interval = Infinity;
    let frameAwaited = false;
    if (at - observed.movedAt < awaitSendMs && sendsUntold(observed, report)) interval = pace.urgent;
    for (const track of observed.tracks.values()) {
      const delivers = track.delivered();
      if (track.packetsSince === undefined || track.ended()) continue;
      const about = { kind: track.kind, track: track.id };
      if (track.kind === 'video' && !report.told('first_frame', about)) {
        if (at - track.packetsSince < awaitFrameMs) frameAwaited = true;
        if (track.decodedSince !== undefined && at - track.decodedSince > pace.usual) {
          report.moment('first_frame', about, track.decodedSince);
        }
      }
      interval = Math.min(interval, nextLookMs(track.packets, delivers, at));
    }
    if (!observed.reading && at - observed.readAt >= interval) void read(observed);
    return frameAwaited ? pace.frame : Math.min(interval, pace.usual);
  };

  const comeAgain = (ms: number): void => {
    const mine = (turn += 1);
    after(() => {
      if (mine === turn) loop();
    }, ms);
  };

  const loop = (): void => {
    running = open.size > 0;
    if (!running) return;
    let next: number = pace.usual;
    const at = now();
    for (const observed of open) {
      try {
        next = Math.min(next, look(observed, at));
      } catch {
        // A page that broke this one must not cost us the others.
      }
    }
    comeAgain(next);
  };

  return {
    start: () => {
      if (!running) loop();
    },
    hurry: () => {
      // The first frame follows the first packet within milliseconds: at the usual pace the second would be taken for it.
      if (running) comeAgain(pace.frame);
    },
    inspect: quiet(inspect),
  };
}

/** When the browser collected these stats, which it may have done up to 50 ms before it gave them. */
function collectedAt(stats: Stats): number {
  const at = now();
  const collected = Number(stats.timestamp) - timeOrigin;
  return collected <= at && collected > at - 200 ? collected : at;
}

/** Is there a sender with a track of a kind that was never seen to send? */
function sendsUntold({ pc }: Observed, report: Reporter): boolean {
  if (pc.iceConnectionState !== 'connected' && pc.iceConnectionState !== 'completed') return false;
  return pc
    .getSenders()
    .some(
      ({ track }) => track !== null && !report.told('first_sent', { kind: track.kind === 'audio' ? 'audio' : 'video' }),
    );
}
