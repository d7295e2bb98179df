/**
 * One remote track: live, muted, ended; its first packet and, of video, its first decoded frame.
 *
 * - `first_packet` is stamped in the track's first `unmute`, which Chromium fires when the first packet arrives (checked
 *   against `lastPacketReceivedTimestamp`).
 * - `first_frame` is the time stamp of the first synchronization source: Chromium's own time, at 0.1 ms or better, of the
 *   frame's delivery by the decoder, on the clock that counts from `performance.timeOrigin`. It needs neither an element nor
 *   painting. Looked at every 20 ms, at no measurable cost, it is that of the very first frame up to 50 frames a second.
 *   Where the browser gives no source, `framesDecoded` of getStats is the upper bound (≤ 100 ms late).
 */
import type { MediaKind } from '../../model/moment.js';
import { listen, method, now, timeOrigin } from './natives.js';
import type { PacketStream } from './packet-judge.js';
import type { Reporter } from './reporter.js';

export interface RemoteTrack {
  readonly id: string;
  readonly kind: MediaKind;
  /** Page time of the first `unmute` or of the first stats with packets. */
  packetsSince: number | undefined;
  /** Page time at which getStats first counted a decoded frame. */
  decodedSince: number | undefined;
  /** The `inbound-rtp` that feeds it now. */
  packets: PacketStream | undefined;
  readonly ended: () => boolean;
  /** Has something been delivered since the last call? Reports the first frame on the way. */
  readonly delivered: () => boolean;
}

const syncSources =
  typeof RTCRtpReceiver === 'function' ? method(RTCRtpReceiver.prototype, 'getSynchronizationSources') : undefined;

export function watchTrack(receiver: RTCRtpReceiver, report: Reporter, moved: () => void): RemoteTrack {
  const { track } = receiver;
  const kind: MediaKind = track.kind === 'audio' ? 'audio' : 'video';
  const about = { kind, track: track.id };
  let newest = 0;

  const state = (value: 'live' | 'muted' | 'ended'): void => {
    report.state({ of: 'remote_track', id: track.id, kind, value });
    moved();
  };
  listen(track, 'unmute', () => {
    report.moment('first_packet', about);
    remote.packetsSince ??= now();
    state('live');
  });
  listen(track, 'mute', () => {
    state('muted');
  });
  listen(track, 'ended', () => {
    state('ended');
  });
  if (!track.muted) state('live');

  const remote: RemoteTrack = {
    id: track.id,
    kind,
    packetsSince: undefined,
    decodedSince: undefined,
    packets: undefined,
    ended: () => track.readyState === 'ended',
    delivered: () => {
      let timestamp = 0;
      for (const source of syncSources?.(receiver) ?? []) timestamp = Math.max(timestamp, source.timestamp);
      if (timestamp <= newest) return false;
      newest = timestamp;
      if (kind === 'video') report.moment('first_frame', about, Math.min(now(), timestamp - timeOrigin));
      return true;
    },
  };
  return remote;
}
