import { describe, expect, it } from 'vitest';
import { createRunReducer, type RunData } from '../../../src/metrics/run-data.js';
import { collectSamples } from '../../../src/metrics/sample-set.js';
import { evaluateThresholds, thresholdToAbortFor } from '../../../src/metrics/thresholds.js';
import type { ThresholdResult } from '../../../src/model/summary.js';
import { recordingOf, type RecordingBuilder, type RecordingWishes } from '../../helpers/recording-builder.js';

function dataOf(run: RecordingBuilder): RunData {
  const reducer = createRunReducer();
  for (const line of run.lines()) reducer.step(line);
  return reducer.data;
}

/** Phones that join after so many ms each; `undefined` is one that was refused. */
function results(joinTimes: readonly (number | undefined)[], wishes: RecordingWishes): readonly ThresholdResult[] {
  const run = recordingOf(wishes);
  for (const joinTime of joinTimes) {
    const phone = run
      .participant('phones', { camera: false, microphone: false })
      .peerConnection(0)
      .opened(0)
      .pressed(100);
    if (joinTime === undefined) phone.outcome(500, { outcome: 'refused', reason: 'full' });
    else phone.inMeeting(joinTime).leaves(joinTime + 5_000);
  }
  const data = dataOf(run.end(60_000));
  return evaluateThresholds(data, data.header!.options, collectSamples(data, data.header!.options));
}

const result = (
  joinTimes: readonly (number | undefined)[],
  metric: string,
  threshold: string,
  more: RecordingWishes = {},
) => results(joinTimes, { thresholds: { [metric]: [threshold] }, ...more })[0]!;

const times = (count: number, joinTime: number): readonly number[] => Array.from({ length: count }, () => joinTime);

describe('thresholds by the sample', () => {
  it.each([
    ['join_time_ms', 'p(95)<8000', 'pass', 3_850],
    ['join_time_ms', 'p(50)<2500', 'fail', 2_500],
    ['join_time_ms', 'med<=2500', 'pass', 2_500],
    ['join_time_ms', 'avg<2600', 'pass', 2_500],
    ['join_time_ms', 'min>=1000', 'pass', 1_000],
    ['join_time_ms', 'max<4000', 'fail', 4_000],
    ['join_time_ms{device_class:mobile}', 'max<=4000', 'pass', 4_000],
    ['join_success', 'rate>=0.99', 'pass', 1],
    ['join_success', 'rate==1', 'pass', 1],
    ['join_within_target', 'rate!=1', 'fail', 1],
    ['drop_rate', 'rate<0.01', 'pass', 0],
    ['iterations', 'count===4', 'pass', 4],
    ['dropped_iterations', 'count<1', 'pass', 0],
  ])('%s %s: %s', (metric, threshold, expected, value) => {
    const found = result([1_000, 2_000, 3_000, 4_000], metric, threshold);
    expect(found.result).toBe(expected);
    expect(found.value).toBeCloseTo(value, 6);
  });

  it('counts a counter per second of the run', () => {
    expect(result(times(6, 1_000), 'iterations', 'rate<0.2').value).toBeCloseTo(0.1, 9);
  });

  it('is broken, and null, when the percentile leans on a join that never came', () => {
    expect(result([1_000, undefined], 'join_time_ms', 'p(95)<8000')).toMatchObject({ value: null, result: 'fail' });
  });

  it.each(['join_time_ms{device_class:desktop}', 'join_success{scenario:desks}', 'iterations{scenario:desks}'])(
    'is broken without samples: %s',
    (metric) => {
      const threshold = metric.startsWith('iterations')
        ? 'count<1'
        : metric.startsWith('join_success')
          ? 'rate<1'
          : 'max<1';
      expect(result([1_000], metric, threshold)).toEqual({
        metric,
        threshold,
        samples: 0,
        result: 'fail',
        note: 'No samples.',
      });
    },
  );

  it('is broken when it is no threshold at all: a recording may hold anything', () => {
    expect(result([1_000], 'join_time', 'p(95)<1').result).toBe('fail');
    expect(result([1_000], 'join_time_ms', 'p(95)').result).toBe('fail');
  });

  it('are the defaults for each device class that came, when the run names none', () => {
    expect(results([1_000], {}).map(({ metric }) => metric)).toEqual([
      'join_within_target{device_class:mobile}',
      'join_success{device_class:mobile}',
      'drop_rate{device_class:mobile}',
    ]);
  });

  it('shows the interval, and lets the sample decide all the same', () => {
    const found = result(times(10, 1_000), 'join_within_target', 'rate>=0.95');
    expect(found.result).toBe('pass');
    expect(found.interval?.low).toBeCloseTo(0.7225, 4);
    expect(found.more_joins).toBeUndefined();
  });
});

