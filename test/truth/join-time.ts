/**
 * Join times against the truth log of the built-in meeting. Truth = the server's arrival of the request for the link → the
 * later of the client's own "entered" and its first rendered remote frame, by the page's own time stamps on the server's
 * clock. Server and client code share nothing with the probe.
 */
import { networkNamed, networkNames } from '../../src/browser/network/networks.js';
import { compareJoins, errorsOf, figuresOf, type ComparedJoin } from './compare-joins.js';
import { medianOf, percentileOf } from './order.js';
import { trials, type TruthRow } from './row.js';

const joinTargets = { medianMs: 30, p95Ms: 100 };
/** With other work beside it, a host that is late to hear is late to say. */
const shortJoinTargets = { medianMs: 100, p95Ms: 300 };
const shift = { ms: 1_500, toleranceMs: 50 };
const phone = 'Pixel 7';
const groups = { desktops: {}, phones: { device: phone } };

export const joinTimeRow: TruthRow = {
  name: 'join time, at rest',
  target: `absolute error of 100 joins: median ≤ ${joinTargets.medianMs} ms, p95 ≤ ${joinTargets.p95Ms} ms`,
  short: 0.1,
  async measure({ scale, short }) {
    const each = trials(50, scale, 2);
    const { medianMs, p95Ms } = short ? shortJoinTargets : joinTargets;
    const joins = await compareJoins({ groups, each, truthFrom: 'request' });
    const errors = errorsOf(joins);
    return {
      met: joins.length >= 2 * each && medianOf(errors) <= medianMs && percentileOf(errors, 95) <= p95Ms,
      figures: figuresOf(joins),
    };
  },
};

/** Of quick and slow, limited and lossy. */
const fourNetworks = ['office-wifi', '4g', '4g-edge', 'busy-wifi'];
const oneNetworkShort = ['4g-edge'];

export const joinUnderNetworksRow: TruthRow = {
  name: 'join time, under networks',
  target: `absolute error of 60 joins under each of ${fourNetworks.length} networks: median ≤ ${joinTargets.medianMs} ms, p95 ≤ ${joinTargets.p95Ms} ms`,
  short: 0.1,
  async measure({ scale, short, full }) {
    const each = trials(60, scale, 2);
    const { medianMs, p95Ms } = short ? shortJoinTargets : joinTargets;
    const names = short ? oneNetworkShort : full ? joinableNetworks : fourNetworks;
    const figures: Record<string, number> = {};
    const misses: string[] = [];
    // One network after the other: a late joiner of one would be busy beside the first of the next.
    for (const network of names) {
      const joins = await compareJoins({ groups: { [network]: { network } }, each, truthFrom: 'page', hold: '3s' });
      const errors = errorsOf(joins);
      for (const [name, value] of Object.entries(figuresOf(joins))) figures[`${network}_${name}`] = value;
      if (joins.length < each) misses.push(`${network}: ${joins.length} of ${each} joins could be compared`);
      if (!(medianOf(errors) <= medianMs && percentileOf(errors, 95) <= p95Ms))
        misses.push(
          `${network}: error median ${medianOf(errors).toFixed(0)} ms, p95 ${percentileOf(errors, 95).toFixed(0)} ms`,
        );
    }
    return { met: misses.length === 0, figures, misses };
  },
};

/** All but those that nobody can join under, or that change by themselves. */
const joinableNetworks = networkNames.filter((name) => {
  const steps = networkNamed(name);
  return steps.length === 1 && steps[0]?.network.spec.offline !== true;
});

export const joinDelayRow: TruthRow = {
  name: 'join time, delayed by a knob',
  target: `a delay of ${shift.ms} ms moves the median by ${shift.ms} ± ${shift.toleranceMs} ms`,
  // Not of the table that CI keeps: the row above has seen the same clocks.
  short: 0,
  async measure({ scale }) {
    const each = trials(12, scale, 2);
    const knobs = `joinDelayMs=${shift.ms}`;
    // In turn, so that whatever comes over the machine comes over both.
    const joins = await compareJoins({
      groups: {
        plain: {},
        delayed: { knobs },
        plain_phones: { device: phone },
        delayed_phones: { device: phone, knobs },
      },
      each,
      truthFrom: 'request',
      // A delayed join, its hold and its leave take 3.3 s: sooner, and who is not delayed joins while somebody leaves.
      everyMs: 4_000,
    });
    const shiftOf = (figure: (join: ComparedJoin) => number): number => {
      const medianIn = (kind: string): number =>
        medianOf(joins.filter(({ group }) => group.startsWith(kind)).map((join) => figure(join)));
      return medianIn('delayed') - medianIn('plain');
    };
    const moved = shiftOf(({ measuredMs }) => measuredMs);
    return {
      met: joins.length >= 4 * each && Math.abs(moved - shift.ms) <= shift.toleranceMs,
      figures: { joins: joins.length, shift_ms: moved, true_shift_ms: shiftOf(({ truthMs }) => truthMs) },
    };
  },
};
