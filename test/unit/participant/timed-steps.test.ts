import { describe, expect, it } from 'vitest';
import type { Line } from '../../../src/model/line.js';
import type { MomentName } from '../../../src/model/moment.js';
import type { StepAnchor } from '../../../src/model/network.js';
import { hostMs } from '../../../src/model/time.js';
import { ParticipantBus } from '../../../src/participant/participant-bus.js';
import { runTimedSteps } from '../../../src/participant/timed-steps.js';
import { UsableRegistry } from '../../../src/run/usable-registry.js';
import { VirtualClock } from '../../helpers/virtual-clock.js';

interface Step {
  readonly at_ms: number;
  readonly after: StepAnchor;
  readonly name: string;
}

/** An iteration that started at 100 ms, and what its steps did. */
async function iteration(steps: readonly Step[], act?: (step: Step, signal: AbortSignal) => Promise<void>) {
  const clock = new VirtualClock();
  await clock.advance(100);
  const lines: Line[] = [];
  const bus = new ParticipantBus('phones-1', { emit: (line) => lines.push(line) });
  const usable = new UsableRegistry();
  const over = new AbortController();
  const done: string[] = [];
  const finished = runTimedSteps({
    steps,
    bus,
    usable,
    clock,
    startedAt: 100,
    signal: over.signal,
    act: async (step, signal) => {
      done.push(`${step.name} at ${clock.now()}`);
      await act?.(step, signal);
    },
    nameOf: ({ name }) => name,
  });
  return {
    clock,
    lines,
    usable,
    over,
    done,
    finished,
    moment: (name: Exclude<MomentName, 'scheduled'>) => {
      bus.emit({ t: hostMs(clock.now()), p: 'phones-1', type: 'moment', name });
    },
  };
}

describe('runTimedSteps', () => {
  it('counts from the start of the iteration, from usable media, and from the first moment of a name', async () => {
    const { clock, done, moment, usable, finished } = await iteration([
      { name: 'early', at_ms: 50, after: 'start' },
      { name: 'in', at_ms: 10, after: 'in_meeting' },
      { name: 'used', at_ms: 20, after: 'usable' },
    ]);
    await clock.advance(400);
    moment('in_meeting');
    await clock.advance(5);
    // Only the first counts.
    moment('in_meeting');
    usable.tell('phones-1', 500);
    await clock.run(finished);
    expect(done).toEqual(['early at 150', 'in at 510', 'used at 520']);
  });

  it('acts in the order of time, whatever the order of the list, and waits for nobody', async () => {
    const { clock, done, finished } = await iteration(
      [
        { name: 'second', at_ms: 200, after: 'start' },
        { name: 'first', at_ms: 100, after: 'start' },
        { name: 'with it', at_ms: 200, after: 'start' },
      ],
      () => clock.sleep(1_000),
    );
    await clock.run(finished);
    expect(done).toEqual(['first at 200', 'second at 300', 'with it at 300']);
    expect(clock.now()).toBe(1_300);
  });

  it('counts from when the moment was, not from when it was told, and does at once what is due already', async () => {
    const { clock, done, usable, finished } = await iteration([
      { name: 'late', at_ms: 100, after: 'usable' },
      { name: 'later', at_ms: 500, after: 'usable' },
    ]);
    await clock.advance(900);
    usable.tell('phones-1', 700);
    await clock.run(finished);
    expect(done).toEqual(['late at 1000', 'later at 1200']);
  });

  it('does nothing more when the iteration ends, tells what is under way, and leaves no timer', async () => {
    const told: boolean[] = [];
    const { clock, done, over, finished, lines } = await iteration(
      [
        { name: 'under way', at_ms: 10, after: 'start' },
        { name: 'too late', at_ms: 500, after: 'start' },
        { name: 'never usable', at_ms: 0, after: 'usable' },
        { name: 'never in', at_ms: 0, after: 'in_meeting' },
      ],
      async (_step, signal) => {
        try {
          await clock.sleep(10_000, signal);
        } finally {
          told.push(signal.aborted);
        }
      },
    );
    await clock.advance(200);
    over.abort();
    await finished;
    expect(done).toEqual(['under way at 110']);
    expect(told).toEqual([true]);
    expect(clock.sleeping).toBe(0);
    expect(lines.filter(({ type }) => type === 'evidence')).toEqual([]);
  });

  it('writes down what failed, and goes on', async () => {
    const { clock, done, lines, finished } = await iteration(
      [
        { name: 'rotate', at_ms: 1_000, after: 'start' },
        { name: 'again', at_ms: 2_000, after: 'start' },
      ],
      ({ name }) => (name === 'rotate' ? Promise.reject(new Error('stuck')) : Promise.resolve()),
    );
    await clock.run(finished);
    expect(done).toEqual(['rotate at 1100', 'again at 2100']);
    expect(lines).toEqual([
      {
        t: 1_100,
        p: 'phones-1',
        type: 'evidence',
        kind: 'note',
        text: 'rotate, planned for 1s after start, could not be done: stuck',
      },
    ]);
  });
});
