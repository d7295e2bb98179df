import { format } from 'prettier';
import { expect, test } from 'vitest';
import { typescriptText } from '../../../src/calibration/typescript-text.js';

const longName = 'a name that is long enough to make the line of its locator longer than fits on it';

test.each([
  ['nothing', {}],
  ['what fits on a line', { a: 1, b: 'two', c: [true, /x/i] }],
  ['one object in a list', { name: [{ role: 'textbox', name: { exact: '您的名称' } }] }],
  [
    'several objects in a list',
    {
      name: [
        { role: 'textbox', name: 'Name' },
        { css: '#name', nth: 1 },
      ],
    },
  ],
  ['several small objects in a list', { name: [{ css: '#name' }, { css: '.name' }] }],
  [
    'what does not fit',
    { elements: { join: [{ role: 'button', name: { exact: longName }, source: 'calibrated on x.org' }] } },
  ],
  ['keys that are no identifiers', { 'onward-app-redirect': 'x', join: 'y' }],
  ['quotes of both kinds', { a: "it's", b: 'say "yes"', c: `it's "both"`, d: 'back\\slash', e: 'line\nbreak' }],
  ['a text longer than a line', { source: 'x '.repeat(70) }],
  [
    'lists in lists',
    {
      a: [
        [1, 2],
        [3, 4],
      ],
      b: [[1], [2]],
    },
  ],
  ['keys without a value', { a: undefined, b: 1 }],
  [
    'expressions and deep steps',
    { join: [{ when: ['landing', 'consent'], steps: [{ toggle: '@mic', isOn: { is: /^Mute$/ }, to: 'off' }] }] },
  ],
])('writes %s as prettier would, and means the same', async (_, value) => {
  const text = `export default extendPlatform('tencent', ${typescriptText(value, 0, 43)});\n`;
  expect(await format(text, { parser: 'typescript', printWidth: 120, singleQuote: true })).toBe(text);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- our own text, read back
  const read: unknown = new Function('extendPlatform', text.replace('export default', 'return'))(
    (__: string, changes: unknown) => changes,
  );
  expect(read).toEqual(value);
});
