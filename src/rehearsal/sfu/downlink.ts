/**
 * One stream as one receiver gets it: the packets of an uplink under an SSRC and sequence
 * numbers of its own. Video
 * starts with a key frame: what comes before cannot be decoded and would only delay it.
 */
import { randomInt } from 'node:crypto';
import { RtcpSenderInfo, RtcpSrPacket, RtpHeader, type RtcpPacket, type RtpPacket } from 'werift';
import type { MediaKind } from '../page/protocol.js';
import { codecs, type Codec } from './codecs.js';
import { SequenceNumbers } from './sequence-numbers.js';
import type { PacketCounts } from './reception.js';
import type { Uplink } from './uplink.js';

/** Two seconds of a lively camera: what a receiver asks for later than that comes too late. */
const historySize = 128;

interface Sent {
  readonly sequenceNumber: number;
  readonly timestamp: number;
  readonly marker: boolean;
  readonly payload: Buffer;
}

export interface DownlinkOptions {
  readonly kind: MediaKind;
  readonly sendRtp: (payload: Buffer, header: RtpHeader) => void;
  readonly sendRtcp: (packets: RtcpPacket[]) => void;
  /** What is not to be sent at present, by a knob. */
  readonly held: () => boolean;
  readonly onFirst: (what: 'packet' | 'key_frame') => void;
}

export class Downlink {
  readonly kind: MediaKind;
  readonly #options: DownlinkOptions;
  /** Reused for every packet: making one is the dearest thing in werift's forwarding. */
  readonly #header = new RtpHeader();
  #history: (Sent | undefined)[] = [];
  #numbers = new SequenceNumbers();
  #uplink: Uplink | undefined;
  #live = false;
  #needsKeyFrame = true;
  #first = true;
  #packets = 0;
  #octets = 0;
  #firstNumber: number | undefined;
  #counts: PacketCounts = { expected: 0, lost: 0 };

  constructor(options: DownlinkOptions) {
    this.kind = options.kind;
    this.#options = options;
  }

  get ssrc(): number {
    return this.#header.ssrc;
  }

  get uplink(): Uplink | undefined {
    return this.#uplink;
  }

  get codec(): Codec {
    return this.#uplink?.codec ?? (this.kind === 'audio' ? 'opus' : 'vp8');
  }

  /** Packets sent. */
  get packets(): number {
    return this.#packets;
  }

  /** Of the stream that it carries now, as the receiver's last report has it. */
  get counts(): PacketCounts {
    return this.#counts;
  }

  carry(uplink: Uplink): void {
    this.drop();
    this.#uplink = uplink;
    this.#header.payloadType = codecs[uplink.codec].payloadType;
    // A stream that comes back on the same m-line under its old SSRC is decoded by Chrome, but never shown.
    this.#header.ssrc = randomInt(1, 0xffff_ffff);
    this.#numbers = new SequenceNumbers();
    this.#history = [];
    this.#firstNumber = undefined;
    this.#counts = { expected: 0, lost: 0 };
    this.#needsKeyFrame = this.kind === 'video';
    this.#first = true;
    uplink.attach(this);
  }

  drop(): void {
    this.#uplink?.detach(this);
    this.#uplink = undefined;
    this.#live = false;
  }

  /** The receiver has agreed and is connected: packets may flow. */
  goLive(): void {
    if (this.#live || this.#uplink === undefined) return;
    this.#live = true;
    this.startAfresh();
  }

  /** Nothing more before the next key frame, which is asked for. */
  startAfresh(): void {
    if (!this.#live || this.kind === 'audio') return;
    this.#needsKeyFrame = true;
    this.#uplink?.requestKeyFrame();
  }

  forward(packet: RtpPacket, keyFrame: boolean): void {
    if (!this.#live) return;
    if (this.#options.held() || (this.#needsKeyFrame && !keyFrame)) {
      this.#numbers.skip();
      return;
    }
    if (this.#first) {
      this.#first = false;
      this.#options.onFirst('packet');
      if (keyFrame) this.#options.onFirst('key_frame');
    }
    this.#needsKeyFrame = false;
    const { header, payload } = packet;
    const sequenceNumber = this.#numbers.next(header.sequenceNumber);
    this.#firstNumber ??= sequenceNumber;
    const sent = { sequenceNumber, timestamp: header.timestamp, marker: header.marker, payload };
    this.#history[sequenceNumber % historySize] = sent;
    this.#packets += 1;
    this.#octets += payload.length;
    this.#send(sent);
  }

  resend(sequenceNumbers: readonly number[]): void {
    for (const sequenceNumber of sequenceNumbers) {
      const sent = this.#history[sequenceNumber % historySize];
      if (sent?.sequenceNumber === sequenceNumber && this.#live && !this.#options.held()) this.#send(sent);
    }
  }

  /** The receiver's report on this stream. @param highest its highest sequence number, wraps counted above 16 bits. */
  reported(highest: number, lost: number): void {
    if (this.#firstNumber === undefined) return;
    this.#counts = { expected: Math.max(0, highest - this.#firstNumber + 1), lost };
  }

  /** The publisher's own, so that sound and picture stay together. */
  senderReport(info: RtcpSenderInfo): void {
    if (!this.#live || this.#packets === 0) return;
    this.#options.sendRtcp([
      new RtcpSrPacket({
        ssrc: this.ssrc,
        senderInfo: new RtcpSenderInfo({
          ntpTimestamp: info.ntpTimestamp,
          rtpTimestamp: info.rtpTimestamp,
          packetCount: this.#packets >>> 0,
          octetCount: this.#octets >>> 0,
        }),
      }),
    ]);
  }

  #send({ sequenceNumber, timestamp, marker, payload }: Sent): void {
    const header = this.#header;
    header.sequenceNumber = sequenceNumber;
    header.timestamp = timestamp;
    header.marker = marker;
    this.#options.sendRtp(payload, header);
  }
}
