import { describe, expect, it } from 'vitest';
import type { ExecutorOptions } from '../../../src/model/run-options.js';
import type { OpenPlan, RoundsPlan } from '../../../src/scenario/arrival-plan.js';
import { planScenario } from '../../../src/scenario/plan-scenario.js';

const burst = (options: Partial<Extract<ExecutorOptions, { name: 'burst' }>>) =>
  planScenario(
    'it',
    { name: 'burst', vus: 4, within_ms: 1_000, arrival: 'uniform', iterations: 1, ...options },
    5,
  ) as RoundsPlan;

const constantRate = (options: Partial<Extract<ExecutorOptions, { name: 'constant-arrival-rate' }>>, seed = 5) =>
  planScenario(
    'it',
    {
      name: 'constant-arrival-rate',
      rate: 10,
      time_unit_ms: 1_000,
      duration_ms: 20_000,
      pre_allocated_vus: 5,
      max_vus: 5,
      arrival: 'even',
      ...options,
    },
    seed,
  ) as OpenPlan;

const isAscending = (times: readonly number[]): boolean =>
  times.every((time, place) => time >= (times[place - 1] ?? 0));

describe('burst', () => {
  it('spreads evenly from the start on', () => {
    expect(burst({ arrival: 'even' }).rounds).toEqual([[0, 250, 500, 750]]);
  });

  it('spreads uniformly within its span', () => {
    const [round = []] = burst({ vus: 500 }).rounds;
    expect(round).toHaveLength(500);
    expect(isAscending(round)).toBe(true);
    expect(round.every((start) => start >= 0 && start < 1_000)).toBe(true);
    expect(round.filter((start) => start < 500).length).toBeGreaterThan(200);
  });

  it('takes the span on average when arrivals are independent', () => {
    const [round = []] = burst({ vus: 2_000, arrival: 'poisson' }).rounds;
    expect(isAscending(round)).toBe(true);
    expect(round.at(-1)).toBeGreaterThan(900);
    expect(round.at(-1)).toBeLessThan(1_100);
  });

  it('has everyone in every round, at other times', () => {
    const { rounds } = burst({ iterations: 3 });
    expect(rounds.map((round) => round.length)).toEqual([4, 4, 4]);
    expect(rounds[0]).not.toEqual(rounds[1]);
  });

  it('starts everyone at once when there is no span', () => {
    expect(burst({ within_ms: 0 }).rounds).toEqual([[0, 0, 0, 0]]);
  });
});

describe('arrival rates', () => {
  it.each(['uniform', 'poisson'] as const)('keep their number on average when arrivals are %s', (arrival) => {
    const { starts } = constantRate({ arrival });
    expect(isAscending(starts)).toBe(true);
    expect(starts.at(-1)).toBeLessThan(20_000);
    expect(Math.abs(starts.length - 200)).toBeLessThan(arrival === 'uniform' ? 1 : 45);
  });

  it('crowd where the rate is high', () => {
    const { starts } = planScenario(
      'it',
      {
        name: 'ramping-arrival-rate',
        start_rate: 0,
        stages: [{ target: 20, duration_ms: 20_000 }],
        time_unit_ms: 1_000,
        pre_allocated_vus: 5,
        max_vus: 5,
        arrival: 'uniform',
      },
      5,
    ) as OpenPlan;
    expect(starts).toHaveLength(200);
    expect(starts.filter((start) => start >= 10_000).length).toBeGreaterThan(130);
  });
});

describe('seed', () => {
  it('gives the same plan when it is the same, and another when it is not', () => {
    expect(constantRate({ arrival: 'poisson' }, 1)).toEqual(constantRate({ arrival: 'poisson' }, 1));
    expect(constantRate({ arrival: 'poisson' }, 1)).not.toEqual(constantRate({ arrival: 'poisson' }, 2));
  });

  it('gives each scenario its own times, whatever other scenarios there are', () => {
    const options: ExecutorOptions = { name: 'burst', vus: 4, within_ms: 1_000, arrival: 'uniform', iterations: 1 };
    expect(planScenario('a', options, 1)).not.toEqual(planScenario('b', options, 1));
  });
});
