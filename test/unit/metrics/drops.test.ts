import { describe, expect, it } from 'vitest';
import { dropOf, endedAt, participantHours, plannedEndMs } from '../../../src/metrics/drops.js';
import { createIterationReducer, type IterationRecord } from '../../../src/metrics/iteration.js';
import type { Outcome } from '../../../src/model/outcome.js';
import type { ExecutorOptions } from '../../../src/model/run-options.js';
import { burstOfTen, optionsOf, RecordingBuilder } from '../../helpers/recording-builder.js';

const options = optionsOf({ scenarios: { phones: { start_time_ms: 1_000 } } });
/** 1 s of start, 2 s of burst, 20 s of hold. */
const plannedEnd = 23_000;

function droppedAt(t: number, outcome: Outcome, endedStateAt?: number): IterationRecord {
  const run = new RecordingBuilder(options);
  const phone = run.participant('phones', { camera: false, microphone: false }).opened(0).peerConnection(100);
  phone.inMeeting(2_000);
  if (endedStateAt !== undefined) phone.state('ended', endedStateAt);
  phone.outcome(t, outcome);
  const reducer = createIterationReducer();
  for (const line of run.lines()) reducer.step(line);
  return reducer.iterations[0]!;
}

describe('dropOf', () => {
  it.each(['removed', 'ended', 'transport_failed', 'signalling_lost', 'unknown'] as const)(
    '%s is the platform',
    (cause) => {
      expect(dropOf(droppedAt(9_000, { outcome: 'dropped', cause }), options)).toBe('platform');
    },
  );

  it.each(['page_crashed', 'browser_crashed', 'injected'] as const)('%s is beside', (cause) => {
    expect(dropOf(droppedAt(9_000, { outcome: 'dropped', cause }), options)).toBe('beside');
  });

  it('is none of who left as asked, or was never in', () => {
    expect(dropOf(droppedAt(9_000, { outcome: 'completed' }), options)).toBeUndefined();
    expect(dropOf(droppedAt(1_000, { outcome: 'dropped', cause: 'removed' }), options)).toBeUndefined();
  });

  it('is none when the meeting ends at or after the planned end of the scenario', () => {
    const ended: Outcome = { outcome: 'dropped', cause: 'ended' };
    expect(dropOf(droppedAt(plannedEnd - 1, ended), options)).toBe('platform');
    expect(dropOf(droppedAt(plannedEnd, ended), options)).toBeUndefined();
    expect(dropOf(droppedAt(plannedEnd, { outcome: 'dropped', cause: 'removed' }), options)).toBe('platform');
  });

  it('dates the end by the page that showed it, not by the outcome that took a while to be written', () => {
    const ended: Outcome = { outcome: 'dropped', cause: 'ended' };
    expect(dropOf(droppedAt(plannedEnd + 500, ended, plannedEnd - 500), options)).toBe('platform');
  });
});

describe('a drop', () => {
  const since = droppedAt(39_000, { outcome: 'dropped', cause: 'ended', since: 9_000 });

  it('is dated at its start, not when patience ran out', () => {
    expect(dropOf(since, options)).toBe('platform');
    expect(endedAt(since)).toBe(9_000);
    expect(participantHours([since], 50_000)).toBeCloseTo(7 / 3_600, 9);
  });
});

describe('plannedEndMs', () => {
  const stages = [
    { target: 2, duration_ms: 10_000 },
    { target: 0, duration_ms: 5_000 },
  ];
  const rate = { time_unit_ms: 1_000, pre_allocated_vus: 5, max_vus: 5, arrival: 'even' } as const;
  it.each<[ExecutorOptions, number]>([
    [burstOfTen, 22_000],
    [{ name: 'burst', vus: 4, within_ms: 5_000, arrival: 'even', iterations: 3 }, 75_000],
    [{ name: 'shared-iterations', vus: 4, iterations: 10, max_duration_ms: 600_000 }, 60_000],
    [{ name: 'shared-iterations', vus: 4, iterations: 1_000, max_duration_ms: 60_000 }, 80_000],
    [{ name: 'per-vu-iterations', vus: 4, iterations: 3, max_duration_ms: 600_000 }, 60_000],
    [{ name: 'constant-vus', vus: 4, duration_ms: 30_000 }, 50_000],
    [{ name: 'ramping-vus', start_vus: 0, stages, graceful_ramp_down_ms: 30_000 }, 35_000],
    [{ name: 'constant-arrival-rate', rate: 2, duration_ms: 30_000, ...rate }, 50_000],
    [{ name: 'ramping-arrival-rate', start_rate: 0, stages, ...rate }, 35_000],
  ])('of %j with a hold of 20 s is %d', (executor, end) => {
    const { phones } = optionsOf({ scenarios: { phones: { executor } } }).scenarios;
    expect(plannedEndMs(phones!)).toBe(end);
  });
});

describe('participantHours', () => {
  it('counts from usable to the end, and until now for who is still in', () => {
    const left = droppedAt(3_602_000, { outcome: 'completed' });
    expect(participantHours([left], 9_999_999)).toBe(1);
    const { outcome: _, ...stillIn } = left;
    expect(participantHours([stillIn], 7_202_000)).toBe(2);
  });
});
