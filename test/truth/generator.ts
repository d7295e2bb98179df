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
/** A pair whose peaceful half the hypervisor robbed of more than this share of the processors is no pair; it is made again. */
const robbed = 0.12;
const mostAgain = 8;

interface Pair {
  readonly kind: string;
  readonly healthy: HealthRun;
  readonly starved: HealthRun;
}

export const generatorRow: TruthRow = {
  name: 'generator',
  target: `of ${pairs} healthy runs, a third of them at 90 % of the stated capacity, 1 is flagged at most; of ${pairs} starved ones ${pairs - 1} at least`,
  // The ways to starve are Linux's.
  short: process.platform === 'linux' ? shortKinds.length / pairs : 0,
  async measure({ scale, short }) {
    const { cores, cost } = thisMachine();
    const capacity = capacityOf(cores, cost).starts_per_s;
    const kinds = short ? shortKinds : Object.keys(starvations);
    const measured: Pair[] = [];
    const wanted = trials(pairs, scale, shortKinds.length);
    let again = 0;
    while (measured.length < wanted) {
      const index = measured.length;
      const kind = kinds[index % kinds.length] ?? '';
      const starvation = starvations[kind] ?? {};
      const share = shares[Math.floor(index / kinds.length) % shares.length] ?? 1;
      const run = (joins: number, starve: Starvation): Promise<HealthRun> =>
        withTempFolder((folder) => healthRun(folder, capacity * joins, short ? seconds.short : seconds.whole, starve));
      const healthy = await run(share, {});
      if (healthy.stolen > robbed && again < mostAgain) again += 1;
      else measured.push({ kind, healthy, starved: await run(starvation.joins ?? share, starvation) });
    }
    const { figures, ...judged } = judge(measured, capacity, short);
    return { ...judged, figures: { ...figures, made_again: again } };
  },
};

function judge(measured: readonly Pair[], capacity: number, short: boolean): TruthResult {
  const figures: Record<string, number> = { capacity_joins_per_s: capacity };
  const misses: string[] = [];
  const starving = new Set<string>();
  for (const kind of new Set(measured.map((pair) => pair.kind))) {
    const of = measured.filter((pair) => pair.kind === kind);
    const ratio = (figure: (times: readonly number[]) => number): number =>
      figure(of.flatMap(({ starved }) => starved.joinTimes)) / figure(of.flatMap(({ healthy }) => healthy.joinTimes));
    const median = ratio(medianOf);
    const p95 = ratio((times) => percentileOf(times, 95));
    figures[`${kind}: median ×`] = median;
    figures[`${kind}: p95 ×`] = p95;
    if (short || median > inflated || p95 > inflated) starving.add(kind);
  }
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
  const may = (runs: number): number => Math.ceil(runs / pairs);
  return {
    met:
      starving.size >= (short ? shortKinds.length : 6) &&
      missed.length <= (short ? 0 : may(starved.length)) &&
      flagged.length <= may(measured.length),
    figures: {
      ...figures,
      healthy: measured.length,
      healthy_flagged: flagged.length,
      starved: starved.length,
      starved_flagged: starved.length - missed.length,
      starving_kinds: starving.size,
    },
    misses,
  };
}

function timesText({ joinTimes, planned }: HealthRun): string {
  const median = joinTimes.length === 0 ? Number.NaN : medianOf(joinTimes);
  return `${joinTimes.length} of ${planned} joined, median ${median.toFixed(0)} ms`;
}
