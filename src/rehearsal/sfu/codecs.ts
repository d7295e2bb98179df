/**
 * What the meeting carries: Opus, VP8, and H.264 constrained baseline with packetization mode 1, as browsers on phones do.
 * Payload types are those of the server's own offers; publishers number theirs as they like.
 */
export type VideoCodec = 'vp8' | 'h264';
export type Codec = 'opus' | VideoCodec;

export interface CodecDescription {
  readonly payloadType: number;
  /** As after `a=rtpmap:<payload type> `. */
  readonly rtpmap: string;
  /** As after `a=fmtp:<payload type> `. */
  readonly fmtp?: string;
  /** Ticks a second. */
  readonly clockRate: number;
  /** As after `a=rtcp-fb:<payload type> `. */
  readonly feedback: readonly string[];
}

const videoFeedback = ['nack', 'nack pli'];

export const codecs: Readonly<Record<Codec, CodecDescription>> = {
  opus: {
    payloadType: 111,
    rtpmap: 'opus/48000/2',
    // Discontinuous transmission, as meetings do it: who is silent costs next to nothing.
    fmtp: 'minptime=10;useinbandfec=1;usedtx=1;maxaveragebitrate=32000',
    clockRate: 48_000,
    feedback: [],
  },
  vp8: { payloadType: 96, rtpmap: 'VP8/90000', clockRate: 90_000, feedback: videoFeedback },
  h264: {
    payloadType: 102,
    rtpmap: 'H264/90000',
    fmtp: 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
    clockRate: 90_000,
    feedback: videoFeedback,
  },
};
