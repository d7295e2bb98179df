import { expect, it } from 'vitest';
import { sessionFor } from '../../../src/scenario/session-for.js';

it('gives the sessions to the VUs in turn, and none where there is none', () => {
  const files = ['ada.json', 'bob.json'];
  expect([1, 2, 3].map((vu) => sessionFor(files, vu))).toEqual(['ada.json', 'bob.json', 'ada.json']);
  expect(sessionFor(undefined, 1)).toBeUndefined();
});
