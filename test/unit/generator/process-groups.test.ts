import { describe, expect, it } from 'vitest';
import { timeBetween } from '../../../src/generator/process-groups.js';

const second = 1e9;
const ms = (ran: number, waited: number) => ({ ranNs: ran * 1e6, waitedNs: waited * 1e6 });

describe('timeBetween', () => {
  const before = new Map([
    [1, ms(100, 10)],
    [2, ms(500, 50)],
  ]);

  it('adds up what all threads ran, those that are new from their beginning', () => {
    const after = new Map([
      [1, ms(130, 10)],
      [3, ms(7, 2)],
    ]);
    expect(timeBetween(before, after, second).ranNs).toBe(37e6);
  });

  it('says how long those that had work waited, and passes over those that only woke', () => {
    const after = new Map([
      [1, ms(300, 110)],
      [2, ms(505, 250)],
    ]);
    expect(timeBetween(before, after, second).wait).toBe(0.5);
  });

  it('counts a thread that only waited', () => {
    const after = new Map([
      [1, ms(200, 10)],
      [2, ms(500, 450)],
    ]);
    expect(timeBetween(before, after, second).wait).toBe(4);
  });

  it('has no wait, not 0, when nobody had work', () => {
    expect(timeBetween(before, before, second)).toEqual({ ranNs: 0 });
  });

  it('takes a thread that has run less than before for another one', () => {
    expect(timeBetween(before, new Map([[2, ms(200, 100)]]), second)).toEqual({ ranNs: 200e6, wait: 0.5 });
  });

  it('never waits backwards', () => {
    expect(timeBetween(before, new Map([[1, ms(200, 4)]]), second)).toEqual({ ranNs: 100e6, wait: 0 });
  });
});
