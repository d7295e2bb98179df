/**
 * The named networks, each with its figures and where they come from. A name is a stand-in that everybody can ask for
 * again, not a claim about one operator; who has measured figures gives those.
 *
 * No name has jitter or reordering: WebRTC over UDP can be given neither as a share of our choice (README.md), and a name
 * means the same for all traffic. Delay that varies comes from the queue before the rate, as it does on real access links.
 *
 * `queue_packets` is some 250 ms of packets of 1,200 bytes at the slower direction's rate: without one, 200 kbit/s built up
 * a queue of 7 s.
 */
import type { Network, NetworkSpec } from '../../model/network.js';
import { HarnessError } from '../../shared/errors.js';
import { nearestName } from '../../shared/nearest-name.js';

/** From `at_ms` on, counted from where the scenario says, this network. */
export interface NamedStep {
  readonly at_ms: number;
  readonly network: Network;
}

const plain = {
  /** A wired office: a switch or two and a firewall, a round trip of 2 ms, no limit that a meeting would notice. Chosen. */
  lan: { rtt_ms: 2 },

  /**
   * Wi-Fi with few others on it. Rates are Apple's Network Link Conditioner's `Wi-Fi` (40 down, 33 up, Mbit/s). Round trip:
   * Sui et al., MobiSys 2016 (doi 10.1145/2906388.2906393), found 3 ms at the median for the radio hop alone; with the
   * office's way out 10 ms.
   */
  'office-wifi': { rtt_ms: 10, down_kbps: 40_000, up_kbps: 33_000, queue_packets: 800 },

  /**
   * Wi-Fi in a full meeting room. The radio hop took over 20 ms in one of ten samples of Sui et al. (as above); twice that
   * for a room at its busiest. Rate (a tenth of `office-wifi`) and loss (after the radio's own repetitions) are chosen.
   */
  'busy-wifi': { rtt_ms: 40, loss: 0.02, down_kbps: 4_000, up_kbps: 2_000, queue_packets: 60 },

  /**
   * Ookla's medians for 5G in Hong Kong, first half of 2021: 13 ms, 25 Mbit/s up. Down is 50 instead of 154 Mbit/s: a
   * meeting takes a tenth of it, and a rate that a small machine cannot carry could not be checked.
   */
  '5g': { rtt_ms: 13, down_kbps: 50_000, up_kbps: 25_000, queue_packets: 650 },

  /** WebPageTest's `LTE`: 12 Mbit/s each way, 70 ms. */
  '4g': { rtt_ms: 70, down_kbps: 12_000, up_kbps: 12_000, queue_packets: 320 },

  /**
   * 4G at the edge of a cell: Lighthouse's `mobileSlow4G`, "roughly the 75th percentile of 4G connections": 150 ms,
   * 1.6 Mbit/s down, 750 kbit/s up.
   */
  '4g-edge': { rtt_ms: 150, down_kbps: 1_638, up_kbps: 750, queue_packets: 40 },

  /** Lighthouse's `mobileRegular3G`, after the Chrome UX Report's bounds of 3G: 300 ms, 700 kbit/s each way. */
  '3g': { rtt_ms: 300, down_kbps: 700, up_kbps: 700, queue_packets: 40 },

  /**
   * One packet in twenty lost each way: beyond the 3 % that ITU-T G.1010 allows a conversation. The round trip of 50 ms, a
   * city's, is chosen.
   */
  lossy: { rtt_ms: 50, loss: 0.05 },

  /**
   * Hong Kong to the mainland: 110 ms, the figure that the better of the two platforms was sold with (the other: 180). Only
   * the latency: loss and rate across the border differ by carrier and hour too much for a name.
   */
  'cross-border': { rtt_ms: 110 },

  /** Nothing goes through. */
  offline: { rtt_ms: 0, offline: true },
} as const satisfies Readonly<Record<string, NetworkSpec>>;

type PlainName = keyof typeof plain;

export const offlineNetwork: Network = { name: 'offline', spec: plain.offline };

/**
 * Names made of steps.
 *
 * `moving`: a phone on a train: `4g`, a tunnel for 8 s from the 20th second on, `4g` again. Chosen so that a meeting is in
 * (at 8 s at the latest), and that the tunnel is longer than ICE's patience (`disconnected` after 7.6 s) but not than a
 * person's.
 */
const timed: Readonly<Record<string, readonly (readonly [at_ms: number, name: PlainName])[]>> = {
  moving: [
    [0, '4g'],
    [20_000, 'offline'],
    [28_000, '4g'],
  ],
};

export const networkNames: readonly string[] = [...Object.keys(plain), ...Object.keys(timed)];

/**
 * What a name stands for: one step at 0 for most, several for a network that changes by itself.
 *
 * @throws HarnessError `bad_configuration`, suggesting the nearest name.
 */
export function networkNamed(name: string): readonly NamedStep[] {
  if (isPlain(name)) return [{ at_ms: 0, network: { name, spec: plain[name] } }];
  const steps = Object.hasOwn(timed, name) ? timed[name] : undefined;
  if (steps === undefined) {
    const nearest = nearestName(name, networkNames);
    throw new HarnessError('bad_configuration', `There is no network named "${name}".`, {
      hint: nearest === undefined ? `Networks: ${networkNames.join(', ')}.` : `Did you mean "${nearest}"?`,
    });
  }
  return steps.map(([at_ms, step]) => ({ at_ms, network: { name: step, spec: plain[step] } }));
}

function isPlain(name: string): name is PlainName {
  return Object.hasOwn(plain, name);
}
