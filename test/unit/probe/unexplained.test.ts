import { describe, expect, it } from 'vitest';
import { unexplained } from '../../../src/probe/page/unexplained.js';

const delay = { from: 1_000, to: 1_300 };

describe('the part of a delay that the page itself does not account for', () => {
  it('is all of it when the page had nothing to do', () => {
    expect(unexplained(delay, [])).toBe(300);
    expect(unexplained(delay, [{ from: 500, to: 1_000 }])).toBe(300);
  });

  it('is what lies beside its tasks', () => {
    expect(unexplained(delay, [{ from: 900, to: 1_100 }])).toBe(200);
    expect(
      unexplained(delay, [
        { from: 1_250, to: 1_500 },
        { from: 1_010, to: 1_060 },
      ]),
    ).toBe(200);
    expect(unexplained(delay, [{ from: 900, to: 1_400 }])).toBe(0);
  });
});
