/**
 * The connection on which a participant receives. The SFU offers, one offer at a time; every forwarded stream has an m-line
 * (a slot). A slot whose stream is gone is offered as inactive, and carries another stream only after the client agreed.
 *
 *     empty ──wanted──► offered ──answered──► live ──not wanted──► leaving ──answered──► empty
 */
import {
  GenericNack,
  PictureLossIndication,
  RtcpPayloadSpecificFeedback,
  RtcpRrPacket,
  RtcpSrPacket,
  RtcpTransportLayerFeedback,
} from 'werift';
import type { RtcpPacket } from 'werift';
import type { ForwardedTrack, MediaKind } from '../page/protocol.js';
import { Downlink } from './downlink.js';
import { MediaTransport } from './media-transport.js';
import type { PacketCounts } from './reception.js';
import { parseDescription, writeOffer } from './sdp.js';
import type { Uplink } from './uplink.js';

interface Offer {
  readonly id: number;
  readonly sdp: string;
  readonly tracks: readonly ForwardedTrack[];
}

export interface ReceiverOptions {
  readonly sendOffer: (offer: Offer) => void;
  readonly onConnected: (what: 'ice' | 'dtls') => void;
  readonly onFirst: (what: 'packet' | 'key_frame', kind: MediaKind, from: string) => void;
  /** A media packet has left for this participant. */
  readonly onSent: () => void;
}

export interface Wanted {
  readonly participant: string;
  readonly uplink: Uplink;
}

interface Slot {
  readonly mid: string;
  readonly downlink: Downlink;
  state: 'empty' | 'offered' | 'live' | 'leaving';
  participant: string;
}

export class Receiver {
  readonly #options: ReceiverOptions;
  readonly #slots: Slot[] = [];
  readonly #held = new Set<MediaKind>();
  #transport: Promise<MediaTransport> | undefined;
  #open: MediaTransport | undefined;
  #version = 0;
  /** What the client has been asked and has not answered. */
  #asked: { readonly id: number; readonly slots: readonly (readonly [Slot, Slot['state']])[] } | undefined;
  #changed = false;
  /** Under way: until they are over there is no port to offer. */
  #restarts = 0;
  #cut = false;
  #closed = false;

  constructor(options: ReceiverOptions) {
    this.#options = options;
  }

  /** Participants whose stream of this kind is forwarded, or about to be. */
  carried(kind: MediaKind): readonly string[] {
    return this.#slots
      .filter((slot) => slot.downlink.kind === kind && slot.downlink.uplink !== undefined)
      .map((slot) => slot.participant);
  }

  /** Packets sent to this participant. */
  get packets(): number {
    return this.#slots.reduce((sum, slot) => sum + slot.downlink.packets, 0);
  }

  /** Of the streams that are sent now, by the receiver's own reports. */
  get counts(): readonly PacketCounts[] {
    return this.#slots.filter(({ downlink }) => downlink.uplink !== undefined).map(({ downlink }) => downlink.counts);
  }

