import { expect, test } from 'vitest';
import { classSelector, isStableId } from '../../../../src/calibration/page/stable-names.js';

test.each([
  ['join-form__button', '.join-form__button'],
  ['tea-btn', '.tea-btn'],
  ['joinButton', '.joinButton'],
  ['voov-agreement_button__OLc_O', '[class*="voov-agreement_button__"]'],
  ['fill-in-region-and-birth_button__GLPOf', '[class*="fill-in-region-and-birth_button__"]'],
  ['css-1x2y3z', undefined],
  ['sc-bdVaJa', undefined],
  ['jss12', undefined],
  ['a__3kd9a', undefined],
  ['_3kd9aX', undefined],
])('class %s: %s', (name, selector) => {
  expect(classSelector(name)).toBe(selector);
});

test.each([
  ['name-field', true],
  ['joinButton', true],
  ['tm_meeting_code', true],
  [':r1:', false],
  ['radix-12', false],
  ['ember1043', false],
  ['input-7', false],
  ['a3f9Kd02', false],
  ['', false],
])('id %s: %s', (id, stable) => {
  expect(isStableId(id)).toBe(stable);
});
