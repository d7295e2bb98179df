import { describe, expect, it } from 'vitest';
import { intervalOf } from '../../../src/metrics/interval-of.js';
import { resampleMean, resamplePercentile } from '../../../src/metrics/resample-rounds.js';
import { wilson } from '../../../src/metrics/wilson.js';
import { seededRandom } from '../../../src/shared/random.js';

const options = { confidence: 0.95, seed: 3, stream: 'test' };

describe('resampling rounds', () => {
  it('needs five of them', () => {
    const rounds = Array.from({ length: 4 }, () => [0, 1]);
    expect(resampleMean(rounds, options)).toBeUndefined();
    expect(resamplePercentile(rounds, 50, options)).toBeUndefined();
    expect(resampleMean([...rounds, [1]], options)).toBeDefined();
  });

  it('gives the same for the same seed, another for another', () => {
    const rounds = Array.from({ length: 8 }, (_, index) => [index, index + 1, index * 2]);
    expect(resampleMean(rounds, options)).toEqual(resampleMean(rounds, options));
    expect(resampleMean(rounds, options)).not.toEqual(resampleMean(rounds, { ...options, seed: 4 }));
  });

  it('takes +∞ in percentiles', () => {
    const rounds = Array.from({ length: 6 }, () => [1, 2, Infinity]);
    expect(resamplePercentile(rounds, 95, options)?.high).toBe(Infinity);
    expect(resamplePercentile(rounds, 20, options)).toEqual({ low: 1, high: 1 });
  });

  it('holds the true share where independent joins would not: rounds that are good or bad as a whole (seeded simulation)', () => {
    const random = seededRandom(5, 'rounds');
    let byRounds = 0;
    let asIndependent = 0;
    const runs = 150;
    for (let run = 0; run < runs; run++) {
      const rounds = Array.from({ length: 10 }, () => {
        const share = random() < 0.5 ? 0.7 : 0.99;
        return Array.from({ length: 20 }, () => (random() < share ? 1 : 0));
      });
      const truth = 0.845;
      const holds = ({ low = -Infinity, high = Infinity }): boolean => low <= truth && truth <= high;
      if (holds(resampleMean(rounds, { ...options, seed: run })!)) byRounds++;
      const flat: number[] = rounds.flat();
      if (holds(wilson(flat.filter((value) => value === 1).length, flat.length, 0.95)!)) asIndependent++;
    }
    expect(byRounds / runs).toBeGreaterThan(0.9);
    expect(asIndependent / runs).toBeLessThan(0.85);
  });
});

describe('intervalOf', () => {
  const rate = { name: 'rate' } as const;
  const rounds = (count: number, value: (round: number, join: number) => number) =>
    Array.from({ length: count * 20 }, (_, index) => ({
      value: value(Math.floor(index / 20), index % 20),
      round: `peak#${Math.floor(index / 20)}`,
    }));

  it('is never narrower than for independent joins, though all rounds be alike', () => {
    const samples = rounds(6, () => 1);
    expect(intervalOf(rate, 'rate', samples, options)).toMatchObject({
      low: wilson(120, 120, 0.95)!.low,
      high: 1,
      rounds: 6,
    });
  });

  it('is wider when rounds differ, and says by how much more joins it takes', () => {
    const estimate = intervalOf(
      rate,
      'rate',
      rounds(6, (round) => (round < 2 ? 0 : 1)),
      options,
    )!;
    expect(estimate.low!).toBeLessThan(wilson(80, 120, 0.95)!.low);
    expect(estimate.designEffect).toBeGreaterThan(3);
  });

  it('takes joins as independent when one of them came in no round', () => {
    const [first, ...others] = rounds(6, (round) => (round < 2 ? 0 : 1));
    const estimate = intervalOf(rate, 'rate', [{ value: first!.value }, ...others], options)!;
    expect(estimate.rounds).toBeUndefined();
    expect(estimate.designEffect).toBe(1);
  });

  it('does not make up a bound that so many joins cannot give', () => {
    const samples = rounds(6, () => 1).filter((_, index) => index % 2 === 0);
    expect(intervalOf({ name: 'percentile', percent: 95 }, 'trend', samples, options)).not.toHaveProperty('high');
  });

  it.each(['avg', 'min', 'max'] as const)('has none for %s', (name) => {
    expect(
      intervalOf(
        { name },
        'trend',
        rounds(6, () => 1),
        options,
      ),
    ).toBeUndefined();
  });

  it('has none for p(0) and p(100), which are the minimum and the maximum', () => {
    expect(
      intervalOf(
        { name: 'percentile', percent: 100 },
        'trend',
        rounds(6, () => 1),
        options,
      ),
    ).toBeUndefined();
  });
});
