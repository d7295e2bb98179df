/**
 * The interval of a statistic when joins come in rounds (all the joins of one burst): they share the same crowded second, so
 * they are not independent, and intervals that take them as such are too narrow. Here the rounds are what is drawn.
 *
 * Cluster bootstrap: whole rounds are drawn with replacement, the statistic is taken of each draw, and its quantiles are the
 * interval. A. C. Davison, D. V. Hinkley, "Bootstrap Methods and their Application" (1997) §3.8. With few rounds the plain
 * quantiles are too narrow; they are widened to what Student's t would give: T. Hesterberg, "What Teachers Should Know About
 * the Bootstrap", The American Statistician 69 (2015) 371–386, "expanded percentile interval".
 *
 * Rounds that are all alike give an interval of no width, which proves nothing: `intervalOf` never lets it be narrower than
 * the one for independent joins.
 */
import { seededRandom } from '../shared/random.js';
import { normalBelow, studentQuantile } from './normal-distribution.js';
import { ascending, percentile } from './percentile.js';
import type { Interval } from './wilson.js';

/** With fewer, a draw of rounds hardly differs from another, and the widening rests on nothing. */
export const fewestRounds = 5;

// At five rounds the widened quantile is the 0.1 % one: some four draws lie beyond it.
const draws = 4_000;

export interface Resampling {
  /** 0–1 */
  readonly confidence: number;
  readonly seed: number;
  /** Names the random numbers, so that one threshold's do not depend on another's. */
  readonly stream: string;
}

/** Of the mean, which for 0 and 1 is the share. `undefined` with fewer than five rounds. */
export function resampleMean(rounds: readonly (readonly number[])[], options: Resampling): Interval | undefined {
  const totals = rounds.map((values) => ({ sum: values.reduce((sum, value) => sum + value, 0), count: values.length }));
  return resample(rounds.length, options, (times) => {
    let sum = 0;
    let count = 0;
    for (const [round, total] of totals.entries()) {
      sum += total.sum * (times[round] ?? 0);
      count += total.count * (times[round] ?? 0);
    }
    return sum / count;
  });
}

/**
 * Of a percentile (0–100); +∞ counts. Taken as the smallest value with that share at or below it, since interpolating in every
 * draw would cost more and change nothing that thousands of draws can show.
 */
export function resamplePercentile(
  rounds: readonly (readonly number[])[],
  percent: number,
  options: Resampling,
): Interval | undefined {
  const values = rounds
    .flatMap((round, index) => round.map((value) => ({ value, index })))
    .sort((a, b) => (a.value === b.value ? 0 : a.value - b.value));
  const sizes = rounds.map((round) => round.length);
  return resample(rounds.length, options, (times) => {
    const count = sizes.reduce((sum, size, round) => sum + size * (times[round] ?? 0), 0);
    let left = Math.max(1, Math.ceil((count * percent) / 100));
    for (const { value, index } of values) {
      left -= times[index] ?? 0;
      if (left <= 0) return value;
    }
    return Infinity;
  });
}

function resample(
  rounds: number,
  { confidence, seed, stream }: Resampling,
  statistic: (times: Uint16Array) => number,
): Interval | undefined {
  if (rounds < fewestRounds) return undefined;
  const random = seededRandom(seed, `rounds ${stream}`);
  const times = new Uint16Array(rounds);
  const drawn = Array.from({ length: draws }, () => {
    times.fill(0);
    for (let draw = 0; draw < rounds; draw++) {
      const round = Math.floor(random() * rounds);
      times[round] = (times[round] ?? 0) + 1;
    }
    return statistic(times);
  });
  const sorted = ascending(drawn);
  const t = studentQuantile(0.5 + confidence / 2, rounds - 1) * Math.sqrt(rounds / (rounds - 1));
  const tail = normalBelow(-t) * 100;
  const low = percentile(sorted, tail);
  const high = percentile(sorted, 100 - tail);
  return { ...(low !== undefined && { low }), ...(high !== undefined && { high }) };
}
