import { describe, expect, it } from 'vitest';
import type { ActionLine, Line } from '../../../src/model/line.js';
import type { RateLimitPolicy } from '../../../src/model/rate-limit.js';
import { hostMs } from '../../../src/model/time.js';
import type { ArrivalPlan, ClosedPlan } from '../../../src/scenario/arrival-plan.js';
import { BackOff } from '../../../src/scenario/back-off.js';
import { drivePlan } from '../../../src/scenario/drive-plan.js';
import { VirtualClock } from '../../helpers/virtual-clock.js';

interface Start {
  readonly scheduled: number;
  readonly from: number;
}

/**
 * Drives a plan against a platform. @param refuses tells of each join, by its number from 0 and its time, whether it is refused;
 * a refusal is seen 200 ms after the start, getting in after 500 ms, and who is in stays for a second.
 */
function driven(plan: ArrivalPlan, policy: RateLimitPolicy, refuses: (join: number, at: number) => boolean) {
  const clock = new VirtualClock();
  const starts: Start[] = [];
  const actions: ActionLine[] = [];
  const dropped: number[] = [];
  const end = new AbortController();
  const gate = new BackOff({
    clock,
    policy,
    emit: (line) => actions.push(line),
    stop: (reason) => {
      end.abort(new Error(reason));
    },
  });
  const done = drivePlan(plan, {
    clock,
    origin: 0,
    gracefulStopMs: 60_000,
    gate,
    signal: end.signal,
    dropped: (at) => dropped.push(at),
    start: async ({ scheduled }) => {
      const join = starts.length;
      const p = `phones-${join + 1}`;
      const tell = (line: object): void => {
        gate.step({ t: hostMs(clock.now()), p, ...line } as Line);
      };
      starts.push({ scheduled, from: clock.now() });
      tell({ type: 'moment', name: 'link_opened' });
      await clock.sleep(200);
      if (refuses(join, clock.now())) {
        tell({ type: 'state', of: 'join', value: 'rate_limited' });
        tell({ type: 'outcome', outcome: 'refused', reason: 'rate_limited' });
        return;
      }
      await clock.sleep(300);
      tell({ type: 'moment', name: 'in_meeting' });
      await clock.sleep(1_000);
      tell({ type: 'outcome', outcome: 'completed' });
    },
  });
  return { clock, starts, actions, dropped, end, done };
}

const every = (ms: number, count: number): readonly number[] => Array.from({ length: count }, (_, place) => place * ms);
const open = (starts: readonly number[]): ArrivalPlan => ({
  model: 'open',
  starts,
  maxVUs: 100,
  endsAt: starts.at(-1) ?? 0,
  describe: '',
});
const closed = (endsAt: number): ClosedPlan => ({
  model: 'closed',
  steps: [{ at: 0, vus: 2 }],
  iterations: { kind: 'per-vu', count: 2 },
  maxVUs: 2,
  endsAt,
  gracefulRampDownMs: 0,
  describe: '',
});
const begun = (actions: readonly ActionLine[]): readonly number[] =>
  actions.filter(({ phase }) => phase === 'begin').map(({ t }) => t);
const times = (starts: readonly Start[]): readonly number[] => starts.map(({ from }) => from);

