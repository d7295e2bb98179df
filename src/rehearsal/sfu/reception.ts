/**
 * What a publisher's stream looked like on arrival: loss and jitter for receiver reports (RFC 3550 appendix A), and which
 * packets to ask for again. In: each packet as it comes. Out: one report block a report interval.
 */
import { RtcpReceiverInfo } from 'werift';

/** A gap longer than this is a pause or a restart: asking for it again would flood the uplink. */
const longestGap = 50;

/** Packets of a stream on their way to whoever counts them. */
export interface PacketCounts {
  readonly expected: number;
  readonly lost: number;
}

export class Reception {
  readonly #ssrc: number;
  readonly #clockRate: number;
  #base: number | undefined;
  /** Highest sequence number so far, with the wraps counted above 16 bits. */
  #highest = 0;
  #received = 0;
  #expectedBefore = 0;
  #receivedBefore = 0;
  #jitter = 0;
  #transit: number | undefined;
  #report: { readonly compactNtp: number; readonly at: number } | undefined;

  constructor(ssrc: number, clockRate: number) {
    this.#ssrc = ssrc;
    this.#clockRate = clockRate;
  }

  /**
   * @param now ms.
   * @returns sequence numbers that were skipped by this packet.
   */
  packet(sequenceNumber: number, timestamp: number, now: number): readonly number[] {
    const transit = (now * this.#clockRate) / 1_000 - timestamp;
    if (this.#transit !== undefined) {
      const difference = Math.abs(transit - this.#transit);
      // A wrap of the 32-bit timestamp is no jitter.
      if (difference < this.#clockRate * 60) this.#jitter += (difference - this.#jitter) / 16;
    }
    this.#transit = transit;
    this.#received += 1;
    if (this.#base === undefined) {
      this.#base = sequenceNumber;
      this.#highest = sequenceNumber;
      return [];
    }
    const step = (sequenceNumber - this.#highest) & 0xffff;
    if (step === 0 || step >= 0x8000) return [];
    const before = this.#highest;
    this.#highest += step;
    if (step === 1 || step > longestGap) return [];
    return Array.from({ length: step - 1 }, (_, index) => (before + 1 + index) & 0xffff);
  }

  get counts(): PacketCounts {
    const expected = this.#base === undefined ? 0 : this.#highest - this.#base + 1;
    return { expected, lost: Math.max(0, expected - this.#received) };
  }

  /** The publisher's sender report arrived. @param now ms. */
  senderReport(ntpTimestamp: bigint, now: number): void {
    this.#report = { compactNtp: Number((ntpTimestamp >> 16n) & 0xffff_ffffn), at: now };
  }

  /** @returns `undefined` before the first packet. @param now ms. */
  reportBlock(now: number): RtcpReceiverInfo | undefined {
    if (this.#base === undefined) return undefined;
    const { expected, lost } = this.counts;
    const expectedNow = expected - this.#expectedBefore;
    const lostNow = expectedNow - (this.#received - this.#receivedBefore);
    this.#expectedBefore = expected;
    this.#receivedBefore = this.#received;
    return new RtcpReceiverInfo({
      ssrc: this.#ssrc,
      fractionLost: expectedNow <= 0 || lostNow <= 0 ? 0 : Math.min(255, Math.floor((lostNow * 256) / expectedNow)),
      packetsLost: Math.min(0x7f_ffff, lost),
      highestSequence: this.#highest >>> 0,
      jitter: Math.floor(this.#jitter),
      lsr: this.#report?.compactNtp ?? 0,
      dlsr: this.#report === undefined ? 0 : Math.round(((now - this.#report.at) * 65_536) / 1_000) >>> 0,
    });
  }
}
