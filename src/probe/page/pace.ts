/** How soon the sampler comes again, ms. */
import type { PacketStream } from './packet-judge.js';

export const pace = { frame: 20, urgent: 50, usual: 100, gone: 500 } as const;
const urgentStopMs = 5_000;
const goneMs = 30_000;

/**
 * In how many ms the packets of a track are to be looked at.
 * @param delivers it was played out since the last look. No reason to look away from one that had stopped: its first packets are
 * played out before they are looked for, and when they came is what an outage is measured by.
 * @returns +∞: it needs no look.
 */
export function nextLookMs(stream: PacketStream | undefined, delivers: boolean, at: number): number {
  if (stream?.stopped !== true) return delivers ? Infinity : pace.usual;
  if (delivers) return pace.urgent;
  const silent = at - stream.lastPacket;
  if (silent < urgentStopMs) return pace.urgent;
  return silent < goneMs ? pace.usual : pace.gone;
}
