import { describe, expect, it } from 'vitest';
import type { ArrivalPlan, ClosedPlan } from '../../../src/scenario/arrival-plan.js';
import { drivePlan } from '../../../src/scenario/drive-plan.js';
import { peakWithin, plannedStarts } from '../../../src/scenario/planned-starts.js';
import { VirtualClock } from '../../helpers/virtual-clock.js';

const closed = (plan: Partial<ClosedPlan>): ClosedPlan => ({
  model: 'closed',
  steps: [{ at: 0, vus: 2 }],
  iterations: { kind: 'unlimited' },
  maxVUs: 2,
  endsAt: 3_000,
  gracefulRampDownMs: 60_000,
  describe: '',
  ...plan,
});

const plans: readonly (readonly [string, ArrivalPlan])[] = [
  ['a constant number of VUs', closed({})],
  ['iterations of each VU', closed({ iterations: { kind: 'per-vu', count: 2 } })],
  ['shared iterations', closed({ iterations: { kind: 'shared', count: 5 } })],
  ['too many shared iterations', closed({ iterations: { kind: 'shared', count: 50 } })],
  [
    'a ramp up, down and up again',
    closed({
      steps: [
        { at: 0, vus: 1 },
        { at: 500, vus: 3 },
        { at: 1_150, vus: 1 },
        { at: 1_350, vus: 2 },
        { at: 2_000, vus: 3 },
      ],
      maxVUs: 3,
    }),
  ],
  [
    'rounds',
    {
      model: 'rounds',
      rounds: [
        [0, 300],
        [100, 400],
      ],
      maxVUs: 2,
      endsAt: 300,
      describe: '',
    },
  ],
];

describe('plannedStarts', () => {
  it.each(plans)('is when iterations start that take as long as said: %s', async (_, plan) => {
    const clock = new VirtualClock();
    const starts: number[] = [];
    await clock.run(
      drivePlan(plan, {
        clock,
        origin: 0,
        gracefulStopMs: 60_000,
        start: async () => {
          starts.push(clock.now());
          await clock.sleep(700);
        },
        dropped: () => undefined,
        signal: new AbortController().signal,
      }),
    );
    expect(plannedStarts(plan, 700)).toEqual(starts);
  });
});

describe('peakWithin', () => {
  it.each([
    [[], 0],
    [[5], 1],
    [[0, 500, 999, 1_000, 1_001], 4],
    [[0, 1_000, 2_000], 1],
  ])('of %j is %i in a second', (starts, expected) => {
    expect(peakWithin(starts, 1_000)).toBe(expected);
  });
});
