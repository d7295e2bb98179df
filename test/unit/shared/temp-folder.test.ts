import { describe, expect, it } from 'vitest';
import { parseStartTicks } from '../../../src/shared/temp-folder.js';

describe('parseStartTicks', () => {
  const rest = 'S 1 42 42 0 -1 4194560 1 0 0 0 3 2 0 0 20 0 11 0 299771 1 2';

  it('is the 22nd field', () => {
    expect(parseStartTicks(`42 (node) ${rest}`)).toBe('299771');
  });

  it('is not led astray by a name with spaces and parentheses', () => {
    expect(parseStartTicks(`42 (a) S 1 (b) ${rest}`)).toBe('299771');
  });

  it('is undefined for a text that is no stat', () => {
    expect(parseStartTicks('')).toBeUndefined();
  });
});
