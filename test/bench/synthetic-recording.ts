/** A long recording without a browser, for benches that read one. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { sampleHeader } from '../helpers/sample-lines.js';

/** Everybody joins within a minute and stays; a stats line a second of the size that two remote senders make. */
export async function writeSynthetic(file: string, participants: number, seconds: number): Promise<void> {
  const out = createWriteStream(file);
  const write = async (line: object): Promise<void> => {
    if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, 'drain');
  };
  await write(sampleHeader);
  const joinAt = (i: number): number => 1_000 + (i * 60_000) / participants;
  for (let i = 0; i < participants; i += 1) {
    const p = `desks-${i + 1}`;
    const t = joinAt(i);
    await write({
      t,
      p,
      type: 'moment',
      name: 'scheduled',
      tags: {
        scenario: 'desks',
        platform: 'rehearsal',
        device_class: 'desktop',
        network: 'unshaped',
        role: 'full',
        visit: 'first',
      },
      vu: i + 1,
      iteration: 0,
      meeting: 'default',
      device: 'desktop',
      display_name: p,
      media: { camera: 'talking-head', microphone: 'speech', width: 320, height: 180, frameRate: 15 },
    });
    const moments = [
      'started',
      'link_opened',
      'page_ready',
      'join_pressed',
      'peer_connection_created',
      'in_meeting',
      'dtls_connected',
    ];
    for (const [place, name] of moments.entries()) await write({ t: t + place * 100, p, type: 'moment', name });
    await write({ t: t + 700, p, type: 'moment', name: 'first_sent', kind: 'video' });
    await write({ t: t + 900, p, type: 'moment', name: 'first_frame', kind: 'video', track: 'x' });
  }
  for (let second = 0; second < seconds; second += 1) {
    await write({ t: second * 1_000, type: 'health', cpu: 0.5, event_loop_delay_ms: 2 });
    for (let i = 0; i < participants; i += 1) {
      await write({
        t: second * 1_000 + (i % 1_000),
        p: `desks-${i + 1}`,
        type: 'stats',
        document: 'd',
        full: second % 10 === 0,
        pcs: { pc1: statsOf(second) },
      });
    }
  }
  for (let i = 0; i < participants; i += 1) {
    await write({ t: seconds * 1_000, p: `desks-${i + 1}`, type: 'outcome', outcome: 'completed' });
  }
  await write({ t: seconds * 1_000 + 10, type: 'end', reason: 'finished' });
  out.end();
  await once(out, 'close');
}

/** As the probe writes them: everything each ten seconds, between them what changed. */
function statsOf(second: number): Readonly<Record<string, object>> {
  const full = second % 10 === 0;
  const streams: Record<string, object> = {};
  for (const [id, kind] of [...inbound, ...outbound]) {
    const isOutbound = id.startsWith('OT');
    const type = isOutbound ? 'outbound-rtp' : 'inbound-rtp';
    const counters = isOutbound
      ? { packetsSent: 40 * second, ...(kind === 'video' && { framesSent: 15 * second, framesEncoded: 15 * second }) }
      : {
          packetsReceived: 40 * second,
          jitter: 0.004 + (second % 7) / 1_000,
          ...(kind === 'video'
            ? { framesDecoded: 15 * second, framesPerSecond: 14 + (second % 2) }
            : { totalSamplesReceived: 48_000 * second, concealedSamples: 13 * second }),
        };
    streams[id] = {
      ...(full && { type, kind, ssrc: 1_234_567 }),
      ...(full && isOutbound && kind === 'video' && { qualityLimitationReason: 'none' }),
      ...(full &&
        !isOutbound && { packetsLost: 0, ...(kind === 'video' && { freezeCount: 0, totalFreezesDuration: 0 }) }),
      ...counters,
    };
  }
  return {
    ...streams,
    CP1: {
      ...(full && { type: 'candidate-pair', nominated: true, state: 'succeeded' }),
      currentRoundTripTime: 0.02 + (second % 5) / 1_000,
      ...(full && { bytesReceived: 100_000 * second, bytesSent: 50_000 * second }),
    },
  };
}

const inbound = [
  ['ITv1', 'video'],
  ['ITa1', 'audio'],
  ['ITv2', 'video'],
  ['ITa2', 'audio'],
] as const;
const outbound = [
  ['OTv', 'video'],
  ['OTa', 'audio'],
] as const;
