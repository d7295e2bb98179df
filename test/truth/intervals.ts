/**
 * Do the intervals cover what is true as often as they say? Simulated runs of a known truth, through the code that judges real
 * ones. No meeting and no clock: the same seed gives the same figures.
 */
import { fewestFor, orderStatisticInterval } from '../../src/metrics/order-statistic-interval.js';
import { poissonBounds } from '../../src/metrics/poisson.js';
import { wilson } from '../../src/metrics/wilson.js';
import { seededRandom } from '../../src/shared/random.js';
import { trials, type TruthRow } from './row.js';

const confidence = 0.95;
const runsEach = 10_000;
const wilsonTargets = { meanFrom: 0.93, meanTo: 0.97, least: 0.88 };

/** Shares as joins have them, from .80 to .99 by hundredths. */
const shares = Array.from({ length: 20 }, (_, i) => (80 + i) / 100);
const wilsonSizes = [20, 30, 50, 72, 100, 200, 368, 500, 1_000];
const percents = [50, 90, 95, 99];
const trendSizes = [20, 72, 100, 368, 1_000];
const meanCounts = [0.1, 0.5, 1, 3, 10, 50, 200];

export const intervalsRow: TruthRow = {
  name: 'intervals',
  target:
    'coverage at 95 % in 10,000 runs each: Wilson 93–97 % in the mean and never below 88 %, order statistics and Poisson ≥ 95 %; no bound ' +
    'that n cannot support',
  short: 0.1,
  measure({ scale }) {
    const runs = trials(runsEach, scale, 500);
    // What a true 95 % may show in so many runs, 3 standard errors below.
    const floor = confidence - 3 * Math.sqrt((confidence * (1 - confidence)) / runs);
    const byWilson = wilsonCoverages(runs);
    const byOrder = orderCoverages(runs);
    const byPoisson = poissonCoverages(runs);
    const unsupported = unsupportedBounds();
    const wilsonMean = mean(byWilson);
    const misses: string[] = [
      ...byOrder.filter(({ covered }) => covered < floor).map(({ what, covered }) => `${what}: ${covered}`),
      ...byPoisson.filter(({ covered }) => covered < floor).map(({ what, covered }) => `${what}: ${covered}`),
      ...unsupported,
    ];
    return Promise.resolve({
      met:
        wilsonMean >= wilsonTargets.meanFrom &&
        wilsonMean <= wilsonTargets.meanTo &&
        least(byWilson) >= wilsonTargets.least &&
        misses.length === 0,
      figures: {
        runs_each: runs,
        wilson_mean: wilsonMean,
        wilson_least: least(byWilson),
        order_statistic_mean: mean(byOrder),
        order_statistic_least: least(byOrder),
        poisson_mean: mean(byPoisson),
        poisson_least: least(byPoisson),
        unsupported_bounds: unsupported.length,
      },
      misses,
    });
  },
};

interface Coverage {
  readonly what: string;
  readonly covered: number;
}

/** Joins within target, each with the same chance. */
function wilsonCoverages(runs: number): readonly Coverage[] {
  return wilsonSizes.flatMap((n) => {
    const intervals = Array.from({ length: n + 1 }, (_, passes) => wilson(passes, n, confidence));
    return shares.map((p) => {
      const random = seededRandom(1, `truth:wilson:${n}:${p}`);
      const covered = count(runs, () => {
        let passes = 0;
        for (let i = 0; i < n; i++) if (random() < p) passes++;
        const interval = intervals[passes];
        return interval !== undefined && interval.low <= p && p <= interval.high;
      });
      return { what: `Wilson, n ${n}, p ${p}`, covered: covered / runs };
    });
  });
}

/** Times of any distribution: its ranks are those of an even one. A bound that is absent excludes nothing. */
function orderCoverages(runs: number): readonly Coverage[] {
  return trendSizes.flatMap((n) =>
    percents.map((percent) => {
      const random = seededRandom(1, `truth:order:${n}:${percent}`);
      const values = new Float64Array(n);
      const covered = count(runs, () => {
        for (let i = 0; i < n; i++) values[i] = random();
        const { low = -Infinity, high = Infinity } = orderStatisticInterval([...values.sort()], percent, confidence);
        return low <= percent / 100 && percent / 100 <= high;
      });
      return { what: `order statistics, n ${n}, p(${percent})`, covered: covered / runs };
    }),
  );
}

/** Drops in so many hours. */
function poissonCoverages(runs: number): readonly Coverage[] {
  return meanCounts.map((truth) => {
    const random = seededRandom(1, `truth:poisson:${truth}`);
    const known = new Map<number, ReturnType<typeof poissonBounds>>();
    const covered = count(runs, () => {
      // Knuth: as many as even draws can be multiplied before e^-truth is passed; in parts, so that it does not underflow.
      let events = 0;
      for (let left = truth; left > 0; left -= 10) {
        const limit = Math.exp(-Math.min(10, left));
        for (let product = random(); product > limit; product *= random()) events++;
      }
      let bounds = known.get(events);
      if (bounds === undefined) known.set(events, (bounds = poissonBounds(events, confidence)));
      return bounds.low <= truth && truth <= bounds.high;
    });
    return { what: `Poisson, mean ${truth}`, covered: covered / runs };
  });
}

/** With one value fewer than a bound needs it must be absent, with as many there. */
function unsupportedBounds(): readonly string[] {
  const sorted = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);
  return percents.flatMap((percent) =>
    (['low', 'high'] as const).flatMap((side) => {
      const fewest = fewestFor(side, percent, confidence);
      const there = orderStatisticInterval(sorted(fewest), percent, confidence)[side] !== undefined;
      const madeUp = orderStatisticInterval(sorted(fewest - 1), percent, confidence)[side] !== undefined;
      return there && !madeUp ? [] : [`p(${percent}), ${side} bound: with ${fewest - 1} values ${String(madeUp)}`];
    }),
  );
}

function count(runs: number, holds: () => boolean): number {
  let sum = 0;
  for (let run = 0; run < runs; run++) if (holds()) sum++;
  return sum;
}

function mean(coverages: readonly Coverage[]): number {
  return coverages.reduce((sum, { covered }) => sum + covered, 0) / coverages.length;
}

function least(coverages: readonly Coverage[]): number {
  return Math.min(...coverages.map(({ covered }) => covered));
}
