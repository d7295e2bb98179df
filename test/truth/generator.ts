/**
 * Does a run know when its own machine has spoiled it? Pairs of runs of the same plan, one left in peace and one starved, turn by
 * turn. Starved is what makes joins longer: the truth log would not see it, since page and server starve together, so the measure
 * is the other half of the pair. Few joins make a ragged percentile; so it is taken over all runs of a kind.
 */
import { thisMachine } from '../../src/cli/this-machine.js';
import { capacityOf } from '../../src/metrics/capacity.js';
import { withTempFolder } from '../helpers/temp.js';
import { healthRun, type HealthRun } from './health-run.js';
import { medianOf, percentileOf } from './order.js';
import { trials, type TruthResult, type TruthRow } from './row.js';
import { starvations, type Starvation } from './starve.js';

const pairs = 30;
/** More than so much above its peaceful twin is starved. */
const inflated = 1.1;
/** Of the joins a second that this machine is said to bear; every third pair is near the limit. */
const shares = [0.5, 0.7, 0.9];
/** In CI's form joins are too few to tell how much longer they take: kinds that take half of two cores and more. */
const shortKinds = ['one core of all', 'four programs that compute'];
const seconds = { whole: 15, short: 8 };
/** Of the healthy runs, and of the starved ones. */
const mostWrong = 1;
/** A kind that starves, but no more than so: what is plain to see is no proof of the limits. */
const mild = 1.5;
const mildKinds = 2;
/** For kinds that made nothing longer this time: as many more of those that did, so that so many starved runs are judged. */
const mostMore = 12;
/** A pair whose peaceful half the hypervisor robbed of more than this share of the processors is no pair; it is made again. */
const robbed = 0.12;
const mostAgain = 8;

export interface Pair {
  readonly kind: string;
  readonly healthy: HealthRun;
  readonly starved: HealthRun;
}

export const generatorRow: TruthRow = {
  name: 'generator',
  target: `of ${pairs} healthy runs, a third of them at 90 % of the stated capacity, 1 is flagged at most; of ${pairs} starved ones, two kinds of them mildly, ${pairs - 1} at least`,
  // The ways to starve are Linux's.
  short: process.platform === 'linux' ? shortKinds.length / pairs : 0,
  async measure({ scale, short }) {
    const { cores, cost } = thisMachine();
    const capacity = capacityOf(cores, cost).starts_per_s;
    const kinds = short ? shortKinds : Object.keys(starvations);
    const measured: Pair[] = [];
    const wanted = trials(pairs, scale, shortKinds.length);
    let again = 0;
    const measure = async (kind: string, share: number): Promise<void> => {
      const starvation = starvations[kind] ?? {};
      const run = (joins: number, starve: Starvation): Promise<HealthRun> =>
        withTempFolder((folder) => healthRun(folder, capacity * joins, short ? seconds.short : seconds.whole, starve));
      for (;;) {
        const healthy = await run(share, {});
        if (healthy.stolen <= robbed || again >= mostAgain) {
          measured.push({ kind, healthy, starved: await run(starvation.joins ?? share, starvation) });
          return;
        }
        again += 1;
      }
    };
    const shareAt = (index: number): number => shares[Math.floor(index / kinds.length) % shares.length] ?? 1;
    while (measured.length < wanted)
      await measure(kinds[measured.length % kinds.length] ?? '', shareAt(measured.length));
    for (let more = 0; more < mostMore; more += 1) {
      const starving = starvingKinds(measured, short);
      const missing = wanted - measured.filter(({ kind }) => starving.has(kind)).length;
      const kind = [...starving.keys()][more % Math.max(1, starving.size)];
      if (missing <= 0 || kind === undefined) break;
      await measure(kind, shareAt(measured.length));
    }
    const { figures, ...judged } = judgePairs(measured, capacity, short, wanted);
    return { ...judged, figures: { ...figures, made_again: again } };
  },
};

interface Inflation {
  readonly median: number;
  readonly p95: number;
}

/** Over all runs of the kind. */
function inflationOf(measured: readonly Pair[], kind: string): Inflation {
  const of = measured.filter((pair) => pair.kind === kind);
  const ratio = (figure: (times: readonly number[]) => number): number =>
    figure(of.flatMap(({ starved }) => starved.joinTimes)) / figure(of.flatMap(({ healthy }) => healthy.joinTimes));
  return { median: ratio(medianOf), p95: ratio((times) => percentileOf(times, 95)) };
}

/** Kinds that made joins longer. In CI's form all, since few joins cannot tell. */
function starvingKinds(measured: readonly Pair[], short: boolean): ReadonlyMap<string, Inflation> {
  const kinds = [...new Set(measured.map(({ kind }) => kind))];
  return new Map(
    kinds
      .map((kind) => [kind, inflationOf(measured, kind)] as const)
      .filter(([, { median, p95 }]) => short || median > inflated || p95 > inflated),
  );
}

/** @param wanted starved runs */
export function judgePairs(measured: readonly Pair[], capacity: number, short: boolean, wanted: number): TruthResult {
  const figures: Record<string, number> = { capacity_joins_per_s: capacity };
  const misses: string[] = [];
  for (const kind of new Set(measured.map((pair) => pair.kind))) {
    const { median, p95 } = inflationOf(measured, kind);
    figures[`${kind}: median ×`] = median;
    figures[`${kind}: p95 ×`] = p95;
  }
  const starving = starvingKinds(measured, short);
  const mildly = [...starving.values()].filter(({ median, p95 }) => Math.max(median, p95) <= mild);
  const starved = measured.filter(({ kind }) => starving.has(kind));
  const missed = starved.filter((pair) => !pair.starved.invalid);
  // Other work may run beside CI: there only the starved ones are judged.
  const flagged = short ? [] : measured.filter(({ healthy }) => healthy.invalid);
  misses.push(...missed.map(({ kind, starved: run }) => `not flagged: ${kind}; ${timesText(run)}`));
  misses.push(
    ...flagged.map(
      ({ healthy }) => `flagged, though left in peace; ${timesText(healthy)}; ${healthy.reasons[0] ?? ''}`,
    ),
  );
  return {
    met:
      starving.size >= (short ? shortKinds.length : 6) &&
      (short || (starved.length >= wanted && mildly.length >= mildKinds)) &&
      missed.length <= (short ? 0 : mostWrong) &&
      flagged.length <= mostWrong,
    figures: {
      ...figures,
      healthy: measured.length,
      healthy_flagged: flagged.length,
      starved: starved.length,
      starved_flagged: starved.length - missed.length,
      starving_kinds: starving.size,
      mild_kinds: mildly.length,
    },
    misses,
  };
}

function timesText({ joinTimes, planned }: HealthRun): string {
  const median = joinTimes.length === 0 ? Number.NaN : medianOf(joinTimes);
  return `${joinTimes.length} of ${planned} joined, median ${median.toFixed(0)} ms`;
}
