import { describe, expect, test } from 'vitest';
import { textPattern } from '../../../src/platform/text.js';

describe('a text', () => {
  test.each([
    ['Leave', 'please leave now', true],
    [{ exact: 'Leave' }, 'Leave the meeting', false],
    [{ exact: 'Leave' }, ' leave ', true],
    [{ exact: ['離開', '离开'] }, '离开', true],
    [{ en: 'Leave', 'zh-CN': ['离开', '退出'] }, '退出会议', true],
    ["You've left", 'You’ve  left', true],
    ['You’ve left', "you've\nleft", true],
    ['(a+b)', 'ab', false],
    [/^a/, 'ba', false],
  ] as const)('%j in %j: %s', (text, found, expected) => {
    expect(textPattern(text).test(found)).toBe(expected);
  });
});
