import type { Frame, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import type { JoinState } from '../../../src/model/join-state.js';
import type { RuleStanding } from '../../../src/model/line.js';
import { nearest, nearestStates } from '../../../src/participant/nearest-state.js';
import { VirtualClock } from '../../helpers/virtual-clock.js';

const standing = (state: JoinState, held: number, missing: number): RuleStanding => ({
  state,
  rule: 1,
  held: Array.from({ length: held }, (_, index) => `css #held-${index}`),
  missing: Array.from({ length: missing }, (_, index) => `css #missing-${index}`),
});
const states = (standings: readonly RuleStanding[]): readonly string[] => standings.map(({ state }) => state);

describe('nearest', () => {
  it('names what holds first, then what lacks least, and leaves out what has nothing', () => {
    const found = nearest([
      standing('captcha', 0, 1),
      standing('in_meeting', 1, 2),
      standing('prejoin', 2, 1),
      standing('joining', 1, 0),
      standing('ended', 1, 1),
    ]);
    expect(states(found)).toEqual(['joining', 'prejoin', 'ended', 'in_meeting']);
  });

  it('always says what in_meeting lacked, by the rule of it that came nearest', () => {
    const found = nearest([
      standing('lobby', 1, 0),
      { ...standing('in_meeting', 0, 3), rule: 1 },
      { ...standing('in_meeting', 0, 2), rule: 2 },
    ]);
    expect(states(found)).toEqual(['lobby', 'in_meeting']);
    expect(found[1]?.rule).toBe(2);
  });

  it('tells a page of which nothing is known by the form and the meeting that it lacks', () => {
    const found = nearest([standing('captcha', 0, 1), standing('in_meeting', 0, 1), standing('prejoin', 0, 2)]);
    expect(states(found)).toEqual(['prejoin', 'in_meeting']);
  });

  it('is bounded', () => {
    const all = Array.from({ length: 50 }, () => standing('prejoin', 1, 1));
    expect(nearest(all)).toHaveLength(3);
  });
});

describe('nearestStates', () => {
  const scrub = (text: string): string => text.replaceAll('hush', '…');
  const frame = (answer: () => Promise<unknown>, url = 'https://meet.example/room?pwd=1'): Frame =>
    ({ evaluate: answer, url: () => url }) as unknown as Frame;
  const page = (main: Frame, ...others: readonly Frame[]): Page =>
    ({ frames: () => [main, ...others], mainFrame: () => main }) as unknown as Page;
  const rule = { state: 'in_meeting', holds: false, held: ['css #videos'], missing: ['text "hush"'] };

  it('asks every frame, numbers a state’s rules, and scrubs what comes', async () => {
    const clock = new VirtualClock();
    const found = await clock.run(
      nearestStates(
        page(
          frame(() => Promise.resolve([rule])),
          frame(() => Promise.resolve([rule, rule])),
        ),
        {
          clock,
          scrub,
        },
      ),
    );
    expect(found.map(({ rule: number, frame: where }) => [number, where])).toEqual([
      [1, undefined],
      [1, 'https://meet.example/room?pwd=…'],
      [2, 'https://meet.example/room?pwd=…'],
    ]);
    expect(found[0]?.missing).toEqual(['text "…"']);
  });

  it('takes nothing that is not of the right shape, and no error for an answer', async () => {
    const clock = new VirtualClock();
    const odd: readonly unknown[] = [
      undefined,
      'yes',
      [{ state: 'nirvana', held: [], missing: [] }],
      [{ ...rule, held: 1 }],
    ];
    for (const answer of odd) {
      expect(await clock.run(nearestStates(page(frame(() => Promise.resolve(answer))), { clock, scrub }))).toEqual([]);
    }
    const gone = frame(() => Promise.reject(new Error('Frame was detached')));
    expect(await clock.run(nearestStates(page(gone), { clock, scrub }))).toEqual([]);
  });

  it('does not wait for a frame that hangs, and keeps what the others said', async () => {
    const clock = new VirtualClock();
    const hanging = frame(() => new Promise(() => undefined));
    const found = await clock.run(
      nearestStates(
        page(
          hanging,
          frame(() => Promise.resolve([rule])),
        ),
        { clock, scrub },
      ),
    );
    expect(states(found)).toEqual(['in_meeting']);
    expect(clock.now()).toBe(1_500);
  });
});
