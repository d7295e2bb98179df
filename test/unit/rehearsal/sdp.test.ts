import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDescription, writeAnswer, writeOffer } from '../../../src/rehearsal/sfu/sdp.js';

const local = { usernameFragment: 'uf', password: 'pw', fingerprint: 'AA:BB', port: 4_242 };

const offer = [
  'v=0',
  'a=group:BUNDLE 0 1',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 63',
  'a=ice-ufrag:abcd',
  'a=ice-pwd:secret',
  'a=fingerprint:sha-256 11:22',
  'a=mid:0',
  'a=sendonly',
  'a=rtpmap:111 opus/48000/2',
  'a=rtpmap:63 red/48000/2',
  'a=ssrc:1001 cname:x',
  'm=video 9 UDP/TLS/RTP/SAVPF 108 109 96 98',
  'a=ice-ufrag:abcd',
  'a=ice-pwd:secret',
  'a=fingerprint:sha-256 11:22',
  'a=mid:1',
  'a=sendonly',
  'a=rtpmap:108 H264/90000',
  'a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f',
  'a=rtpmap:109 H264/90000',
  'a=fmtp:109 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
  'a=rtpmap:96 VP8/90000',
  'a=rtpmap:98 VP9/90000',
  'a=ssrc:1002 cname:x',
].join('\r\n');

describe('parseDescription', () => {
  it('finds the transport, and what the meeting carries in the order of preference', () => {
    expect(parseDescription(offer)).toEqual({
      remote: { usernameFragment: 'abcd', password: 'secret', fingerprint: { algorithm: 'sha-256', value: '11:22' } },
      media: [
        { mid: '0', kind: 'audio', sends: true, codecs: [{ codec: 'opus', payloadType: 111 }], ssrc: 1001 },
        {
          mid: '1',
          kind: 'video',
          sends: true,
          codecs: [
            { codec: 'h264', payloadType: 109 },
            { codec: 'vp8', payloadType: 96 },
          ],
          ssrc: 1002,
        },
      ],
    });
  });

  it('is undefined for anything that is none, and throws for nothing', () => {
    expect(parseDescription('')).toBeUndefined();
    expect(parseDescription('v=0\r\nm=audio 9 X 0')).toBeUndefined();
    fc.assert(
      fc.property(fc.string(), fc.nat(offer.length), (junk, at) => {
        parseDescription(junk);
        parseDescription(offer.slice(0, at) + junk + offer.slice(at));
      }),
    );
  });

  it('does not let a hostile mid into a description', () => {
    expect(parseDescription(offer.replace('a=mid:1', 'a=mid:1 x'))?.media.map(({ mid }) => mid)).toEqual(['0']);
  });
});

describe('writeAnswer', () => {
  it('takes one codec a line, with the number that the publisher gave it', () => {
    const answer = writeAnswer(local, [
      { mid: '0', kind: 'audio', receives: true, codec: { codec: 'opus', payloadType: 63 } },
      { mid: '1', kind: 'video', receives: true },
    ]).split('\r\n');
    expect(answer).toContain('m=audio 9 UDP/TLS/RTP/SAVPF 63');
    expect(answer).toContain('a=rtpmap:63 opus/48000/2');
    expect(answer.find((line) => line.startsWith('a=fmtp:63'))).toContain('usedtx=1');
    expect(answer).toContain('a=setup:passive');
    expect(answer).toContain('m=video 0 UDP/TLS/RTP/SAVPF 0');
    expect(answer).toContain('a=group:BUNDLE 0');
  });
});

describe('writeOffer', () => {
  it('names whose stream a line carries, and forgets the stream of an empty one', () => {
    const text = writeOffer(local, 7, [
      { mid: '0', kind: 'video', codec: 'h264', stream: { id: 'p3', ssrc: 99 } },
      { mid: '1', kind: 'video', codec: 'vp8' },
    ]);
    const [head = '', first = '', second = ''] = text.split('m=');
    expect(head).toContain('o=- 1 7 IN');
    expect(first).toContain('a=sendonly');
    expect(first).toContain('a=msid:p3 p3-video');
    expect(first).toContain('a=ssrc:99 cname:p3');
    expect(first).toContain('packetization-mode=1');
    expect(second).toContain('a=inactive');
    expect(second).not.toContain('a=ssrc');
  });
});
