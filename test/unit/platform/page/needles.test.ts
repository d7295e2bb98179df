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

test.each([
  ['the beginning of one', 'please lea', { begins: true, ends: false, holds: false }],
  ['the end of one, and more', 'VE now', { begins: false, ends: true, holds: false }],
  ['a middle', 'av', { begins: false, ends: false, holds: true }],
  ['the whole of one, which needs nothing beside it', 'leave', { begins: false, ends: false, holds: false }],
  ['nothing of one', 'level 12', { begins: false, ends: false, holds: false }],
])('knows whether a text may be a part: %s', (_, text, expected) => {
  const needles = new Needles<string>();
  needles.add(['leave'], 'a');
  const own = normal(text);
  expect({ begins: needles.mayBeginIn(own), ends: needles.mayEndIn(own), holds: needles.mayHold(own) }).toEqual(
    expected,
  );
});
