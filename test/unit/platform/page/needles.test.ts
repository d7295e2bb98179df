import { expect, test } from 'vitest';
import { Needles, normal } from '../../../../src/platform/page/needles.js';

function hitsOf(sets: Readonly<Record<string, readonly string[]>>, text: string): readonly string[] {
  const needles = new Needles<string>();
  for (const [watch, set] of Object.entries(sets)) needles.add(set, watch);
  return needles.hits(normal(text)).map(({ start, end, watch }) => `${watch} ${start}-${end}`);
}

test('compares in lower case, without white space, with one apostrophe', () => {
  expect(normal(' You’ve  been\n REMOVED ')).toBe("you'vebeenremoved");
});

test.each([
  ['nothing', { a: ['leave'] }, 'Lean even', []],
  ['every place', { a: ['leave'] }, 'Leave. Leave', ['a 0-5', 'a 6-11']],
  ['each who asks', { a: ['leave'], b: ['leave'] }, 'leave', ['a 0-5', 'b 0-5']],
  ['a text that begins as another', { a: ['leave'], b: ['leavemeeting'] }, 'Leave meeting', ['a 0-5', 'b 0-12']],
  ['texts that overlap', { a: ['会议已'], b: ['已结束'] }, '会议已结束', ['a 0-3', 'b 2-5']],
  ['what would be special in an expression', { a: ['(1/2)?'] }, 'really (1/2)?', ['a 6-12']],
])('finds %s', (_, sets: Record<string, readonly string[]>, text, expected) => {
  expect(hitsOf(sets, text)).toEqual(expected);
});

test('without any text finds nothing', () => {
  expect(hitsOf({ a: [''] }, 'text')).toEqual([]);
});

const nothing = { holds: false, isPart: false, before: '', behind: '' };

test.each([
  ['the beginning of one', 'please lea', { ...nothing, behind: 'v' }],
  ['the end of one, and more', 'VE now', { ...nothing, before: 'a' }],
  ['a middle', 'av', { ...nothing, isPart: true }],
  ['one', 'please leave now', { ...nothing, holds: true }],
  ['the whole of one', 'leave', { ...nothing, holds: true }],
  ['nothing of one', 'level 12', undefined],
  ['white space', ' \n', undefined],
  ['one, far in a chat message', `${'word '.repeat(40)}leave me`, { ...nothing, holds: true }],
])('knows what a text may have to do with one: %s', (_, text, expected) => {
  const needles = new Needles<string>();
  needles.add(['leave'], 'a');
  // The second time from memory.
  expect([needles.concern(text), needles.concern(text)]).toEqual([expected, expected]);
});

test('tells digits apart where a text has some', () => {
  const needles = new Needles<string>();
  needles.add(['error404'], 'a');
  expect(
    ['some error 404', 'some error 405', 'some error 414'].map((text) => needles.concern(text) !== undefined),
  ).toEqual([true, false, false]);
});

test('finds in a text of a thousand words what it finds in a short one, in the order of the text', () => {
  const words = 'word '.repeat(1_000);
  expect(hitsOf({ a: ['leave'], b: ['join'] }, `${words}join or leave ${words}leave`)).toEqual([
    'b 4000-4004',
    'a 4006-4011',
    'a 8011-8016',
  ]);
});
