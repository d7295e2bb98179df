import { describe, expect, it } from 'vitest';
import { createStoryReducer } from '../../../src/metrics/join-story.js';
import { recordingOf } from '../../helpers/recording-builder.js';

/** One who is stuck before the meeting, and one who gets in. */
function aRun() {
  const run = recordingOf();
  run.participant('desks', { at: 0 }).joins(100, 2_000).leaves(9_000);
  run
    .participant('phones', { at: 1_000 })
    .opened(1_200)
    .line(1_250, { type: 'state', of: 'document', id: 'd2', value: 'new', url: 'https://meet.example/frame' })
    .ready(1_500)
    .line(1_500, { type: 'state', of: 'join', value: 'prejoin', document: 'd1', detail: 'css #name' })
    .pressed(2_000)
    .line(2_400, { type: 'state', of: 'join', value: 'lobby', document: 'd2', detail: 'text "Please wait"' })
    .line(9_200, {
      type: 'action',
      name: 'join',
      phase: 'end',
      error: 'timed out in state lobby',
      steps: ['fill css #name', 'click css #join'],
    })
    .line(9_250, {
      type: 'evidence',
      kind: 'nearest_state',
      rules: [{ state: 'in_meeting', rule: 1, held: ['css #videos'], missing: ['live remote video track'] }],
    })
    .line(9_300, { type: 'evidence', kind: 'screenshot', file: 'evidence/phones-1.jpg' })
    .outcome(9_400, { outcome: 'timed_out', state: 'lobby' });
  return run.end(10_000).lines();
}

function storyOf(participant: string | undefined) {
  const reducer = createStoryReducer(participant);
  for (const line of aRun()) reducer.step(line);
  return reducer;
}

describe('a join’s story', () => {
  it('has states with their proof and frame, moments and steps, counted from the link', () => {
    const { story } = storyOf('phones-1');
    expect(story?.events).toEqual([
      { at_ms: 0, kind: 'moment', name: 'link_opened' },
      { at_ms: 300, kind: 'moment', name: 'page_ready' },
      { at_ms: 300, kind: 'state', state: 'prejoin', proof: 'css #name' },
      { at_ms: 800, kind: 'moment', name: 'join_pressed' },
      {
        at_ms: 1_200,
        kind: 'state',
        state: 'lobby',
        proof: 'text "Please wait"',
        frame: 'https://meet.example/frame',
      },
      {
        at_ms: 8_000,
        kind: 'did',
        action: 'join',
        steps: ['fill css #name', 'click css #join'],
        error: 'timed out in state lobby',
      },
    ]);
    expect(story).toMatchObject({
      outcome: { outcome: 'timed_out', state: 'lobby' },
      ended_ms: 8_200,
      nearest: [{ state: 'in_meeting', missing: ['live remote video track'] }],
      screenshot: 'evidence/phones-1.jpg',
    });
  });

  it('keeps nothing of others but how they ended', () => {
    const { story, everybody } = storyOf('desks-1');
    expect(story?.events.some((event) => event.kind === 'state' && event.state === 'lobby')).toBe(false);
    expect([...everybody].map(([p, outcome]) => [p, outcome?.outcome])).toEqual([
      ['desks-1', 'completed'],
      ['phones-1', 'timed_out'],
    ]);
  });

  it('is no story of somebody who never came', () => {
    expect(storyOf('phones-9').story).toBeUndefined();
    expect(storyOf(undefined).story).toBeUndefined();
  });
});
