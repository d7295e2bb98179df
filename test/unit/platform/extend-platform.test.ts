import { expect, test } from 'vitest';
import { extendPlatform } from '../../../src/platform/extend-platform.js';
import { loadPlatform } from '../../../src/platform/load-platform.js';
import { janusVideoroom } from '../../../src/platform/profiles/janus-videoroom.js';
import { zoom } from '../../../src/platform/profiles/zoom.js';
import { HarnessError } from '../../../src/shared/errors.js';

test('tries own elements and rules first and leaves the shipped ones behind them', () => {
  const own = extendPlatform('janus-videoroom', {
    elements: { join: { role: 'button', name: 'Join now' } },
    states: { prejoin: { any: [{ css: '.new-form' }] } },
  });
  expect(loadPlatform(own, 'own.ts').problems).toBeUndefined();
  expect(own.elements).toEqual({
    ...Object.fromEntries(Object.entries(janusVideoroom.elements ?? {}).map(([name, way]) => [name, [way].flat()])),
    join: [{ role: 'button', name: 'Join now' }, janusVideoroom.elements?.join].flat(),
  });
  expect(own.states.prejoin).toEqual([{ any: [{ css: '.new-form' }] }, janusVideoroom.states.prejoin].flat());
  expect(own.states.in_meeting).toEqual([janusVideoroom.states.in_meeting].flat());
  expect(own.actions).toBe(janusVideoroom.actions);
});

test('takes every other key in place of the shipped one', () => {
  const limits = { participants: 3 };
  expect(extendPlatform('rehearsal', { limits, title: 'Ours' })).toMatchObject({
    name: 'rehearsal',
    limits,
    title: 'Ours',
  });
});

test('clears away what one has seen oneself before what was known', () => {
  const dismiss = [{ seen: { css: '.new-hint' } }];
  expect(extendPlatform('zoom', { dismiss }).dismiss).toEqual([...dismiss, ...(zoom.dismiss ?? [])]);
  expect(extendPlatform('zoom', {}).dismiss).toEqual(zoom.dismiss);
});

test('takes each action, and of joining the stages of its states, in place of the shipped one', () => {
  const shipped = (state: string) => zoom.actions.join.filter(({ when }) => [when].flat().some((one) => one === state));
  expect(shipped('prejoin')).not.toEqual([]);
  const own = { when: 'prejoin', steps: [{ click: { css: '.new-join' } }] } as const;
  const { actions } = extendPlatform('zoom', { actions: { join: [own], leave: [{ press: 'Escape' }] } });
  expect(actions.leave).toEqual([{ press: 'Escape' }]);
  const now = (state: string) => actions.join.filter(({ when }) => [when].flat().some((one) => one === state));
  expect(now('prejoin')).toEqual([own]);
  for (const { when } of zoom.actions.join)
    for (const state of [when].flat())
      if (state !== 'prejoin')
        expect(now(state).map(({ steps }) => steps)).toEqual(shipped(state).map(({ steps }) => steps));
});

test('names what is near to a platform that does not exist', () => {
  let thrown: unknown;
  try {
    extendPlatform('rehersal', {});
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(HarnessError);
  expect((thrown as HarnessError).problems).toEqual([
    { place: 'extendPlatform', found: "'rehersal'", expected: 'a platform (did you mean rehearsal?)' },
  ]);
});
