import { describe, expect, it } from 'vitest';
import { healthBetween, HealthSampler, type HealthCounters } from '../../../src/generator/health-sampler.js';
import type { Line } from '../../../src/model/line.js';
import type { Clock } from '../../../src/shared/clock.js';

const before: HealthCounters = {
  at: 1_000,
  cpu: { busy: 100, steal: 10, total: 400 },
  pressureCpuUs: 5_000_000,
  pressureMemoryUs: 0,
  processUs: 200_000,
  cores: 2,
  eventLoopDelayMs: 0,
  rssBytes: 1,
};
const after: HealthCounters = {
  at: 2_000,
  cpu: { busy: 250, steal: 20, total: 600 },
  pressureCpuUs: 5_300_000,
  pressureMemoryUs: 0,
  processUs: 300_000,
  cores: 2,
  eventLoopDelayMs: 12.34567,
  load1: 1.5,
  memoryAvailableBytes: 8e9,
  rssBytes: 9e7,
  participants: 6,
};

describe('healthBetween', () => {
  it('gives shares of all cores for CPU, and of the time between for pressure', () => {
    expect(healthBetween(before, after)).toEqual({
      cpu: 0.75,
      steal: 0.05,
      load1: 1.5,
      psi_cpu_some: 0.3,
      psi_memory_some: 0,
      event_loop_delay_ms: 12.3457,
      memory_available_bytes: 8e9,
      rss_bytes: 9e7,
      harness_cpu: 0.05,
      participants: 6,
    });
  });

  it('says how long browsers, harness and meeting ran and waited, each apart', () => {
    const ms = (ran: number, waited: number) => ({ ranNs: ran * 1e6, waitedNs: waited * 1e6 });
    const health = healthBetween(
      { ...before, threads: { browsers: new Map([[7, ms(100, 50)]]), harness: new Map([[1, ms(5, 0)]]) } },
      {
        ...after,
        threads: {
          browsers: new Map([
            [7, ms(600, 150)],
            [8, ms(100, 1_000)],
          ]),
          harness: new Map([[1, ms(9, 20)]]),
          meeting: new Map([[9, ms(50, 3)]]),
        },
      },
    );
    expect(health).toMatchObject({ browsers_cpu: 0.3, browsers_wait: 1.8333 });
    expect(health).not.toHaveProperty('harness_wait');
    // It began meanwhile.
    expect(health).toMatchObject({ meeting_cpu: 0.025, meeting_wait: 0.06 });
    expect(healthBetween(before, after)).not.toHaveProperty('browsers_cpu');
  });

  it('leaves out what the system does not tell', () => {
    const bare = { at: 0, processUs: 0, cores: 1, eventLoopDelayMs: 0, rssBytes: 5 };
    expect(healthBetween(bare, { ...bare, at: 1_000, processUs: 10_000 })).toEqual({
      event_loop_delay_ms: 0,
      rss_bytes: 5,
      harness_cpu: 0.01,
    });
  });

  it('leaves out steal where only the rest is known', () => {
    const health = healthBetween({ ...before, cpu: { busy: 1, total: 2 } }, { ...after, cpu: { busy: 2, total: 4 } });
    expect(health).toMatchObject({ cpu: 0.5 });
    expect(health).not.toHaveProperty('steal');
  });

  it('leaves out a share whose counter ran backwards, or when no time went by', () => {
    expect(healthBetween(before, { ...after, pressureCpuUs: 1 })).not.toHaveProperty('psi_cpu_some');
    expect(healthBetween(before, { ...after, at: 1_000 })).not.toHaveProperty('harness_cpu');
  });
});

describe('HealthSampler', () => {
  it('emits a line at each tick between start and stop', () => {
    const timers = new Map<number, () => void>();
    let now = 0;
    const clock: Clock = {
      now: () => now,
      sleep: () => Promise.resolve(),
      every: (ms, callback) => {
        timers.set(ms, callback);
        return () => timers.delete(ms);
      },
    };
    const lines: Line[] = [];
    const sampler = new HealthSampler({
      clock,
      sink: { emit: (line) => lines.push(line) },
      participants: () => 3,
      folder: '.',
    });
    sampler.start();
    expect(lines).toEqual([]);
    expect([...timers.keys()]).toEqual([200, 1_000]);
    for (now of [1_000, 2_000]) timers.get(1_000)?.();
    sampler.stop();
    expect(timers.size).toBe(0);
    expect(lines).toEqual([
      expect.objectContaining({ t: 1_000, type: 'health', participants: 3 }),
      expect.objectContaining({ t: 2_000, type: 'health', participants: 3 }),
    ]);
    expect(
      lines.every((line) => Object.values(line).every((value) => value !== undefined && !Number.isNaN(value))),
    ).toBe(true);
  });
});
