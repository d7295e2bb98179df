/** Whether an RTP payload begins a key frame. Each codec says so in its own place. */
import type { VideoCodec } from './codecs.js';

export function startsKeyFrame(codec: VideoCodec, payload: Buffer): boolean {
  return codec === 'vp8' ? vp8(payload) : h264(payload);
}

/** RFC 7741 §4.2: descriptor X R N S R PID, extensions as flagged, then the frame, whose lowest bit is 0 on a key frame. */
function vp8(payload: Buffer): boolean {
  const first = payload[0];
  if (first === undefined) return false;
  const startsPartition = (first & 0x10) !== 0 && (first & 0x07) === 0;
  if (!startsPartition) return false;
  let offset = 1;
  if ((first & 0x80) !== 0) {
    const extensions = payload[1];
    if (extensions === undefined) return false;
    offset = 2;
    if ((extensions & 0x80) !== 0) offset += ((payload[offset] ?? 0) & 0x80) !== 0 ? 2 : 1;
    if ((extensions & 0x40) !== 0) offset += 1;
    if ((extensions & 0x30) !== 0) offset += 1;
  }
  const frame = payload[offset];
  return frame !== undefined && (frame & 0x01) === 0;
}

const idr = 5;
const sps = 7;

/** RFC 6184: a single NAL unit, STAP-A (24: several in one packet) or the start of FU-A (28: one in several packets). */
function h264(payload: Buffer): boolean {
  const type = (payload[0] ?? 0) & 0x1f;
  if (type === 24) {
    for (let offset = 1; offset + 2 < payload.length; offset += 2 + payload.readUInt16BE(offset)) {
      const inner = (payload[offset + 2] ?? 0) & 0x1f;
      if (inner === idr || inner === sps) return true;
    }
    return false;
  }
  if (type === 28) {
    const fragment = payload[1] ?? 0;
    return (fragment & 0x80) !== 0 && (fragment & 0x1f) === idr;
  }
  return type === idr || type === sps;
}
