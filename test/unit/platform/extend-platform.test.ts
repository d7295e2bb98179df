import { expect, test } from 'vitest';
import { extendPlatform } from '../../../src/platform/extend-platform.js';
import { loadPlatform } from '../../../src/platform/load-platform.js';
import { janusVideoroom } from '../../../src/platform/profiles/janus-videoroom.js';
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
