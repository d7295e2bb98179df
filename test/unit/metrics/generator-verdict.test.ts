import { describe, expect, it } from 'vitest';
import { summarise } from '../../../src/metrics/summary.js';
import { figureWords } from '../../../src/metrics/words.js';
import type { HealthLine } from '../../../src/model/line.js';
import { recordingOf } from '../../helpers/recording-builder.js';

/** Ten phones, one each 250 ms, whose joins take 2 s, on two cores; every second is like this one. */
async function summaryWith(second: Partial<HealthLine>, { until = 30_000, phones = 10, apart = 250 } = {}) {
  const run = recordingOf({ thresholds: { join_success: ['rate>=0.99'] } });
  for (let index = 0; index < phones; index += 1) {
    const at = 1_000 + index * apart;
    run
      .participant('phones', { at })
      .joins(at + 10, 2_000)
      .leaves(25_000);
  }
  for (let t = 1_000; t <= 30_000; t += 1_000) run.health(t, t <= until ? second : {});
  return summarise([...run.lines(), { t: 31_000 as never, type: 'end', reason: 'finished' }]);
}

const starved: Partial<HealthLine> = { browsers_wait: 4, browsers_cpu: 0.9, cpu: 1, harness_cpu: 0.05 };
const rested: Partial<HealthLine> = { browsers_wait: 1, browsers_cpu: 0.4, cpu: 0.5, harness_cpu: 0.02 };

describe('a run', () => {
  it('is invalid with 121 when its joins fell into saturated seconds, whatever the thresholds say', async () => {
    const { verdict, exit_codes: codes, reasons, sentence, generator } = await summaryWith(starved);
    expect(verdict).toBe('invalid');
    expect(codes).toEqual([121]);
    expect(reasons[0]).toMatch(/^10 of 10 joins fell into seconds in which the browsers did not get/);
    expect(sentence).toMatch(/^Worth nothing: the machine/);
    expect(generator.joins).toEqual({ healthy: 0, strained: 0, saturated: 10 });
    expect(generator.spoiled).toHaveLength(10);
  });

  it('says how many a second this machine can start, and how to ask for that', async () => {
    const { reasons, generator } = await summaryWith(starved, { until: 6_000 });
    const { starts_per_s: rate = 0 } = generator.cost;
    expect(rate).toBeGreaterThan(0);
    expect(reasons[1]).toBe(
      `2 cores can start ${figureWords(rate)} participants/s with this page; the scenario asked for 4.0/s: use --within ${Math.ceil(10 / rate)}s, or use a second machine.`,
    );
  });

  it('stands on a busy machine that made nobody wait', async () => {
    const { verdict, generator } = await summaryWith(rested);
    expect(verdict).toBe('pass');
    expect(generator.seconds).toMatchObject({ strained: 0, saturated: 0 });
    expect(generator.cost.processor_s_per_join).toBeGreaterThan(0);
  });

  it('says nothing of what a join costs when those who stayed explain more than was spent', async () => {
    const run = recordingOf();
    run.participant('desks').joins(1_000, 500).leaves(30_000);
    run.participant('desks', { at: 12_000 }).joins(12_010, 6_000).leaves(30_000);
    for (let t = 1_000; t <= 18_000; t += 1_000)
      run.health(t, { ...rested, browsers_cpu: t > 2_000 && t < 12_000 ? 0.4 : 0.01 });
    const { generator } = await summarise(run.lines());
    expect(generator.cost.cores_per_held).toBeGreaterThan(0);
    expect(generator.cost).not.toHaveProperty('processor_s_per_join');
    expect(generator.cost).not.toHaveProperty('starts_per_s');
  });

  it('stands when only the built-in meeting was short', async () => {
    expect((await summaryWith({ ...rested, meeting_wait: 30 })).verdict).toBe('pass');
  });

  it('marks joins in a bad second and stands when they are few', async () => {
    const { verdict, generator } = await summaryWith(starved, { until: 2_000, apart: 1_500 });
    expect(verdict).toBe('pass');
    expect(generator.joins.saturated).toBe(1);
  });

  it('stands when two of its six joins were in bad seconds, and falls with the third', async () => {
    const two = await summaryWith(starved, { until: 2_000, phones: 6, apart: 900 });
    const three = await summaryWith(starved, { until: 3_000, phones: 6, apart: 900 });
    expect([two.generator.joins.saturated, two.verdict]).toEqual([2, 'pass']);
    expect([three.generator.joins.saturated, three.verdict]).toEqual([3, 'invalid']);
  });

  it('does not hold the seconds after a join against it when it was told late that it was in', async () => {
    const run = recordingOf();
    // Without a peer connection that is known five seconds later.
    run.participant('desks').opened(1_010).ready(1_100).pressed(1_200).inMeeting(1_900).leaves(20_000);
    for (let t = 1_000; t <= 20_000; t += 1_000) run.health(t, t > 2_000 && t < 8_000 ? starved : rested);
    const { generator } = await summarise(run.lines());
    expect(generator.joins).toEqual({ healthy: 1, strained: 0, saturated: 0 });
  });

  it('judges a join too whose last second has no line', async () => {
    const run = recordingOf();
    run.participant('desks').joins(1_000, 2_500).leaves(3_600);
    for (const t of [1_000, 2_000, 3_000]) run.health(t, starved);
    const { generator } = await summarise(run.lines());
    expect(generator.joins).toEqual({ healthy: 0, strained: 0, saturated: 1 });
  });

  it('says when other programs took the processors', async () => {
    const { reasons } = await summaryWith({ ...starved, browsers_cpu: 0.3, cpu: 1 });
    expect(reasons.join(' ')).toMatch(/Other programs took 1\.3 of 2 cores/);
  });

  it('says that a quota or the host of the virtual machine withheld what was wanted', async () => {
    const throttled = await summaryWith({ ...rested, throttled: 0.2 });
    expect(throttled.verdict).toBe('invalid');
    expect(throttled.reasons.join(' ')).toContain('A quota withheld 0.4 cores while people joined');
    const stolen = await summaryWith({ ...rested, cpu: 0.5, steal: 0.25 });
    expect(stolen.verdict).toBe('invalid');
    expect(stolen.reasons.join(' ')).toContain('gave 33 % of the processor time that was wanted to others');
  });
});
