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
import { Period } from './network-period.js';

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
