import { describe, expect, it } from 'vitest';
import { fitText, padText, textWidth } from '../../../src/report/text-width.js';

describe('the width of a text', () => {
  it.each([
    ['abc', 3],
    ['騰訊會議', 8],
    ['é', 1],
    ['e\u0301', 1],
    ['😀', 2],
    ['', 0],
  ])('of %s is %s columns', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  it('is kept by cutting and by padding', () => {
    expect(fitText('騰訊會議', 6)).toBe('騰訊…');
    expect(fitText('abc', 3)).toBe('abc');
    expect(padText('會', 4)).toBe('會  ');
    expect(padText('7', 3, 'right')).toBe('  7');
  });
});
