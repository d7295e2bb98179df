import { describe, expect, it } from 'vitest';
import { createIterationReducer } from '../../../src/metrics/iteration.js';
import { samplesOf, type Sample } from '../../../src/metrics/samples.js';
import { optionsOf, RecordingBuilder, type ParticipantBuilder } from '../../helpers/recording-builder.js';

const options = optionsOf();

function samples(steps: (phone: ParticipantBuilder) => void, wishes = {}): readonly Sample[] {
  const run = new RecordingBuilder(options);
  steps(run.participant('phones', { camera: false, microphone: false, ...wishes }).peerConnection(50));
  const reducer = createIterationReducer();
  for (const line of run.lines()) reducer.step(line);
  return samplesOf(reducer.iterations[0]!, options);
}

const valuesOf = (all: readonly Sample[]): Record<string, number> =>
  Object.fromEntries(all.map(({ metric, value }) => [metric, value]));

describe('samplesOf', () => {
  it('gives a completed join all its metrics', () => {
    const all = samples((phone) => phone.opened(100).ready(400).pressed(600).inMeeting(2_100).leaves(9_000));
    expect(valuesOf(all)).toEqual({
      start_delay_ms: 0,
      join_time_ms: 2_000,
      join_time_without_lobby_ms: 2_000,
      join_press_to_media_ms: 1_500,
      page_ms: 300,
      prejoin_ms: 200,
      admission_ms: 1_500,
      media_ms: 0,
      join_success: 1,
      join_within_target: 1,
      drop_rate: 0,
      iterations: 1,
    });
    expect(all.find(({ metric }) => metric === 'join_time_ms')).toMatchObject({ t: 2_100, round: 'phones#0' });
  });

  it('counts who was refused after pressing as never, in the order statistics and in the rates', () => {
    const all = samples((phone) => phone.opened(100).pressed(600).outcome(900, { outcome: 'refused', reason: 'full' }));
    expect(valuesOf(all)).toEqual({
      start_delay_ms: 0,
      join_time_ms: Infinity,
      join_time_without_lobby_ms: Infinity,
      join_press_to_media_ms: Infinity,
      join_success: 0,
      join_within_target: 0,
      iterations: 1,
    });
  });

  it('has nothing to say of a join that was interrupted, is still going on, or that the generator broke', () => {
    for (const outcome of ['interrupted', 'generator_failed'] as const) {
      const metrics = Object.keys(valuesOf(samples((phone) => phone.opened(100).outcome(900, { outcome }))));
      expect(metrics.filter((metric) => metric !== 'iterations')).toEqual(['start_delay_ms']);
    }
    expect(samples((phone) => phone.opened(100)).map(({ metric }) => metric)).toEqual(['start_delay_ms']);
  });

  it('keeps a join within its success but out of the target when it was late', () => {
    const late = valuesOf(samples((phone) => phone.opened(100).inMeeting(9_000)));
    expect(late).toMatchObject({ join_success: 1, join_within_target: 0, join_time_ms: 8_900 });
  });

  it('marks a drop', () => {
    const drop = samples((phone) =>
      phone.opened(100).inMeeting(2_000).outcome(5_000, { outcome: 'dropped', cause: 'transport_failed' }),
    );
    expect(drop.find(({ metric }) => metric === 'drop_rate')).toMatchObject({ value: 1, t: 5_000 });
  });

  it('keeps a rejoin apart: its times are tagged, its success is not in the rates', () => {
    const all = samples((phone) =>
      phone
        .opened(100)
        .inMeeting(2_100)
        .action('rejoin', 5_000)
        .opened(5_100)
        .peerConnection(5_200)
        .inMeeting(6_100)
        .leaves(9_000),
    );
    const times = all.filter(({ metric }) => metric === 'join_time_ms');
    expect(times.map(({ value, tags }) => [value, tags.visit])).toEqual([
      [2_000, 'first'],
      [1_000, 'again'],
    ]);
    expect(all.filter(({ metric }) => metric === 'join_success')).toHaveLength(1);
  });

  it('counts a rejoin that was not let in as never, and the first join as it was', () => {
    const all = samples((phone) =>
      phone
        .opened(100)
        .inMeeting(2_100)
        .action('rejoin', 5_000)
        .opened(5_100)
        .outcome(65_000, { outcome: 'timed_out', state: 'lobby' }),
    );
    const times = all.filter(({ metric }) => metric === 'join_time_ms');
    expect(times.map(({ value, tags }) => [value, tags.visit])).toEqual([
      [2_000, 'first'],
      [Infinity, 'again'],
    ]);
  });
});
