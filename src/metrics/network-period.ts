/** One network, as long as it was in force for one participant: what was measured meanwhile, and whether that is what was asked for. */
import type { Network } from '../model/network.js';
import type { NetworkEffect } from '../model/summary.js';
import { binomialBelow } from './binomial.js';
import { plural, shareWords, timeWords } from './words.js';

/** Of what was asked: a connection that was quicker did not have this network. */
const leastShareOfRtt = 0.8;
/** Fewer losses than this are too unlikely to be chance. */
const chance = 0.001;
/** What a burst in a queue and headers may add to a rate. */
const mostOfRate = 1.2;
const stretchMs = 3_000;
/** A stats line a second, and half a one for what was on its way to it. */
const settleMs = 1_500;
/** As much as is kept exactly: beyond, the normal distribution would say the same. */
const mostPackets = 100_000;

export class Period {
  readonly #p: string;
  readonly #scenario: string;
  readonly #network: Network;
  readonly #from: number;
  readonly #settled: number;
  #to: number | undefined;
  #last: number;
  /** Least round trip by connection, ms. */
  readonly #least = new Map<string, number>();
  #roundTrips = 0;
  #arrived = 0;
  #lost = 0;
  #stretch: { readonly from: number; received: number; sent: number } | undefined;
  #downKbps: number | undefined;
  #upKbps: number | undefined;
  #received = 0;
  #lines = 0;
  failed: string | undefined;

  constructor(p: string, scenario: string, network: Network, t: number) {
    this.#p = p;
    this.#scenario = scenario;
    this.#network = network;
    this.#from = t;
    this.#last = t;
    this.#settled = t + settleMs + network.spec.rtt_ms;
  }

  end(t: number): void {
    this.#to ??= t;
  }

  roundTrip(t: number, connection: string, ms: number): void {
    if (!this.#counts(t)) return;
    this.#roundTrips += 1;
    this.#least.set(connection, Math.min(ms, this.#least.get(connection) ?? Infinity));
  }

  packets(t: number, arrived: number, lost: number): void {
    if (!this.#counts(t)) return;
    this.#arrived += arrived;
    this.#lost += lost;
  }

  bytes(t: number, received: number, sent: number): void {
    this.#last = Math.max(this.#last, t);
    if (!this.#counts(t)) return;
    this.#lines += 1;
    this.#received += received;
    // The first line after the change tells of bytes from before it.
    if (this.#stretch === undefined) {
      this.#stretch = { from: t, received: 0, sent: 0 };
      return;
    }
    this.#stretch.received += received;
    this.#stretch.sent += sent;
    const ms = t - this.#stretch.from;
    if (ms < stretchMs) return;
    this.#downKbps = Math.max(this.#downKbps ?? 0, (this.#stretch.received * 8) / ms);
    this.#upKbps = Math.max(this.#upKbps ?? 0, (this.#stretch.sent * 8) / ms);
    this.#stretch = { from: t, received: 0, sent: 0 };
  }

  #counts(t: number): boolean {
    return t >= this.#settled && this.#to === undefined;
  }

  /** `undefined` where nothing was asked for. */
  get effect(): NetworkEffect | undefined {
    const { spec, name } = this.#network;
    const { rtt_ms, loss, up_kbps, down_kbps, offline } = spec;
    const asked = {
      rtt_ms,
      ...(loss !== undefined && { loss }),
      ...(up_kbps !== undefined && { up_kbps }),
      ...(down_kbps !== undefined && { down_kbps }),
      ...(offline !== undefined && { offline }),
    };
    if (rtt_ms === 0 && Object.keys(asked).length === 1) return undefined;
    const least = this.#least.size === 0 ? undefined : Math.min(...this.#least.values());
    const packets = this.#arrived + this.#lost;
    const judged = this.#judge(least, packets);
    return {
      participant: this.#p,
      scenario: this.#scenario,
      network: name,
      asked,
      from_ms: this.#from,
      for_ms: Math.max(0, (this.#to ?? this.#last) - this.#from),
      measured: {
        ...(least !== undefined && { rtt_min_ms: least }),
        round_trips: this.#roundTrips,
        ...(packets > 0 && { loss_down: this.#lost / packets }),
        packets_down: packets,
        ...(this.#upKbps !== undefined && { up_kbps_max: this.#upKbps }),
        ...(this.#downKbps !== undefined && { down_kbps_max: this.#downKbps }),
      },
      ...judged,
    };
  }

  #judge(least: number | undefined, packets: number): Pick<NetworkEffect, 'result' | 'note'> {
    const { rtt_ms, loss, up_kbps, down_kbps, offline } = this.#network.spec;
    const refuted = (note: string) => ({ result: 'not_in_effect', note }) as const;
    if (this.failed !== undefined) return refuted(`it could not be put in force (${this.failed}).`);
    if (offline === true) {
      if (this.#received > 0) return refuted(`${plural(this.#received, 'byte')} arrived while nothing should.`);
      return this.#lines > 0 ? { result: 'in_effect' } : unseen('in so short a time');
    }
    if (least !== undefined && least < leastShareOfRtt * rtt_ms)
      return refuted(`a round trip of ${timeWords(least)} was seen where ${timeWords(rtt_ms)} were asked for.`);
    if (loss !== undefined && packets > 0 && isTooFew(this.#lost, packets, loss)) {
      const lost = `${this.#lost} of ${plural(packets, 'packet')}`;
      return refuted(`${lost} of sound were lost where ${shareWords(loss)} were asked for.`);
    }
    const [up, down] = [this.#upKbps, this.#downKbps];
    if (up !== undefined && up_kbps !== undefined && up > mostOfRate * up_kbps)
      return refuted(`it sent ${Math.round(up)} kbit/s where ${up_kbps} were asked for.`);
    if (down !== undefined && down_kbps !== undefined && down > mostOfRate * down_kbps)
      return refuted(`it received ${Math.round(down)} kbit/s where ${down_kbps} were asked for.`);
    if (rtt_ms > 0 && least === undefined) return unseen(`with ${plural(this.#roundTrips, 'round trip')}`);
    // So few packets that none being lost would be no surprise.
    if (loss !== undefined && (1 - loss) ** packets >= chance)
      return unseen(`with ${plural(packets, 'packet')} of sound`);
    return { result: 'in_effect' };
  }
}

function unseen(why: string): Pick<NetworkEffect, 'result' | 'note'> {
  return { result: 'not_observable', note: `Not observable ${why}.` };
}

/** So few lost that the asked share is excluded. */
function isTooFew(lost: number, packets: number, share: number): boolean {
  if (share <= 0 || share >= 1) return share >= 1 && lost < packets;
  const n = Math.min(packets, mostPackets);
  const k = Math.floor((lost * n) / packets);
  return (binomialBelow(n, share)[k] ?? 1) < chance;
}
