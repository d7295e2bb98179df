import { describe, expect, it } from 'vitest';
import type { ArrivalPlan, ClosedPlan, OpenPlan } from '../../../src/scenario/arrival-plan.js';
import { drivePlan } from '../../../src/scenario/drive-plan.js';
import type { PlannedIteration } from '../../../src/scenario/running-iterations.js';
import { VirtualClock } from '../../helpers/virtual-clock.js';

interface Seen {
  readonly vu: number;
  readonly iteration: number;
  readonly scheduled: number;
  readonly from: number;
  to?: number;
  cut?: string;
}

/** Drives a plan whose iterations take a while, and writes down what happened. */
function driven(plan: ArrivalPlan, takesMs: number, options: { gracefulStopMs?: number; origin?: number } = {}) {
  const clock = new VirtualClock();
  const seen: Seen[] = [];
  const dropped: number[] = [];
  const abort = new AbortController();
  const start = async ({ vu, iteration, scheduled, signal }: PlannedIteration): Promise<void> => {
    const own: Seen = { vu, iteration, scheduled, from: clock.now() };
    seen.push(own);
    await clock.sleep(takesMs, signal).catch((thrown: unknown) => {
      own.cut = (thrown as Error).message;
    });
    own.to = clock.now();
  };
  const done = drivePlan(plan, {
    clock,
    origin: options.origin ?? 0,
    gracefulStopMs: options.gracefulStopMs ?? 60_000,
    start,
    dropped: (at) => dropped.push(at),
    signal: abort.signal,
  });
  return { clock, seen, dropped, abort, done };
}

const open = (starts: readonly number[], maxVUs = 10, endsAt = starts.at(-1) ?? 0): OpenPlan => ({
  model: 'open',
  starts,
  maxVUs,
  endsAt,
  describe: '',
});
const closed = (plan: Partial<ClosedPlan>): ClosedPlan => ({
  model: 'closed',
  steps: [{ at: 0, vus: 1 }],
  iterations: { kind: 'unlimited' },
  maxVUs: 1,
  endsAt: 1_000,
  gracefulRampDownMs: 0,
  describe: '',
  ...plan,
});

describe('an open plan', () => {
  it('starts iterations at their times, from its origin on, with the lowest free VU', async () => {
    const { clock, seen, done } = driven(open([0, 100, 600]), 500, { origin: 1_000 });
    await clock.run(done);
    expect(seen.map(({ vu, iteration, from }) => [vu, iteration, from])).toEqual([
      [1, 0, 1_000],
      [2, 0, 1_100],
      [1, 1, 1_600],
    ]);
  });

  it('drops what finds no free VU, and says for when it was scheduled', async () => {
    const { clock, seen, dropped, done } = driven(open([0, 100, 200, 700], 2), 500);
    await clock.run(done);
    expect(seen.map(({ from }) => from)).toEqual([0, 100, 700]);
    expect(dropped).toEqual([200]);
  });

  it('starts late what it could not start in time, and keeps the time it was scheduled for', async () => {
    const { clock, seen, done } = driven(open([0, 100, 200]), 50, { origin: -150 });
    await clock.run(done);
    expect(seen.map(({ scheduled, from }) => [scheduled, from])).toEqual([
      [-150, 0],
      [-50, 0],
      [50, 50],
    ]);
  });

  it('cuts what is still under way when gracefulStop is over, counted from its regular end', async () => {
    const { clock, seen, done } = driven(open([0, 900], 10, 1_000), 5_000, { gracefulStopMs: 2_000 });
    await clock.run(done);
    expect(seen.map(({ to, cut }) => [to, cut])).toEqual([
      [3_000, 'cut by gracefulStop'],
      [3_000, 'cut by gracefulStop'],
    ]);
    expect(clock.sleeping).toBe(0);
  });

  it('starts nothing more when it is aborted, cuts what runs with that reason, and waits for it', async () => {
    const { clock, seen, dropped, abort, done } = driven(open([0, 1_000]), 5_000);
    await clock.advance(300);
    abort.abort(new Error('Ctrl-C'));
    await clock.run(done);
    expect(seen).toMatchObject([{ from: 0, to: 300, cut: 'Ctrl-C' }]);
    expect(dropped).toEqual([]);
    expect(clock.sleeping).toBe(0);
  });

  it('starts nothing when it was aborted before', async () => {
    const clock = new VirtualClock();
    const started: number[] = [];
    await clock.run(
      drivePlan(open([0]), {
        clock,
        origin: 0,
        gracefulStopMs: 0,
        start: ({ vu }) => Promise.resolve(void started.push(vu)),
        dropped: () => undefined,
        signal: AbortSignal.abort(),
      }),
    );
    expect(started).toEqual([]);
  });

  it('goes on when an iteration breaks its promise never to reject, and rejects at the end', async () => {
    const clock = new VirtualClock();
    const started: number[] = [];
    const done = drivePlan(open([0, 100]), {
      clock,
      origin: 0,
      gracefulStopMs: 0,
      start: ({ scheduled }) => {
        started.push(scheduled);
        throw new Error('a bug of ours');
      },
      dropped: () => undefined,
      signal: new AbortController().signal,
    });
    await expect(clock.run(done)).rejects.toThrow('a bug of ours');
    expect(started).toEqual([0, 100]);
  });
});

