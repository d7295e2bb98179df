import { expect, test } from 'vitest';
import { isSimpleSelector } from '../../../../src/platform/page/simple-selector.js';

test.each([
  ['#join', true],
  ['button.primary', true],
  ['[data-tid="prejoin-join-button"]', true],
  ['[aria-label="Leave > the meeting"], input[type=text]', true],
  ['#register:enabled', true],
  ['*', true],
  ['.form input', false],
  ['.form > input', false],
  ['li:first-child', false],
  ['div:has(.x)', false],
  ['a + b', false],
  ['[data-x="1"] .y', false],
])('%s: %s', (selector, simple) => {
  expect(isSimpleSelector(selector)).toBe(simple);
});
