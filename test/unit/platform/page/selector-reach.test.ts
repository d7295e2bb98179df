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
  expect(reachOf(selector)).toMatchObject({ reach, leads });
});

test.each([
  [
    'button, [role="button"], input[type="button"]',
    ['button', 'button', '[role]', '[role="button"]', 'input', 'input[type="button"]'],
  ],
  ['.a.b > .c:not([hidden])', ['.c', '.a.b > .c:not([hidden])']],
  ['#x[data-y="1, 2"] li', ['li', '#x[data-y="1, 2"] li']],
  ['[class*="toast" i]', ['[class*="toast" i]', '[class*="toast" i]']],
  ['a + b', ['a + b', 'a + b']],
])('%s is searched for by a short way, and what that finds is compared', (selector, expected) => {
  expect(reachOf(selector).searches.flatMap(({ among, matching }) => [among, matching])).toEqual(expected);
});
