/**
 * The two session descriptions that the SFU writes (its answer to a publisher, its offer to a receiver) and the little that
 * it reads out of the client's (RFC 8829). ICE-lite, everything in one bundle, RTCP on the same port, no header extensions.
 */
import { codecs, type Codec, type CodecDescription } from './codecs.js';
import type { MediaKind } from '../page/protocol.js';

/** This end of a transport. */
export interface LocalTransport {
  readonly usernameFragment: string;
  readonly password: string;
  /** SHA-256 with colons. */
  readonly fingerprint: string;
  readonly port: number;
}

/** The client's end of a transport. */
export interface RemoteTransport {
  readonly usernameFragment: string;
  readonly password: string;
  readonly fingerprint: { readonly algorithm: string; readonly value: string };
}

export interface OfferedMedia {
  readonly mid: string;
  readonly kind: MediaKind;
  readonly sends: boolean;
  /** The publisher's numbers of what the meeting carries, in his order of preference. */
  readonly codecs: readonly { readonly codec: Codec; readonly payloadType: number }[];
  readonly ssrc?: number;
}

export interface ClientDescription {
  readonly remote: RemoteTransport;
  readonly media: readonly OfferedMedia[];
}

/** @returns `undefined` when it is no description that this meeting can work with. */
export function parseDescription(sdp: string): ClientDescription | undefined {
  const [session = [], ...sections] = split(sdp);
  // A rejected m-line has no transport: take the first that has.
  const transportLines = sections.find((lines) => value(lines, 'ice-ufrag') !== undefined) ?? session;
  const usernameFragment = value(transportLines, 'ice-ufrag');
  const password = value(transportLines, 'ice-pwd');
  const [algorithm, digest] = (value(transportLines, 'fingerprint') ?? value(session, 'fingerprint') ?? '').split(' ');
  if (!usernameFragment || !password || !algorithm || !digest || sections.length > 64) return undefined;
  return {
    remote: { usernameFragment, password, fingerprint: { algorithm, value: digest } },
    media: sections.flatMap((lines) => parseMedia(lines) ?? []),
  };
}

function split(sdp: string): string[][] {
  const sections: string[][] = [[]];
  for (const line of sdp.split(/\r?\n/)) {
    if (line.startsWith('m=')) sections.push([]);
    sections.at(-1)?.push(line);
  }
  return sections;
}

function value(lines: readonly string[], attribute: string): string | undefined {
  return lines.find((line) => line.startsWith(`a=${attribute}:`))?.slice(attribute.length + 3);
}

function parseMedia(lines: readonly string[]): OfferedMedia | undefined {
  const [kind, , , ...formats] = (lines[0] ?? '').slice(2).split(' ');
  const mid = value(lines, 'mid');
  if ((kind !== 'audio' && kind !== 'video') || mid === undefined || !/^[\w-]{1,32}$/.test(mid)) return undefined;
  const ssrc = Number(value(lines, 'ssrc')?.split(' ')[0]);
  return {
    mid,
    kind,
    sends: lines.includes('a=sendrecv') || lines.includes('a=sendonly'),
    codecs: formats.flatMap((format) => {
      const codec = codecOf(lines, format);
      return codec === undefined ? [] : [{ codec, payloadType: Number(format) }];
    }),
    ...(Number.isInteger(ssrc) ? { ssrc } : {}),
  };
}

function codecOf(lines: readonly string[], format: string): Codec | undefined {
  const name = lines.find((line) => line.startsWith(`a=rtpmap:${format} `));
  const fmtp = lines.find((line) => line.startsWith(`a=fmtp:${format} `)) ?? '';
  if (name === undefined) return undefined;
  if (/ opus\/48000/i.test(name)) return 'opus';
  if (/ VP8\/90000/i.test(name)) return 'vp8';
  // Constrained baseline only: 42e01f, or 42001f with the constraints unsaid.
  if (/ H264\/90000/i.test(name) && fmtp.includes('packetization-mode=1') && /profile-level-id=42[ec0]0/i.test(fmtp)) {
    return 'h264';
  }
  return undefined;
}

