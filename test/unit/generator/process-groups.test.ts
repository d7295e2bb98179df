import { describe, expect, it } from 'vitest';
import { timeBetween } from '../../../src/generator/process-groups.js';

describe('timeBetween', () => {
  const before = new Map([
    [1, { ranNs: 100, waitedNs: 10 }],
    [2, { ranNs: 500, waitedNs: 50 }],
  ]);

  it('adds up what all threads ran and waited, those that are new from their beginning', () => {
    const after = new Map([
      [1, { ranNs: 130, waitedNs: 15 }],
      [3, { ranNs: 7, waitedNs: 2 }],
    ]);
    expect(timeBetween(before, after)).toEqual({ ranNs: 37, waitedNs: 7 });
  });

  it('takes a thread that has run less than before for another one', () => {
    expect(timeBetween(before, new Map([[2, { ranNs: 20, waitedNs: 3 }]]))).toEqual({ ranNs: 20, waitedNs: 3 });
  });

  it('never waits backwards', () => {
    expect(timeBetween(before, new Map([[1, { ranNs: 100, waitedNs: 4 }]]))).toEqual({ ranNs: 0, waitedNs: 0 });
  });
});
