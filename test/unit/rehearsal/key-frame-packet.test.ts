import { describe, expect, it } from 'vitest';
import { startsKeyFrame } from '../../../src/rehearsal/sfu/key-frame-packet.js';

describe('startsKeyFrame', () => {
  it.each([
    ['VP8 key frame, no extensions', 'vp8', [0x10, 0x50], true],
    ['VP8 delta frame', 'vp8', [0x10, 0x51], false],
    ['VP8 key frame, 15-bit picture id', 'vp8', [0x90, 0x80, 0x81, 0x02, 0x50], true],
    ['VP8 key frame, 7-bit picture id, TL0PICIDX, TID', 'vp8', [0x90, 0xe0, 0x05, 0x01, 0x20, 0x50], true],
    ['VP8 delta frame, all extensions', 'vp8', [0x90, 0xe0, 0x05, 0x01, 0x20, 0x51], false],
    ['VP8 continuation of a key frame', 'vp8', [0x00, 0x50], false],
    ['VP8 second partition', 'vp8', [0x11, 0x50], false],
    ['H.264 IDR', 'h264', [0x65, 0x88], true],
    ['H.264 non-IDR', 'h264', [0x41, 0x9a], false],
    ['H.264 STAP-A with SPS', 'h264', [0x78, 0x00, 0x02, 0x67, 0x42, 0x00, 0x01, 0x68], true],
    ['H.264 STAP-A without', 'h264', [0x78, 0x00, 0x01, 0x06, 0x00, 0x01, 0x41], false],
    ['H.264 FU-A, start of an IDR', 'h264', [0x7c, 0x85], true],
    ['H.264 FU-A, middle of an IDR', 'h264', [0x7c, 0x05], false],
    ['nothing, VP8', 'vp8', [], false],
    ['nothing, H.264', 'h264', [], false],
    ['VP8 cut off in the descriptor', 'vp8', [0x90], false],
    ['H.264 STAP-A that lies about its length', 'h264', [0x78, 0xff, 0xff, 0x41], false],
  ] as const)('%s', (_name, codec, bytes, expected) => {
    expect(startsKeyFrame(codec, Buffer.from(bytes))).toBe(expected);
  });
});