describe('a plan in rounds', () => {
  it('starts the next round when the last one of the round before has ended', async () => {
    const plan: ArrivalPlan = {
      model: 'rounds',
      rounds: [
        [0, 300],
        [100, 200],
      ],
      maxVUs: 2,
      endsAt: 300,
      describe: '',
    };
    const { clock, seen, done } = driven(plan, 1_000);
    await clock.run(done);
    expect(seen.map(({ vu, iteration, from }) => [vu, iteration, from])).toEqual([
      [1, 0, 0],
      [2, 0, 300],
      [1, 1, 1_400],
      [2, 1, 1_500],
    ]);
  });

  it('gives each round its own gracefulStop', async () => {
    const plan: ArrivalPlan = { model: 'rounds', rounds: [[0], [0]], maxVUs: 1, endsAt: 0, describe: '' };
    const { clock, seen, done } = driven(plan, 5_000, { gracefulStopMs: 700 });
    await clock.run(done);
    expect(seen.map(({ from, to }) => [from, to])).toEqual([
      [0, 700],
      [700, 1_400],
    ]);
  });

  it('has no further round when it is aborted', async () => {
    const plan: ArrivalPlan = { model: 'rounds', rounds: [[0], [0]], maxVUs: 1, endsAt: 0, describe: '' };
    const { clock, seen, abort, done } = driven(plan, 5_000);
    await clock.advance(100);
    abort.abort(new Error('Ctrl-C'));
    await clock.run(done);
    expect(seen).toHaveLength(1);
  });
});

describe('a closed plan', () => {
  it('may have more VUs wait at once than Node takes for a leak of listeners', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on('warning', note);
    const plan = closed({ steps: [{ at: 0, vus: 12 }], maxVUs: 12, iterations: { kind: 'per-vu', count: 2 } });
    const { clock, seen, done } = driven(plan, 50);
    await clock.run(done);
    await new Promise(setImmediate);
    process.off('warning', note);
    expect(seen).toHaveLength(24);
    expect(warnings).toEqual([]);
  });

  it('lets a VU that a ramp took away finish within gracefulRampDown, and cuts it then', async () => {
    const steps = [
      { at: 0, vus: 2 },
      { at: 500, vus: 1 },
    ];
    const { clock, seen, done } = driven(closed({ steps, maxVUs: 2, endsAt: 600, gracefulRampDownMs: 300 }), 2_000);
    await clock.run(done);
    expect(seen.map(({ vu, to, cut }) => [vu, to, cut])).toEqual([
      [1, 2_000, undefined],
      [2, 800, 'cut by gracefulRampDown'],
    ]);
    expect(clock.sleeping).toBe(0);
  });

  it('takes a VU back that was to go but had not gone yet', async () => {
    const steps = [
      { at: 0, vus: 2 },
      { at: 500, vus: 1 },
      { at: 700, vus: 2 },
    ];
    const plan = closed({ steps, maxVUs: 2, endsAt: 1_500, gracefulRampDownMs: 300 });
    const { clock, seen, done } = driven(plan, 1_000);
    await clock.run(done);
    expect(seen.filter(({ vu }) => vu === 2).map(({ from, to, cut }) => [from, to, cut])).toEqual([
      [0, 1_000, undefined],
      [1_000, 2_000, undefined],
    ]);
  });

  it('ends with its last iteration, not with its time', async () => {
    const plan = closed({ iterations: { kind: 'per-vu', count: 2 }, endsAt: 600_000 });
    const { clock, seen, dropped, done } = driven(plan, 400);
    await clock.run(done);
    expect(clock.now()).toBe(800);
    expect(seen).toHaveLength(2);
    expect(dropped).toEqual([]);
  });

  it.each([
    ['per-vu', 3],
    ['shared', 6],
  ] as const)('drops the %s iterations for which there was no time left', async (kind, count) => {
    const plan = closed({ steps: [{ at: 0, vus: 2 }], maxVUs: 2, iterations: { kind, count }, endsAt: 1_000 });
    const { clock, seen, dropped, done } = driven(plan, 600);
    await clock.run(done);
    expect(seen).toHaveLength(4);
    expect(dropped).toEqual([1_000, 1_000]);
  });

  it('drops nothing when it is aborted: what was not tried says nothing about the platform', async () => {
    const { clock, seen, dropped, abort, done } = driven(closed({ iterations: { kind: 'shared', count: 9 } }), 600);
    await clock.advance(700);
    abort.abort(new Error('Ctrl-C'));
    await clock.run(done);
    expect(seen.map(({ cut }) => cut)).toEqual([undefined, 'Ctrl-C']);
    expect(dropped).toEqual([]);
    expect(clock.sleeping).toBe(0);
  });

  it('does not become a hammer when iterations fail at once', async () => {
    const { clock, seen, done } = driven(closed({ endsAt: 1_000 }), 0);
    await clock.run(done);
    expect(seen.map(({ from }) => from)).toEqual([0, 250, 500, 750]);
  });
});
