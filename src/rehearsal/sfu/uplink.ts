/**
 * One stream that a participant sends: its packets go to every downlink that carries it, what is missing is asked for again,
 * and wishes for key frames become PLIs.
 */
import {
  GenericNack,
  PictureLossIndication,
  RtcpPayloadSpecificFeedback,
  RtcpTransportLayerFeedback,
  type RtcpPacket,
  type RtcpReceiverInfo,
  type RtcpSenderInfo,
  type RtcpSrPacket,
  type RtpPacket,
} from 'werift';
import type { Clock } from '../../shared/clock.js';
import type { MediaKind } from '../page/protocol.js';
import { codecs, type Codec } from './codecs.js';
import { startsKeyFrame } from './key-frame-packet.js';
import { KeyFrameRequests } from './key-frames.js';
import { Reception, type PacketCounts } from './reception.js';

/** Opus sends 1 to 8 bytes for silence and far more for a voice. */
const voiceBytes = 20;

/** Who gets this stream's packets. */
interface Watcher {
  forward(packet: RtpPacket, keyFrame: boolean): void;
  senderReport(info: RtcpSenderInfo): void;
}

export interface UplinkOptions {
  readonly clock: Clock;
  readonly kind: MediaKind;
  readonly codec: Codec;
  /** The publisher's number for the codec. */
  readonly payloadType: number;
  readonly ssrc: number | undefined;
  /** The sender of the SFU's own RTCP. */
  readonly ownSsrc: number;
  readonly sendRtcp: (packets: RtcpPacket[]) => void;
  readonly onFirstPacket: () => void;
}

export class Uplink {
  readonly kind: MediaKind;
  readonly codec: Codec;
  readonly payloadType: number;
  /** On the server's clock: the last packet that held a voice. */
  voiceAt: number | undefined;
  /** Packets received. */
  packets = 0;
  readonly #options: UplinkOptions;
  readonly #watchers = new Set<Watcher>();
  readonly #keyFrames: KeyFrameRequests;
  #ssrc: number | undefined;
  #reception: Reception | undefined;

  constructor(options: UplinkOptions) {
    this.kind = options.kind;
    this.codec = options.codec;
    this.payloadType = options.payloadType;
    this.#ssrc = options.ssrc;
    this.#options = options;
    this.#keyFrames = new KeyFrameRequests(options.clock, () => {
      this.#sendPli();
    });
  }

  get ssrc(): number | undefined {
    return this.#ssrc;
  }

  /** How many receive it. */
  get watchers(): number {
    return this.#watchers.size;
  }

  attach(watcher: Watcher): void {
    this.#watchers.add(watcher);
  }

  detach(watcher: Watcher): void {
    this.#watchers.delete(watcher);
  }

  requestKeyFrame(): void {
    if (this.kind === 'video') this.#keyFrames.request();
  }

  rtp(packet: RtpPacket): void {
    const { header, payload } = packet;
    const now = this.#options.clock.now();
    if (this.packets === 0) this.#options.onFirstPacket();
    this.packets += 1;
    if (this.#ssrc !== header.ssrc || this.#reception === undefined) {
      this.#ssrc = header.ssrc;
      this.#reception = new Reception(header.ssrc, codecs[this.codec].clockRate);
    }
    const missing = this.#reception.packet(header.sequenceNumber, header.timestamp, now);
    if (missing.length > 0 && this.kind === 'video') this.#sendNack(missing);
    // A camera that is switched off still sends empty packets to keep paths open.
    if (payload.length === 0) return;
    const keyFrame = this.codec !== 'opus' && startsKeyFrame(this.codec, payload);
    if (keyFrame) this.#keyFrames.arrived();
    if (this.kind === 'audio' && payload.length > voiceBytes) this.voiceAt = now;
    for (const watcher of this.#watchers) watcher.forward(packet, keyFrame);
  }

  senderReport(report: RtcpSrPacket): void {
    this.#reception?.senderReport(report.senderInfo.ntpTimestamp, this.#options.clock.now());
    for (const watcher of this.#watchers) watcher.senderReport(report.senderInfo);
  }

  /** What came of what was sent here. */
  get counts(): PacketCounts {
    return this.#reception?.counts ?? { expected: 0, lost: 0 };
  }

  reportBlock(): RtcpReceiverInfo | undefined {
    return this.#reception?.reportBlock(this.#options.clock.now());
  }

  close(): void {
    this.#keyFrames.close();
    this.#watchers.clear();
  }

  #sendPli(): void {
    if (this.#ssrc === undefined) return;
    const feedback = new PictureLossIndication({ senderSsrc: this.#options.ownSsrc, mediaSsrc: this.#ssrc });
    this.#options.sendRtcp([new RtcpPayloadSpecificFeedback({ feedback })]);
  }

  #sendNack(lost: readonly number[]): void {
    if (this.#ssrc === undefined) return;
    const feedback = new GenericNack({
      senderSsrc: this.#options.ownSsrc,
      mediaSourceSsrc: this.#ssrc,
      lost: [...lost],
    });
    this.#options.sendRtcp([new RtcpTransportLayerFeedback({ feedback })]);
  }
}