describe('thresholds with confidence', () => {
  const confidence = 0.95;

  it('is inconclusive when the interval straddles the target, and says how many more joins', () => {
    const found = result(times(10, 1_000), 'join_within_target', 'rate>=0.95', { confidence });
    expect(found).toMatchObject({ result: 'inconclusive', more_joins: 63 });
    expect(found.note).toContain('About 63 more joins like these would settle it.');
  });

  it('passes with those', () => {
    expect(result(times(73, 1_000), 'join_within_target', 'rate>=0.95', { confidence }).result).toBe('pass');
    expect(result(times(72, 1_000), 'join_within_target', 'rate>=0.95', { confidence }).result).toBe('inconclusive');
  });

  it('is broken only when the whole interval is beyond the target', () => {
    const half = [...times(10, 1_000), ...times(10, 9_000)];
    expect(result(half, 'join_within_target', 'rate>=0.95', { confidence }).result).toBe('fail');
    expect(result(half, 'join_within_target', 'rate>=0.6', { confidence }).result).toBe('inconclusive');
    expect(result(half, 'join_within_target', 'rate<0.95', { confidence }).result).toBe('pass');
  });

  it('cannot be settled when the share equals its target', () => {
    const found = result([...times(19, 1_000), 9_000], 'join_within_target', 'rate>=0.95', { confidence });
    expect(found.result).toBe('inconclusive');
    expect(found.more_joins).toBeUndefined();
    expect(found.note).toContain('cannot be settled');
  });

  it('says that so few joins give p95 no upper bound', () => {
    const found = result(times(10, 1_000), 'join_time_ms', 'p(95)<8000', { confidence });
    expect(found.result).toBe('inconclusive');
    expect(found.note).toContain('Upper bound: none with 10 joins; p(95) needs 72.');
    expect(found.interval).not.toHaveProperty('high');
    expect(found.more_joins).toBeGreaterThanOrEqual(62);
  });

  it('decides a percentile by its order statistics', () => {
    expect(result(times(72, 1_000), 'join_time_ms', 'p(95)<8000', { confidence }).result).toBe('pass');
    expect(result(times(72, 9_000), 'join_time_ms', 'p(95)<8000', { confidence }).result).toBe('fail');
    expect(result([...times(70, 1_000), 9_000, 9_000], 'join_time_ms', 'p(95)<8000', { confidence }).result).toBe(
      'inconclusive',
    );
    expect(result(times(5, 9_000), 'join_time_ms', 'p(95)<8000', { confidence }).result).toBe('fail');
  });

  it('lets the sample decide what has no interval', () => {
    for (const threshold of ['avg<2000', 'max<2000', 'p(100)<2000']) {
      expect(result([1_000, 1_500], 'join_time_ms', threshold, { confidence }).result).toBe('pass');
    }
    expect(result([1_000], 'iterations', 'count>=1', { confidence }).result).toBe('pass');
  });

  it('resamples the rounds when there are five, and asks for more joins when they differ', () => {
    const rounds = (lateRounds: number): ThresholdResult => {
      const run = recordingOf({ confidence, thresholds: { join_within_target: ['rate>=0.8'] } });
      for (let index = 0; index < 60; index++) {
        const iteration = Math.floor(index / 10);
        const phone = run
          .participant('phones', { camera: false, microphone: false, iteration })
          .peerConnection(0)
          .opened(0);
        phone.inMeeting(iteration < lateRounds ? 9_000 : 1_000).leaves(20_000);
      }
      const data = dataOf(run);
      return evaluateThresholds(data, data.header!.options, collectSamples(data, data.header!.options))[0]!;
    };
    expect(rounds(0)).toMatchObject({ result: 'pass', interval: { rounds: 6 } });
    expect(rounds(1)).toMatchObject({ result: 'inconclusive', interval: { rounds: 6 } });
  });
});

describe('thresholdToAbortFor', () => {
  const wishes = (delayMs: number): RecordingWishes => ({
    thresholds: { join_success: [{ abort: 'rate>=0.9', delayMs }] },
  });
  const refusedOne = (delayMs: number): RecordingBuilder => {
    const run = recordingOf(wishes(delayMs));
    run.participant('phones').opened(0).outcome(500, { outcome: 'refused', reason: 'full' });
    return run;
  };
  const toAbort = (run: RecordingBuilder, now: number) => thresholdToAbortFor(dataOf(run), run.header.options, now);

  it('names the threshold that is broken', () => {
    expect(toAbort(refusedOne(0), 1_000)).toMatchObject({ metric: 'join_success', result: 'fail', value: 0 });
  });

  it('waits for the delay', () => {
    expect(toAbort(refusedOne(5_000), 4_999)).toBeUndefined();
    expect(toAbort(refusedOne(5_000), 5_000)).toBeDefined();
  });

  it('does not take joins that still go on, or that were interrupted, for broken', () => {
    const run = recordingOf(wishes(0));
    run.participant('phones').opened(0);
    run.participant('phones').opened(0).outcome(500, { outcome: 'interrupted' });
    expect(toAbort(run, 60_000)).toBeUndefined();
  });

  it('leaves thresholds that do not abort alone', () => {
    const run = recordingOf({ thresholds: { join_success: ['rate>=0.9'] } });
    run.participant('phones').opened(0).outcome(500, { outcome: 'refused', reason: 'full' });
    expect(toAbort(run, 60_000)).toBeUndefined();
  });

  it('counts drops against everybody who is in, not only against those who have ended', () => {
    const run = recordingOf({ thresholds: { drop_rate: [{ abort: 'rate<0.2', delayMs: 0 }] } });
    for (let index = 0; index < 10; index++) {
      const phone = run
        .participant('phones', { camera: false, microphone: false })
        .peerConnection(0)
        .opened(0)
        .inMeeting(1_000);
      if (index === 0) phone.outcome(5_000, { outcome: 'dropped', cause: 'removed' });
    }
    expect(toAbort(run, 6_000)).toBeUndefined();
  });
});