  set cut(cut: boolean) {
    this.#cut = cut;
    if (this.#open !== undefined) this.#open.cut = cut;
    if (!cut) this.#freshStart();
  }

  /** Connection and streams stay as they are, but nothing is sent on them. */
  hold(kinds: readonly MediaKind[], held: boolean): void {
    for (const kind of kinds) {
      if (held) this.#held.add(kind);
      else this.#held.delete(kind);
    }
    if (!held) this.#freshStart();
  }

  /** From now on these streams and no others. */
  want(wanted: readonly Wanted[]): void {
    for (const slot of this.#slots) {
      const { uplink } = slot.downlink;
      if (uplink === undefined || wanted.some((stream) => stream.uplink === uplink)) continue;
      slot.downlink.drop();
      slot.state = 'leaving';
      this.#changed = true;
    }
    for (const { participant, uplink } of wanted) {
      if (this.#slots.some((slot) => slot.downlink.uplink === uplink)) continue;
      const slot = this.#emptySlot(uplink.kind);
      slot.participant = participant;
      slot.state = 'offered';
      slot.downlink.carry(uplink);
      this.#changed = true;
    }
    this.#negotiate();
  }

  /** The client may have missed the last offer: it gets a new one if it owes an answer. */
  repeatOffer(): void {
    if (this.#asked === undefined) return;
    this.#asked = undefined;
    this.#changed = true;
    this.#negotiate();
  }

  /** The client's ICE failed: offer anew with new credentials. */
  async restart(): Promise<void> {
    if (this.#open === undefined) return;
    // At once: an answer to the last offer that comes meanwhile belongs to credentials that are gone. Taken for one to the next it
    // would end in credentials that the client never hears of, and that it is not told are wrong: the old ones are still answered.
    this.#asked = undefined;
    this.#restarts += 1;
    try {
      await this.#open.restart();
    } finally {
      this.#restarts -= 1;
    }
    this.#changed = true;
    this.#negotiate();
  }

  async answer(id: number, sdp: string): Promise<void> {
    const asked = this.#asked;
    const description = parseDescription(sdp);
    if (asked?.id !== id || description === undefined || this.#open === undefined) return;
    this.#asked = undefined;
    await this.#open.accept(description.remote);
    for (const [slot, state] of asked.slots) {
      // Since then it may have been given up, or taken: only what was agreed on moves on.
      if (slot.state !== state) continue;
      if (state === 'leaving') slot.state = 'empty';
      if (state === 'offered') slot.state = 'live';
    }
    this.#goLive();
    this.#negotiate();
  }

  close(): void {
    this.#closed = true;
    for (const slot of this.#slots) slot.downlink.drop();
    this.#transport?.then((transport) => transport.close()).catch(() => undefined);
  }

  #negotiate(): void {
    if (!this.#changed || this.#asked !== undefined || this.#restarts > 0 || this.#closed) return;
    if (this.#open === undefined) {
      this.#transport ??= this.#openTransport();
      // Without a UDP port this participant receives nothing, which is what the others can see.
      this.#transport.catch(() => undefined);
      return;
    }
    this.#changed = false;
    this.#version += 1;
    this.#asked = { id: this.#version, slots: this.#slots.map((slot) => [slot, slot.state] as const) };
    const carrying = this.#slots.filter((slot) => slot.downlink.uplink !== undefined);
    this.#options.sendOffer({
      id: this.#version,
      sdp: writeOffer(
        this.#open.local,
        this.#version,
        this.#slots.map((slot) => ({
          mid: slot.mid,
          kind: slot.downlink.kind,
          codec: slot.downlink.codec,
          ...(carrying.includes(slot) ? { stream: { id: slot.participant, ssrc: slot.downlink.ssrc } } : {}),
        })),
      ),
      tracks: carrying.map(({ mid, participant, downlink }) => ({ mid, participant, kind: downlink.kind })),
    });
  }

  async #openTransport(): Promise<MediaTransport> {
    const transport = await MediaTransport.open({
      onIceConnected: () => {
        this.#options.onConnected('ice');
        this.#freshStart();
      },
      onDtlsConnected: () => {
        this.#options.onConnected('dtls');
        this.#goLive();
      },
      onRtp: () => undefined,
      onRtcp: (packet) => {
        this.#feedback(packet);
      },
    });
    transport.cut = this.#cut;
    this.#open = transport;
    this.#negotiate();
    return transport;
  }

  #goLive(): void {
    if (this.#open?.connected !== true) return;
    for (const slot of this.#slots) if (slot.state === 'live') slot.downlink.goLive();
  }

  #freshStart(): void {
    for (const slot of this.#slots) slot.downlink.startAfresh();
  }

  #emptySlot(kind: MediaKind): Slot {
    const free = this.#slots.find((slot) => slot.state === 'empty' && slot.downlink.kind === kind);
    if (free !== undefined) return free;
    const slot: Slot = {
      mid: String(this.#slots.length),
      state: 'empty',
      participant: '',
      downlink: new Downlink({
        kind,
        sendRtp: (payload, header) => {
          if (this.#open?.sendRtp(payload, header) === true) this.#options.onSent();
        },
        sendRtcp: (packets) => {
          this.#open?.sendRtcp(packets);
        },
        held: () => this.#held.has(kind),
        onFirst: (what) => {
          this.#options.onFirst(what, kind, slot.participant);
        },
      }),
    };
    this.#slots.push(slot);
    return slot;
  }

  #feedback(packet: RtcpPacket): void {
    if (packet instanceof RtcpRrPacket || packet instanceof RtcpSrPacket) {
      for (const { ssrc, highestSequence, packetsLost } of packet.reports)
        this.#slots.find((slot) => slot.downlink.ssrc === ssrc)?.downlink.reported(highestSequence, packetsLost);
    }
    if (packet instanceof RtcpTransportLayerFeedback && packet.feedback instanceof GenericNack) {
      const { mediaSourceSsrc, lost } = packet.feedback;
      this.#slots.find((slot) => slot.downlink.ssrc === mediaSourceSsrc)?.downlink.resend(lost);
    }
    if (packet instanceof RtcpPayloadSpecificFeedback && packet.feedback instanceof PictureLossIndication) {
      const { mediaSsrc } = packet.feedback;
      this.#slots.find((slot) => slot.downlink.ssrc === mediaSsrc)?.downlink.uplink?.requestKeyFrame();
    }
  }
}
