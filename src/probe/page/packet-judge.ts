/**
 * The probe's only judgement: did the packets of an inbound stream stop, did they come again?
 *
 * In: samples of `lastPacketReceivedTimestamp`, on the page's clock, and of `packetsReceived`. Out: `stopped` once nothing has come
 * for 300 ms, `resumed` with the first sample that shows a newer packet. The time of the last packet is exact; that of the first one
 * after a stop is that of the newest packet when it was noticed, late by up to the sampling interval.
 *
 * libwebrtc counts a packet whose sequence number leaps (by more than 5 in a voice), as the first after a loss does, and dates it only
 * with the next one (`UpdateOutOfOrder` of `receive_statistics_impl.cc`): in a silence that is 400 ms later. So a packet that is
 * counted and not dated came between two samples, and is dated by the later.
 *
 * Opus with DTX sends one packet every 400 ms in silence: after three such gaps in a row the stream is judged at 450 ms,
 * since a line each way for every gap would be half a kilobyte a second that says nothing. Not later: an outage of half a
 * second while somebody pauses would not be seen.
 */
const stoppedAfterMs = 300;
const dtxGapMs = 500;
const dtxGaps = 3;
const dtxStoppedAfterMs = 450;
/** Chromium answers getStats from a cache this old. */
const cacheMs = 50;

export interface PacketSample {
  /** `lastPacketReceivedTimestamp` as it was read, less the document's time origin. */
  readonly stamp: number;
  /** `packetsReceived`. */
  readonly packets: number;
}

export interface PacketStream {
  sample: PacketSample;
  /** Page time of the last packet. */
  lastPacket: number;
  sampledAt: number;
  stopped: boolean;
  /** Gaps in a row that looked like DTX. */
  shortGaps: number;
}

export function newStream(sample: PacketSample, now: number): PacketStream {
  return { sample, lastPacket: Math.min(sample.stamp, now), sampledAt: now, stopped: false, shortGaps: 0 };
}

/** Updates `stream`. */
export function judge(stream: PacketStream, sample: PacketSample, now: number): 'stopped' | 'resumed' | undefined {
  const { sample: previous, sampledAt: previousAt } = stream;
  stream.sample = sample;
  stream.sampledAt = now;
  const isDated = sample.stamp > previous.stamp;
  if (!isDated && sample.packets <= previous.packets) {
    const patience = stream.shortGaps >= dtxGaps ? dtxStoppedAfterMs : stoppedAfterMs;
    if (stream.stopped || now - stream.lastPacket < patience) return undefined;
    stream.stopped = true;
    return 'stopped';
  }
  // The stamp counts from a wall clock read when the stream began; should that have stepped since, the two samples around
  // the packet still bound it.
  const lastPacket = isDated ? Math.min(Math.max(sample.stamp, previousAt - cacheMs), now) : now;
  const gap = lastPacket - stream.lastPacket;
  stream.lastPacket = lastPacket;
  if (!stream.stopped) return undefined;
  stream.stopped = false;
  stream.shortGaps = gap < dtxGapMs ? stream.shortGaps + 1 : 0;
  return 'resumed';
}
