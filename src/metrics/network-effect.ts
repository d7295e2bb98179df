/**
 * Was each participant's network as it was asked for? Asked: the scenario's networks and the recorded changes. Measured: what
 * WebRTC itself reported while each was in force. Absence of proof is said as such and spoils nothing.
 *
 * In:  header, actions, stats, notes. State grows with participants under a network, not with time.
 * Out: for each of them and each network in force, one `NetworkEffect`.
 *
 *     change (end) ── settles: what was under way, one check of the connection, one stats line ──► counted ── next change (begin)
 *
 * - Round trip: `candidate-pair.currentRoundTripTime` of any connection. Delay is only ever added, so the least that was seen
 *   proves or refutes it; queues and a busy machine make it longer and never shorter.
 * - Loss, to the participant: `inbound-rtp` of audio. Video is left out: packets that are sent again make up for lost ones.
 *   The other direction is the platform's word (`remote-inbound-rtp`), and a platform may say nothing.
 * - Rate: bytes of all candidate pairs, over stretches of 3 s. TCP beside it has the same rate once more (browser/README.md).
 *
 * @see https://www.w3.org/TR/webrtc-stats/#dom-rtcicecandidatepairstats-currentroundtriptime
 */
import type { ActionLine, HeaderLine, Line, StatsLine } from '../model/line.js';
import { unshapedNote, type Network } from '../model/network.js';
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

export interface NetworkEffectReducer {
  step(line: Line): void;
  /** In the order in which they came into force. */
  readonly effects: readonly NetworkEffect[];
  /** What could not be shaped, one sentence each. */
  readonly unshaped: readonly string[];
}

export function createNetworkEffectReducer(): NetworkEffectReducer {
  const periods: Period[] = [];
  const people = new Map<string, Person>();
  const unshaped = new Set<string>();
  let header: HeaderLine | undefined;

  return {
    step(line) {
      if (line.type === 'header') header ??= line;
      else if (line.type === 'moment' && line.name === 'scheduled') {
        const { scenario } = line.tags;
        const first = header?.options.scenarios[scenario]?.networks?.[0];
        if (first !== undefined && !people.has(line.p)) {
          people.set(line.p, new Person(line.p, scenario, periods, first.network, line.t));
        }
      } else if ('p' in line) {
        const person = people.get(line.p ?? '');
        if (person === undefined) return;
        if (line.type === 'stats') person.stats(line);
        else if (line.type === 'action') person.action(line);
        else if (line.type === 'evidence' && line.text?.startsWith(unshapedNote) === true) unshaped.add(line.text);
        else if (line.type === 'outcome') {
          person.end(line.t);
          people.delete(line.p);
        }
      }
    },
    get effects() {
      return periods.flatMap((period) => period.effect ?? []);
    },
    get unshaped() {
      return [...unshaped];
    },
  };
}

/** What of the networks that were asked for was not there, one sentence each; empty: nothing is known to be wrong. */
export function notInEffect(effects: readonly NetworkEffect[]): readonly string[] {
  return effects.flatMap(({ participant, network, result, note }) =>
    result === 'not_in_effect' ? [`The network ${network} of ${participant} was not in effect: ${note}`] : [],
  );
}

/** One participant while it is there. */
class Person {
  readonly #p: string;
  readonly #scenario: string;
  readonly #periods: Period[];
  /** By document and peer connection, then by stats id: what a line of changes does not repeat. */
  readonly #counters = new Map<string, Map<string, Counters>>();
  #period: Period;

  constructor(p: string, scenario: string, periods: Period[], first: Network, t: number) {
    this.#p = p;
    this.#scenario = scenario;
    this.#periods = periods;
    this.#period = this.#begin(first, t);
  }

  action({ name, phase, network, error, t }: ActionLine): void {
    if (network === undefined || !['network', 'offline', 'switchNetwork'].includes(name)) {
      if (error !== undefined && name === 'network') this.#period.failed ??= error;
      return;
    }
    if (phase === 'begin') {
      this.#period.end(t);
      if (name !== 'network') this.#period = this.#begin(network, t);
    } else {
      this.#period.end(t);
      this.#period = this.#begin(network, t);
      if (error !== undefined) this.#period.failed = error;
    }
  }

  stats(line: StatsLine): void {
    let [received, sent] = [0, 0];
    // Every second of everybody: entries of objects, and a key for each, cost more than the counting.
    for (const pc in line.pcs) {
      const connection = `${line.document} ${pc}`;
      let known = this.#counters.get(connection);
      if (known === undefined) this.#counters.set(connection, (known = new Map<string, Counters>()));
      const objects = line.pcs[pc] ?? {};
      for (const id in objects) {
        const fields = objects[id];
        if (fields === null || fields === undefined) {
          known.delete(id);
          continue;
        }
        let counters = known.get(id);
        if (counters === undefined) known.set(id, (counters = {}));
        if (typeof fields.type === 'string') counters.type = fields.type;
        if (typeof fields.kind === 'string') counters.kind = fields.kind;
        if (counters.type === 'candidate-pair') {
          const rtt = numberOf(fields.currentRoundTripTime);
          if (rtt !== undefined) this.#period.roundTrip(line.t, connection, rtt * 1_000);
          received += grown(counters, 'bytesReceived', fields);
          sent += grown(counters, 'bytesSent', fields);
        } else if (counters.type === 'inbound-rtp' && counters.kind === 'audio') {
          const arrived = grown(counters, 'packetsReceived', fields);
          const lost = grown(counters, 'packetsLost', fields);
          this.#period.packets(line.t, arrived, lost);
        }
      }
    }
    this.#period.bytes(line.t, received, sent);
  }

  end(t: number): void {
    this.#period.end(t);
  }

  #begin(network: Network, t: number): Period {
    const period = new Period(this.#p, this.#scenario, network, t);
    this.#periods.push(period);
    return period;
  }
}

interface Counters {
  type?: string;
  kind?: string;
  bytesReceived?: number;
  bytesSent?: number;
  packetsReceived?: number;
  packetsLost?: number;
}

/** How much a counter has grown since its last line; 0 for its first, and when it began anew. */
function grown(
  counters: Counters,
  name: 'bytesReceived' | 'bytesSent' | 'packetsReceived' | 'packetsLost',
  fields: Readonly<Record<string, unknown>>,
): number {
  const value = numberOf(fields[name]);
  if (value === undefined) return 0;
  const before = counters[name];
  counters[name] = value;
  return before === undefined ? 0 : Math.max(0, value - before);
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** One network, as long as it was in force for one participant. */
class Period {
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
