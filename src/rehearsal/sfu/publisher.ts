/**
 * The connection on which a participant sends. In: the client's offer. Out: an answer that takes one microphone and one
 * camera, and an uplink for each.
 */
import { randomInt } from 'node:crypto';
import { RtcpRrPacket, RtcpSrPacket, type RtcpPacket, type RtpPacket } from 'werift';
import type { Clock } from '../../shared/clock.js';
import type { MediaKind } from '../page/protocol.js';
import { MediaTransport } from './media-transport.js';
import type { PacketCounts } from './reception.js';
import { parseDescription, writeAnswer, type AnsweredMedia, type OfferedMedia } from './sdp.js';
import { Uplink } from './uplink.js';

/** Receiver reports: as often as browsers send theirs, for round-trip time and loss at the publisher. */
const reportEveryMs = 1_000;

export interface PublisherOptions {
  readonly clock: Clock;
  readonly onConnected: (what: 'ice' | 'dtls') => void;
  readonly onFirstPacket: (kind: MediaKind) => void;
  /** A media packet has come from this participant. */
  readonly onPacket: () => void;
}

export class Publisher {
  readonly #options: PublisherOptions;
  readonly #ownSsrc = randomInt(1, 0xffff_ffff);
  /** By the client's m-line. */
  readonly #uplinks = new Map<string, Uplink>();
  #transport: Promise<MediaTransport> | undefined;
  #open: MediaTransport | undefined;
  #stopReports: (() => void) | undefined;
  #cut = false;
  #closed = false;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  uplink(kind: MediaKind): Uplink | undefined {
    return [...this.#uplinks.values()].find((uplink) => uplink.kind === kind);
  }

  /** Packets received from this participant. */
  get packets(): number {
    return [...this.#uplinks.values()].reduce((sum, uplink) => sum + uplink.packets, 0);
  }

  /** Of what this participant sends, as it arrives here. */
  get counts(): readonly PacketCounts[] {
    return [...this.#uplinks.values()].map(({ counts }) => counts);
  }

  set cut(cut: boolean) {
    this.#cut = cut;
    if (this.#open !== undefined) this.#open.cut = cut;
  }

  /** @returns the answer, or `undefined` when the offer makes no sense. */
  async publish(sdp: string): Promise<string | undefined> {
    const offer = parseDescription(sdp);
    if (offer === undefined || offer.media.length === 0) return undefined;
    this.#transport ??= this.#openTransport();
    const transport = await this.#transport;
    if (this.#closed) {
      await transport.close();
      return undefined;
    }
    await transport.accept(offer.remote);
    return writeAnswer(
      transport.local,
      offer.media.map((media) => this.#take(media)),
    );
  }

  close(): void {
    this.#closed = true;
    this.#stopReports?.();
    for (const uplink of this.#uplinks.values()) uplink.close();
    this.#transport?.then((transport) => transport.close()).catch(() => undefined);
  }

  async #openTransport(): Promise<MediaTransport> {
    const transport = await MediaTransport.open({
      onIceConnected: () => {
        this.#options.onConnected('ice');
      },
      onDtlsConnected: () => {
        this.#options.onConnected('dtls');
      },
      onRtp: (packet) => {
        this.#options.onPacket();
        this.#uplinkOf(packet)?.rtp(packet);
      },
      onRtcp: (packet) => {
        if (packet instanceof RtcpSrPacket) {
          [...this.#uplinks.values()].find(({ ssrc }) => ssrc === packet.ssrc)?.senderReport(packet);
        }
      },
    });
    transport.cut = this.#cut;
    this.#open = transport;
    if (this.#closed) return transport;
    this.#stopReports = this.#options.clock.every(reportEveryMs, () => {
      const reports = [...this.#uplinks.values()].flatMap((uplink) => uplink.reportBlock() ?? []);
      if (reports.length > 0) transport.sendRtcp([new RtcpRrPacket({ ssrc: this.#ownSsrc, reports })]);
    });
    return transport;
  }

  #take({ mid, kind, sends, codecs, ssrc }: OfferedMedia): AnsweredMedia {
    const known = this.#uplinks.get(mid);
    if (known !== undefined) {
      return { mid, kind, receives: sends, codec: { codec: known.codec, payloadType: known.payloadType } };
    }
    const codec = codecs.find((offered) => (offered.codec === 'opus') === (kind === 'audio'));
    if (codec === undefined || this.uplink(kind) !== undefined) return { mid, kind, receives: false };
    this.#uplinks.set(
      mid,
      new Uplink({
        clock: this.#options.clock,
        kind,
        codec: codec.codec,
        payloadType: codec.payloadType,
        ssrc,
        ownSsrc: this.#ownSsrc,
        sendRtcp: (packets: RtcpPacket[]) => {
          this.#open?.sendRtcp(packets);
        },
        onFirstPacket: () => {
          this.#options.onFirstPacket(kind);
        },
      }),
    );
    return { mid, kind, receives: sends, codec };
  }

  /** By SSRC; a stream that was announced without one is known by its codec number. */
  #uplinkOf({ header }: RtpPacket): Uplink | undefined {
    const uplinks = [...this.#uplinks.values()];
    return (
      uplinks.find(({ ssrc }) => ssrc === header.ssrc) ??
      uplinks.find(({ payloadType }) => payloadType === header.payloadType)
    );
  }
}
