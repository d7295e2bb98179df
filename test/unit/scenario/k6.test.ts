/** Our plans, driven in virtual time, against what a real k6 did (test/fixtures/k6). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resolveExecutor } from '../../../src/config/resolve-executor.js';
import { entrySchema } from '../../../src/config/scenario-schema.js';
import { drivePlan } from '../../../src/scenario/drive-plan.js';
import { planScenario } from '../../../src/scenario/plan-scenario.js';
import { VirtualClock } from '../../helpers/virtual-clock.js';

interface Recorded {
  readonly executor: string;
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** The n-th iteration of a VU takes the n-th of these, and again from the first. */
  readonly iterationMs: readonly number[];
  readonly starts: readonly number[];
  readonly interrupted: number;
  readonly dropped: number;
}
const { sets } = JSON.parse(readFileSync(new URL('../../fixtures/k6/recorded.json', import.meta.url), 'utf8')) as {
  sets: readonly Recorded[];
};

const defaultGracefulMs = 30_000;

async function drive({ executor, options, iterationMs }: Recorded) {
  const clock = new VirtualClock();
  const starts: number[] = [];
  let [interrupted, dropped] = [0, 0];
  const entry = entrySchema.parse({ executor, ...options });
  const layers = { flags: {}, env: {}, config: {}, configName: '' };
  const plan = planScenario('it', resolveExecutor(entry, layers, defaultGracefulMs), 1);
  await clock.run(
    drivePlan(plan, {
      clock,
      origin: 0,
      gracefulStopMs: entry.gracefulStop ?? defaultGracefulMs,
      signal: new AbortController().signal,
      start: async ({ iteration, signal }) => {
        starts.push(clock.now());
        await clock.sleep(iterationMs[iteration % iterationMs.length] ?? 0, signal).catch(() => interrupted++);
      },
      dropped: () => dropped++,
    }),
  );
  return { starts, interrupted, dropped, end: plan.endsAt };
}

describe('plans in virtual time', () => {
  it.each(sets.map((set) => [`${set.executor}: ${set.name}`, set] as const))('start as k6 does: %s', async (_, set) => {
    const { starts, interrupted, dropped, end } = await drive(set);
    // A start at the very end of the plan is a race in k6 itself.
    const [ours, theirs] = [starts, set.starts].map((all) => all.filter((start) => start < end - 25)) as [
      number[],
      number[],
    ];
    expect(ours).toHaveLength(theirs.length);
    for (const [place, start] of ours.entries())
      expect(Math.abs(start - theirs[place]!), `start ${place}`).toBeLessThanOrEqual(50);
    expect(Math.abs(starts.length - set.starts.length)).toBeLessThanOrEqual(1);
    expect(Math.abs(interrupted - set.interrupted)).toBeLessThanOrEqual(1);
    expect(Math.abs(dropped - set.dropped)).toBeLessThanOrEqual(1);
  });

  it('are compared with three option sets of each executor at least', () => {
    const executors = [...new Set(sets.map((set) => set.executor))];
    expect(executors).toHaveLength(6);
    for (const name of executors) {
      expect(sets.filter((set) => set.executor === name).length, name).toBeGreaterThanOrEqual(3);
    }
  });
});