describe('backing off', () => {
  it('changes nothing as long as nobody is limited', async () => {
    const { clock, starts, actions, done } = driven(open([0, 100, 100, 250]), 'back-off', () => false);
    await clock.run(done);
    expect(starts.map(({ scheduled }) => scheduled)).toEqual([0, 100, 100, 250]);
    expect(actions).toEqual([]);
  });

  it('holds later starts back for 5 s and lets them come a second apart', async () => {
    const { clock, starts, actions, dropped, done } = driven(open(every(400, 5)), 'back-off', (join) => join === 0);
    await clock.run(done);
    expect(times(starts)).toEqual([0, 5_200, 6_200, 7_200, 8_200]);
    expect(dropped).toEqual([]);
    expect(actions).toMatchObject([
      { t: 200, name: 'back_off', phase: 'begin' },
      { t: 5_200, name: 'back_off', phase: 'end' },
    ]);
    expect(actions[0]?.detail).toBe(
      'the platform limits the rate of joins: nobody starts for 5 s, then at least 1 s apart',
    );
  });

  it('schedules what it held back anew, so that the wait is no delay of the generator', async () => {
    const { clock, starts, done } = driven(open(every(400, 5)), 'back-off', (join) => join === 0);
    await clock.run(done);
    expect(starts.map(({ scheduled, from }) => from - scheduled)).toEqual([0, 0, 0, 0, 0]);
  });

  it('takes those who were on their way when the pause began for one refusal', async () => {
    const { clock, actions, done } = driven(open([0, 100, 150, 400]), 'back-off', (_, at) => at < 1_000);
    await clock.run(done);
    expect(begun(actions)).toEqual([200]);
  });

  it('waits longer each time, and 5 s again after somebody got in', async () => {
    const refuses = (join: number, at: number): boolean => at < 40_000 || join === 6;
    const { clock, starts, actions, done } = driven(open(every(100, 10)), 'back-off', refuses);
    await clock.run(done);
    expect(begun(actions)).toEqual([200, 5_400, 15_600, 35_800, 84_000]);
    expect(times(starts)).toEqual([0, 100, 5_200, 15_400, 35_600, 75_800, 83_800, 93_800, 103_800, 113_800]);
    expect(actions.findLast(({ phase }) => phase === 'begin')?.detail).toContain('for 5 s, then at least 10 s apart');
  });

  it('ends the run when five pauses did not help', async () => {
    const { clock, starts, dropped, end, done } = driven(open(every(100, 100)), 'back-off', () => true);
    await clock.run(done);
    expect(times(starts)).toEqual([0, 100, 5_200, 15_400, 35_600, 75_800, 136_000]);
    expect(String(end.signal.reason)).toContain('still limits the rate of joins after 5 pauses, the last of 60 s');
    expect(dropped).toEqual([]);
    expect(clock.sleeping).toBe(0);
  });

  it('holds VUs that loop back too, one after the other', async () => {
    const { clock, starts, dropped, done } = driven(closed(60_000), 'back-off', (_, at) => at < 1_000);
    await clock.run(done);
    expect(times(starts)).toEqual([0, 0, 5_200, 6_200]);
    expect(starts.every(({ scheduled, from }) => scheduled === from)).toBe(true);
    expect(dropped).toEqual([]);
  });

  it('drops the iterations for which a plan with an end has no time left', async () => {
    const { clock, starts, dropped, done } = driven(closed(3_000), 'back-off', (_, at) => at < 1_000);
    await clock.run(done);
    expect(times(starts)).toEqual([0, 0]);
    expect(dropped).toEqual([3_000, 3_000]);
  });

  it('lets go at once of whoever has to stop, also behind others', async () => {
    const clock = new VirtualClock();
    const gate = new BackOff({ clock, policy: 'back-off', emit: () => undefined, stop: () => undefined });
    const [first, second] = [new AbortController(), new AbortController()];
    gate.step({ t: hostMs(0), p: 'phones-1', type: 'moment', name: 'link_opened' });
    gate.step({ t: hostMs(0), p: 'phones-1', type: 'state', of: 'join', value: 'rate_limited' });
    const turns = [gate.turn(0, first.signal), gate.turn(0, second.signal)];
    const passed: (number | undefined)[] = [];
    for (const turn of turns) void turn.then((at) => passed.push(at));
    await clock.advance(1_000);
    expect(passed).toEqual([]);
    second.abort();
    await clock.advance(0);
    expect(passed).toEqual([undefined]);
    await clock.advance(4_000);
    expect(passed).toEqual([undefined, 5_000]);
  });

  it('does not excuse a start that is late by the generator’s fault', async () => {
    const clock = new VirtualClock();
    const gate = new BackOff({ clock, policy: 'back-off', emit: () => undefined, stop: () => undefined });
    await clock.advance(100);
    const { signal } = new AbortController();
    expect(await gate.turn(40, signal)).toBe(40);
    expect(await gate.turn(50, signal)).toBe(50);
  });
});

describe('the other ways', () => {
  it('goes on as planned when told to continue', async () => {
    const { clock, starts, actions, end, done } = driven(open(every(100, 30)), 'continue', () => true);
    await clock.run(done);
    expect(times(starts)).toEqual(every(100, 30));
    expect(actions).toEqual([]);
    expect(end.signal.aborted).toBe(false);
  });

  it('ends the run at the first when told to stop, and says who and why', async () => {
    const { clock, starts, end, done } = driven(open(every(100, 30)), 'stop', () => true);
    await clock.run(done);
    expect(times(starts)).toEqual([0, 100]);
    expect(String(end.signal.reason)).toContain("limits the rate of joins (phones-1), and onRateLimited is 'stop'");
  });
});
