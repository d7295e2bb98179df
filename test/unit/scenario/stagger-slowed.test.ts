import { describe, expect, it } from 'vitest';
import { problemsIn, resolved } from '../../helpers/resolved.js';

const burst = { executor: 'burst', vus: 5, within: '45s', hold: '10s', processor: 'entry' } as const;
const rounds = async (entry: object, around = {}) => {
  const { plans } = await resolved({ scenarios: { phones: entry } }, around);
  const plan = plans.phones!;
  return plan.model === 'rounds' ? plan.rounds : [];
};

function gaps(starts: readonly number[]): readonly number[] {
  return starts.slice(1).map((start, index) => Math.round(start - starts[index]!));
}

describe('arrivals of slowed participants', () => {
  it('lie a join apart, within the span, as near to where they were drawn as can be', async () => {
    for (const seed of ['1', '2', '3', '4']) {
      const [drawn = []] = await rounds({ ...burst, processor: 'flagship' }, { flags: { seed } });
      const [spread = []] = await rounds(burst, { flags: { seed } });
      expect(Math.min(...gaps(spread))).toBeGreaterThanOrEqual(6_000);
      expect(spread[0]).toBeGreaterThanOrEqual(0);
      expect(spread.at(-1)).toBeLessThanOrEqual(45_000);
      expect(spread).toHaveLength(drawn.length);
      const far = spread.filter((start, index) => gaps(drawn)[index]! >= 6_000 && drawn.includes(start));
      expect(spread.filter((start) => drawn.includes(start)).length).toBeGreaterThanOrEqual(Math.max(1, far.length));
    }
  });

  it('stay where they are when they do not burn', async () => {
    const { plans } = await resolved({ scenarios: { phones: { ...burst, within: '0s', processor: 'flagship' } } });
    expect(plans.phones).toMatchObject({ rounds: [[0, 0, 0, 0, 0]] });
  });

  it('may overlap where more can be slowed at once', async () => {
    const [spread = []] = await rounds({ ...burst, within: '18s' }, { slowedAtOnce: 3 });
    // At its begin no more than two others are under way.
    for (const at of spread)
      expect(spread.filter((other) => other <= at && other > at - 6_000 + 1e-3).length).toBeLessThanOrEqual(3);
  });

  it('are spread over scenarios together, and over VUs that loop', async () => {
    const { plans } = await resolved({
      scenarios: {
        old: { ...burst, vus: 1, within: '0s' },
        older: { executor: 'constant-vus', vus: 3, duration: '2m', hold: '20s', processor: 'entry' },
      },
    });
    expect(plans.old).toMatchObject({ rounds: [[0]] });
    expect(plans.older).toMatchObject({
      steps: [
        { at: 6_000, vus: 1 },
        { at: 12_000, vus: 2 },
        { at: 18_000, vus: 3 },
      ],
    });
  });

  it('are refused with the number when the span is too short, or the machine', async () => {
    const scenarios = {
      phones: { ...burst, vus: 6, within: '5s' },
      quick: { executor: 'burst', vus: 9, within: '1s' },
    };
    const [problem, ...others] = await problemsIn({ scenarios });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ place: 'scenarios.phones.processor' });
    expect(problem?.found).toMatch(/^6 joins with 'entry', of which the last would wait 2\d/);
    expect(problem?.expected).toContain(
      'at most 1 slowed at once on this machine, about 6s each: 6 joins over 36s at least',
    );
    const alone = await problemsIn({ scenarios: { phones: { ...burst, within: '5m' } } }, { slowedAtOnce: 0 });
    expect(alone[0]).toMatchObject({ found: "'entry' on one core" });
    // A rate that nobody can keep.
    const steady = {
      executor: 'constant-arrival-rate',
      rate: 1,
      duration: '60s',
      preAllocatedVUs: 60,
      processor: 'mid-range',
    };
    expect((await problemsIn({ scenarios: { steady } }))[0]?.expected).toContain('60 joins over 6m at least');
  });
});
