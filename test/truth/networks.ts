/**
 * Every named network against what really went through: round trip by packets of WebRTC and by messages of a WebSocket, less
 * what the same pages need without a network; rate by a bulk transfer; loss as the receiver of sound counts packets.
 */
import { networkNamed, networkNames } from '../../src/browser/network/networks.js';
import { ask, keptMs, lossOf, peerMs, startNetworkRig, type NetworkRig } from '../integration/network-rig.js';
import { trials, type TruthRow } from './row.js';

const tolerance = 0.1;
/** Timers of a millisecond, one each way (browser/README.md). */
const resolutionMs = 2;
/** With other work beside it everything is later. */
const shortSlack = 2;
const shortNames = ['4g', 'busy-wifi'];
const bulkSeconds = 2;
/** Sound: 50 packets a second a stream. */
const streams = 20;
const lossSeconds = 20;
/** Chance may be off by so many standard deviations. */
const deviations = 3;

/** Those that do not change by themselves, and let something through. */
const plain = networkNames.flatMap((name) => {
  const steps = networkNamed(name);
  const spec = steps[0]?.network.spec;
  return steps.length > 1 || spec === undefined || spec.offline === true ? [] : [{ name, spec }];
});

export const networksRow: TruthRow = {
  name: 'each network',
  target: `round trip, rate and loss of every named network within ${tolerance * 100} % (round trip: or ${resolutionMs} ms; loss: or chance)`,
  short: 0.25,
  async measure({ scale, short }) {
    const slack = short ? shortSlack : 1;
    const figures: Record<string, number> = {};
    const misses: string[] = [];
    const check = (name: string, found: number, asked: number, allowed: number): void => {
      figures[name] = found;
      if (!(Math.abs(found - asked) <= allowed))
        misses.push(`${name}: ${found.toFixed(3)} where ${asked} was asked for`);
    };
    const rig = await startNetworkRig({ rtt_ms: 0 });
    try {
      const base = await roundTrips(rig);
      for (const { name, spec } of short ? plain.filter((one) => shortNames.includes(one.name)) : plain) {
        // Loss apart: a page that waits for a packet which was lost would wait for ever.
        await rig.set({ ...spec, loss: 0 });
        const trip = await roundTrips(rig);
        const allowed = Math.max(resolutionMs, spec.rtt_ms * tolerance) * slack;
        check(`${name}_udp_rtt_ms`, trip.udp - base.udp, spec.rtt_ms, allowed);
        check(`${name}_tcp_rtt_ms`, trip.tcp - base.tcp, spec.rtt_ms, allowed);
        for (const [way, kbps] of Object.entries({ down: spec.down_kbps, up: spec.up_kbps })) {
          if (kbps === undefined) continue;
          const bytes = (kbps * 1_000 * bulkSeconds) / 8;
          const found =
            way === 'up'
              ? await ask<number>(rig.shaped, 'uploadKbps', bytes)
              : (bytes * 8) / ((await ask<number>(rig.shaped, 'downloadMs', bytes)) - spec.rtt_ms);
          check(`${name}_${way}_kbps`, found, kbps, kbps * tolerance * slack);
        }
        if (spec.loss === undefined) continue;
        await rig.set({ rtt_ms: spec.rtt_ms, loss: spec.loss });
        for (const way of ['down', 'up'] as const) {
          const [sender, receiver] = way === 'up' ? [rig.shaped, rig.neighbour] : [rig.neighbour, rig.shaped];
          const ms = trials(lossSeconds, scale, 4) * 1_000;
          const { received, lost } = await lossOf(sender, receiver, { streams, ms });
          const packets = received + lost;
          const chance = deviations * Math.sqrt((spec.loss * (1 - spec.loss)) / packets);
          check(`${name}_${way}_loss`, lost / packets, spec.loss, Math.max(spec.loss * tolerance, chance));
        }
      }
    } finally {
      await rig.stop();
    }
    return { met: misses.length === 0, figures, misses };
  },
};

async function roundTrips(rig: NetworkRig): Promise<{ readonly udp: number; readonly tcp: number }> {
  await ask(rig.shaped, 'keepSocket');
  return { udp: await peerMs(rig.shaped, rig.neighbour), tcp: await keptMs(rig.shaped, 'ws') };
}
