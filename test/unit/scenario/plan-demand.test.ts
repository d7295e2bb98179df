import { describe, expect, it } from 'vitest';
import { usableShare } from '../../../src/metrics/capacity.js';
import type { ExecutorOptions } from '../../../src/model/run-options.js';
import type { ArrivalPlan } from '../../../src/scenario/arrival-plan.js';
import { demandWarning, peakDemand, type DemandingScenario } from '../../../src/scenario/plan-demand.js';

const cost = { processor_s_per_join: 1, cores_per_held: 0.1, cores_beside_per_held: 0.05 };
const burst = { name: 'burst', within_ms: 0 } as unknown as ExecutorOptions;

/** So many, one every `apart` milliseconds, who stay for `hold`. */
function comingEvery(apart: number, count: number, hold = 60_000, executor = burst): DemandingScenario {
  const starts = Array.from({ length: count }, (_, index) => index * apart);
  const plan = { model: 'open', starts, endsAt: count * apart, maxVUs: count } as unknown as ArrivalPlan;
  return { plan, options: { start_time_ms: 2_000, hold_ms: hold, executor } };
}

describe('peakDemand', () => {
  it('adds those who come to those who are in, at the worst moment', () => {
    // The last of ten begins a window with one join and nine who are in; the sixth one with five joins and five.
    expect(peakDemand([comingEvery(1_000, 10)], cost, false)).toEqual({
      at: 7_000,
      starts_per_s: 1,
      held: 5,
      cores: 1.5,
    });
  });

  it('lets go of those who left', () => {
    expect(peakDemand([comingEvery(10_000, 10, 5_000)], cost, false)?.held).toBe(0);
  });

  it('counts the built-in meeting where it runs here', () => {
    const scenarios = [comingEvery(1_000, 10)];
    const without = peakDemand(scenarios, cost, false)?.cores ?? 0;
    expect((peakDemand(scenarios, cost, true)?.cores ?? 0) - without).toBeCloseTo(5 * 0.05);
  });

  it('is nothing for a plan without anybody', () => {
    expect(peakDemand([comingEvery(1_000, 0)], cost, false)).toBeUndefined();
  });
});

describe('demandWarning', () => {
  const machine = { cores: 2, cost, calibrated: true };

  it('says nothing of what fits, up to the share of the cores that joins may take', () => {
    expect(demandWarning([comingEvery(5_000, 6)], machine, false)).toBeUndefined();
    // Nobody stays: five joins in the busiest five seconds.
    const atLimit = { ...machine, cores: 1 / usableShare };
    expect(demandWarning([comingEvery(1_000, 20, 0)], atLimit, false)).toBeUndefined();
    expect(demandWarning([comingEvery(800, 20, 0)], atLimit, false)).toBeDefined();
  });

  it('says when, how much, and within what time a burst would fit', () => {
    const warning = demandWarning([comingEvery(250, 8)], machine, false) ?? '';
    expect(warning).toContain('from 2s on 1.6 joins/s take 1.6 of 2 cores, and above 1.2 joins slow each other down');
    const within = Number(/--within (\d+)s/.exec(warning)?.[1]);
    expect(demandWarning([comingEvery((within * 1_000) / 8, 8)], machine, false)).toBeUndefined();
  });

  it('names a rate where there is no burst to stretch', () => {
    const rate = { name: 'constant-arrival-rate' } as unknown as ExecutorOptions;
    expect(demandWarning([comingEvery(250, 8, 1_000, rate)], machine, false)).toContain('a second at most');
  });

  it('says how many can be in when that alone is too much', () => {
    expect(demandWarning([comingEvery(10_000, 30, 900_000)], machine, true)).toContain('send 8 at most at a time');
  });

  it('says whether the costs are those of this machine', () => {
    expect(demandWarning([comingEvery(250, 8)], machine, false)).not.toContain('rollcall doctor');
    expect(demandWarning([comingEvery(250, 8)], { ...machine, calibrated: false }, false)).toContain('rollcall doctor');
  });
});
