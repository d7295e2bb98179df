import { expect, test } from 'vitest';
import { reachOf } from '../../../../src/platform/page/selector-reach.js';

test.each([
  ['#join', 'own', []],
  ['button.primary', 'own', []],
  ['[data-tid="prejoin-join-button"]', 'own', []],
  ['[aria-label="Leave > the meeting"], input[type=text]', 'own', []],
  ['#register:enabled', 'own', []],
  ['#reconnecting:not([hidden])', 'own', []],
  ['*', 'own', []],
  ['.form input', 'down', ['.form']],
  ['body.in .bar>button:not(:disabled), #a', 'down', ['body.in', '.bar']],
  ['[data-x="1 > 2"]:not([hidden]) .y', 'down', ['[data-x="1 > 2"]:not([hidden])']],
  ['li:first-child', 'far', []],
  ['div:has(.x)', 'far', []],
  ['a + b', 'far', []],
  ['a ~ b', 'far', []],
  ['a:not(.x > .y)', 'far', []],
  ['p:nonsense(', 'far', []],
])('%s: %s', (selector, reach, leads) => {
  expect(reachOf(selector)).toEqual({ reach, leads });
});
