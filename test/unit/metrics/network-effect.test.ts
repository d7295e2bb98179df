import { describe, expect, it } from 'vitest';
import { createNetworkEffectReducer, notInEffect } from '../../../src/metrics/network-effect.js';
import type { Line, StatsObject } from '../../../src/model/line.js';
import type { Network, NetworkSpec } from '../../../src/model/network.js';
import { hostMs } from '../../../src/model/time.js';
import { recordingOf } from '../../helpers/recording-builder.js';

const network = (spec: NetworkSpec, name = 'mine'): Network => ({ name, spec });

/** One phone under a network, and what its getStats said each second from 5 s on. */
function effectsOf(
  first: Network,
  each: (second: number) => Readonly<Record<string, StatsObject>>,
  more: readonly Line[] = [],
) {
  const run = recordingOf({
    scenarios: { phones: { network: first.name, networks: [{ at_ms: 0, after: 'start', network: first }] } },
  });
  run.participant('phones').opened(100).inMeeting(2_000).outcome(40_000, { outcome: 'completed' });
  const stats = Array.from({ length: 25 }, (_, index): Line => {
    const t = hostMs(5_000 + index * 1_000);
    return { t, p: 'phones-1', type: 'stats', document: 'd', full: false, pcs: { pc: each(index) } };
  });
  const reducer = createNetworkEffectReducer();
  for (const line of [...run.lines(), ...stats, ...more].toSorted((a, b) => a.t - b.t)) reducer.step(line);
  return reducer.effects;
}

const pair = (seconds: number): StatsObject => ({ type: 'candidate-pair', currentRoundTripTime: seconds });
const sound = (received: number, lost: number): StatsObject => ({
  ...{ type: 'inbound-rtp', kind: 'audio', packetsReceived: received, packetsLost: lost },
});
const action = (t: number, name: string, phase: 'begin' | 'end', of: Network, error?: string): Line => ({
  ...{ t: hostMs(t), p: 'phones-1', type: 'action', name, phase, network: of },
  ...(error !== undefined && { error }),
});

describe('round trip', () => {
  it('is in effect when no connection was ever much quicker', () => {
    expect(effectsOf(network({ rtt_ms: 100 }), () => ({ a: pair(0.104) }))).toMatchObject([
      {
        participant: 'phones-1',
        network: 'mine',
        asked: { rtt_ms: 100 },
        measured: { rtt_min_ms: 104 },
        result: 'in_effect',
      },
    ]);
  });

  it('is refuted by one connection that was quicker, whatever the others were', () => {
    const effects = effectsOf(network({ rtt_ms: 100 }), (second) => ({
      a: pair(0.3),
      b: pair(second === 7 ? 0.079 : 0.2),
    }));
    expect(effects).toMatchObject([{ result: 'not_in_effect' }]);
    expect(notInEffect(effects)).toEqual([
      'The network mine of phones-1 was not in effect: a round trip of 79 ms was seen where 100 ms were asked for.',
    ]);
  });

  it('cannot be told, and spoils nothing, without any', () => {
    const effects = effectsOf(network({ rtt_ms: 100 }), () => ({}));
    expect(effects).toMatchObject([{ result: 'not_observable' }]);
    expect(notInEffect(effects)).toEqual([]);
  });
});

describe('loss', () => {
  const under = (loss: number, each: number) =>
    effectsOf(network({ rtt_ms: 50, loss }), (second) => ({ a: pair(0.06), s: sound(50 * second, each * second) }));

  it('is in effect when what was lost is no surprise', () => {
    expect(under(0.05, 2)).toMatchObject([{ result: 'in_effect', measured: { packets_down: 24 * 52 } }]);
  });

  it('is refuted when it is too little to be chance', () => {
    expect(under(0.05, 1)).toMatchObject([{ result: 'not_in_effect' }]);
    expect(under(0.02, 1)).toMatchObject([{ result: 'in_effect' }]);
  });

  it('cannot be told with so few packets that none need have been lost', () => {
    expect(
      effectsOf(network({ rtt_ms: 50, loss: 0.01 }), (second) => ({ a: pair(0.06), s: sound(2 * second, 0) })),
    ).toMatchObject([{ result: 'not_observable', note: 'Not observable with 48 packets of sound.' }]);
  });
});

describe('rate', () => {
  it('is refuted when more came through', () => {
    const at = (kbps: number) =>
      effectsOf(network({ rtt_ms: 50, down_kbps: 700 }), (second) => ({
        a: { ...pair(0.06), bytesReceived: second * kbps * 125 },
      }));
    expect(at(690)).toMatchObject([{ result: 'in_effect', measured: { down_kbps_max: 690 } }]);
    expect(at(900)).toMatchObject([{ result: 'not_in_effect' }]);
  });
});

describe('changes', () => {
  const slow = network({ rtt_ms: 300 }, 'slow');
  const quick = network({ rtt_ms: 50 }, 'quick');
  const offline = network({ rtt_ms: 0, offline: true }, 'offline');

  it('are judged each by what was seen while it was in force, once it has settled', () => {
    const effects = effectsOf(quick, (second) => ({ a: pair(second < 11 ? 0.06 : 0.31) }), [
      action(14_000, 'network', 'begin', slow),
      action(14_010, 'network', 'end', slow),
    ]);
    // The line at 15 s still has the old round trip: it is not counted.
    expect(effects).toMatchObject([
      { network: 'quick', result: 'in_effect', measured: { rtt_min_ms: 60 } },
      { network: 'slow', result: 'in_effect', from_ms: 14_010, measured: { rtt_min_ms: 310 } },
    ]);
  });

  it('to nothing and back are three', () => {
    const bytes = (second: number): number => (second < 10 ? second : 10) * 1_000;
    const cut = [action(15_000, 'offline', 'begin', offline), action(20_000, 'offline', 'end', quick)];
    const effects = effectsOf(quick, (second) => ({ a: { ...pair(0.06), bytesReceived: bytes(second) } }), cut);
    expect(effects.map(({ network: name, result }) => [name, result])).toEqual([
      ['quick', 'in_effect'],
      ['offline', 'in_effect'],
      ['quick', 'in_effect'],
    ]);
    const leak = effectsOf(quick, (second) => ({ a: { ...pair(0.06), bytesReceived: second * 1_000 } }), cut);
    expect(leak[1]).toMatchObject({ network: 'offline', result: 'not_in_effect' });
  });

  it('that failed are told as such', () => {
    const effects = effectsOf(quick, () => ({ a: pair(0.4) }), [
      action(14_000, 'network', 'begin', slow),
      action(14_010, 'network', 'end', slow, 'the page is gone'),
    ]);
    expect(notInEffect(effects)).toEqual([expect.stringContaining('could not be put in force (the page is gone)')]);
  });
});

it('has nothing to say of those whose network is the machine’s', () => {
  expect(effectsOf(network({ rtt_ms: 0 }, 'unshaped'), () => ({ a: pair(0.001) }))).toEqual([]);
});
