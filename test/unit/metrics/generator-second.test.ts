import { describe, expect, it } from 'vitest';
import { judge, meanSigns, signsOf, worst, type PageSigns } from '../../../src/metrics/generator-second.js';
import type { HealthLine } from '../../../src/model/line.js';
import { hostMs } from '../../../src/model/time.js';

const quietPages: PageSigns = { lateMs: [], stalledMs: [], streams: 0, limitedStreams: 0, cameras: 0, slowCameras: 0 };
const judged = (line: Partial<HealthLine>, pages: Partial<PageSigns> = {}) =>
  judge(signsOf({ t: hostMs(1_000), type: 'health', ...line }, { ...quietPages, ...pages }, 2));

describe('a second', () => {
  it('is healthy when nothing is known', () => {
    expect(judged({})).toEqual({ level: 'healthy', short: [] });
  });

  it('is healthy on a busy machine that makes nobody wait', () => {
    expect(judged({ cpu: 1, psi_cpu_some: 0.95, browsers_wait: 1.3 }).level).toBe('healthy');
  });

  it.each([
    [{ browsers_wait: 1.8 }, 'strained', ['browsers']],
    [{ browsers_wait: 2.3 }, 'saturated', ['browsers']],
    [{ cpu: 0.7, steal: 0.15 }, 'strained', ['browsers']],
    [{ cpu: 0.5, steal: 0.3 }, 'saturated', ['browsers']],
    // One program on two cores; the same with cores to spare.
    [{ cpu: 0.98, browsers_cpu: 0.4, harness_cpu: 0.04 }, 'saturated', ['browsers']],
    [{ cpu: 0.98, browsers_cpu: 0.7, harness_cpu: 0.05, meeting_cpu: 0.05 }, 'strained', ['browsers']],
    [{ cpu: 0.7, browsers_cpu: 0.1 }, 'healthy', []],
    // Half of the second three programs on two cores, the other half none; the same share spread out leaves something to all.
    [{ cpu: 0.75, cpu_full: 0.5, browsers_cpu: 0.35, harness_cpu: 0.03 }, 'saturated', ['browsers']],
    [{ cpu: 0.75, cpu_full: 0, browsers_cpu: 0.35, harness_cpu: 0.03 }, 'healthy', []],
    // It was full, but not by others.
    [{ cpu: 0.95, cpu_full: 0.8, browsers_cpu: 0.8, harness_cpu: 0.05 }, 'healthy', []],
    [{ throttled: 0.03 }, 'strained', ['browsers']],
    [{ throttled: 0.2 }, 'saturated', ['browsers']],
    [{ event_loop_delay_ms: 400 }, 'saturated', ['harness']],
    [{ psi_memory_some: 0.2 }, 'strained', ['memory']],
    [{ memory_available_bytes: 1e8 }, 'saturated', ['memory']],
    [{ open_files: 0.96 }, 'saturated', ['files']],
    [{ disk_free_bytes: 1e8 }, 'strained', ['disk']],
    [{ browsers_wait: 1.8, event_loop_delay_ms: 400 }, 'saturated', ['harness']],
  ] as const)('with %j is %s, for %j', (line, level, short) => {
    expect(judged(line)).toEqual({ level, short });
  });

  it('is never saturated by the built-in meeting alone', () => {
    expect(judged({ meeting_wait: 50 })).toEqual({ level: 'strained', short: ['meeting'] });
  });

  it('is saturated by a page that was later than all browsers together can have been busy', () => {
    expect(judged({ browsers_cpu: 0.1 }, { lateMs: [700] }).level).toBe('saturated');
    expect(judged({ browsers_cpu: 0.4 }, { lateMs: [700] }).level).toBe('healthy');
    expect(judged({}, { lateMs: [700] }).level).toBe('healthy');
  });

  it('is saturated when even the most punctual of several pages was late: all of them were stopped', () => {
    expect(judged({}, { lateMs: [60, 200] }).level).toBe('saturated');
    expect(judged({}, { lateMs: [30, 200] }).level).toBe('strained');
    expect(judged({}, { lateMs: [0, 200] }).level).toBe('healthy');
    expect(judged({}, { lateMs: [200] }).level).toBe('healthy');
  });

  it('is saturated by one page alone that was late with nothing to do, and not by pages that are busy with themselves', () => {
    expect(judged({}, { lateMs: [200], stalledMs: [60] }).level).toBe('saturated');
    expect(judged({}, { lateMs: [200, 300], stalledMs: [60, 0] }).level).toBe('healthy');
  });

  it('is strained when an encoder or a camera could not keep up', () => {
    expect(judged({}, { streams: 2, limitedStreams: 1 }).level).toBe('strained');
    expect(judged({}, { cameras: 2, slowCameras: 1 }).level).toBe('strained');
  });
});

describe('a join', () => {
  it('is judged by the mean of its seconds, each with its part', () => {
    const parts = [
      { signs: { wait: 4, memoryLeft: 1e9 }, weight: 250 },
      { signs: { wait: 1, memoryLeft: 1e9 }, weight: 750 },
    ];
    expect(meanSigns(parts)).toEqual({ wait: 1.75, memoryLeft: 1e9 });
    expect(judge(meanSigns(parts)).level).toBe('strained');
  });

  it('has a sign from those seconds that know it', () => {
    expect(
      meanSigns([
        { signs: { wait: 3 }, weight: 1 },
        { signs: {}, weight: 9 },
      ]),
    ).toEqual({ wait: 3 });
    expect(meanSigns([])).toEqual({});
  });
});

it('knows the worst of several levels', () => {
  expect(worst([])).toBe('healthy');
  expect(worst(['strained', 'saturated', 'healthy'])).toBe('saturated');
});