/** One m-line of the answer to a publisher; without a codec it is turned down. */
export interface AnsweredMedia {
  readonly mid: string;
  readonly kind: MediaKind;
  readonly receives: boolean;
  readonly codec?: { readonly codec: Codec; readonly payloadType: number };
}

export function writeAnswer(local: LocalTransport, media: readonly AnsweredMedia[]): string {
  const accepted = media.filter((line) => line.codec !== undefined);
  const sections = media.map(({ mid, kind, receives, codec }) =>
    codec === undefined
      ? [`m=${kind} 0 UDP/TLS/RTP/SAVPF 0`, 'c=IN IP4 127.0.0.1', 'a=inactive', `a=mid:${mid}`]
      : [
          ...mediaHead(kind, mid, codec.payloadType, local, 'passive'),
          receives ? 'a=recvonly' : 'a=inactive',
          ...codecLines(codec.payloadType, codecs[codec.codec]),
        ],
  );
  return join([...sessionHead(accepted.map((line) => line.mid)), ...sections.flat()]);
}

/** One m-line of the offer to a receiver: a stream of somebody, or empty. */
export interface OfferedSlot {
  readonly mid: string;
  readonly kind: MediaKind;
  readonly codec: Codec;
  /** Absent: nothing is sent here now, the track is muted and its receiver forgotten. */
  readonly stream?: { readonly id: string; readonly ssrc: number };
}

export function writeOffer(local: LocalTransport, version: number, slots: readonly OfferedSlot[]): string {
  const sections = slots.flatMap(({ mid, kind, codec, stream }) => [
    ...mediaHead(kind, mid, codecs[codec].payloadType, local, 'actpass'),
    ...(stream === undefined
      ? ['a=inactive']
      : ['a=sendonly', `a=msid:${stream.id} ${stream.id}-${kind}`, `a=ssrc:${stream.ssrc} cname:${stream.id}`]),
    ...codecLines(codecs[codec].payloadType, codecs[codec]),
  ]);
  return join([
    ...sessionHead(
      slots.map((slot) => slot.mid),
      version,
    ),
    ...sections,
  ]);
}

function sessionHead(mids: readonly string[], version = 1): string[] {
  return [
    'v=0',
    `o=- 1 ${version} IN IP4 127.0.0.1`,
    's=-',
    't=0 0',
    'a=ice-lite',
    `a=group:BUNDLE ${mids.join(' ')}`,
    'a=msid-semantic:WMS *',
  ];
}

function mediaHead(
  kind: MediaKind,
  mid: string,
  payloadType: number,
  local: LocalTransport,
  setup: 'passive' | 'actpass',
): string[] {
  return [
    `m=${kind} 9 UDP/TLS/RTP/SAVPF ${payloadType}`,
    'c=IN IP4 127.0.0.1',
    `a=mid:${mid}`,
    `a=ice-ufrag:${local.usernameFragment}`,
    `a=ice-pwd:${local.password}`,
    `a=fingerprint:sha-256 ${local.fingerprint}`,
    `a=setup:${setup}`,
    `a=candidate:1 1 udp 2130706431 127.0.0.1 ${local.port} typ host`,
    'a=end-of-candidates',
    'a=rtcp-mux',
    'a=rtcp-rsize',
  ];
}

function codecLines(payloadType: number, codec: CodecDescription): string[] {
  return [
    `a=rtpmap:${payloadType} ${codec.rtpmap}`,
    ...(codec.fmtp === undefined ? [] : [`a=fmtp:${payloadType} ${codec.fmtp}`]),
    ...codec.feedback.map((feedback) => `a=rtcp-fb:${payloadType} ${feedback}`),
  ];
}

function join(lines: readonly string[]): string {
  return `${lines.join('\r\n')}\r\n`;
}
