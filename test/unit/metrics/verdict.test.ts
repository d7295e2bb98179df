import { describe, expect, it } from 'vitest';
import { exitCodeOf, exitCodes, exitCodesInOrder } from '../../../src/metrics/exit-codes.js';
import { verdictOf } from '../../../src/metrics/verdict.js';
import type { ThresholdResult } from '../../../src/model/summary.js';

const threshold = (result: ThresholdResult['result']): ThresholdResult => ({
  metric: 'join_success',
  threshold: 'rate>=0.99',
  value: 0.5,
  samples: 4,
  result,
});

describe('verdictOf', () => {
  it.each([
    [['pass', 'pass'], 4, 'pass'],
    [['pass', 'inconclusive'], 4, 'inconclusive'],
    [['inconclusive', 'fail', 'pass'], 4, 'fail'],
    [['pass', 'pass'], 0, 'fail'],
    [[], 0, 'fail'],
  ] as const)('of %j with %d joined is %s', (results, joined, verdict) => {
    expect(verdictOf(results.map(threshold), joined).verdict).toBe(verdict);
  });

  it('gives the gravest reason first', () => {
    const { reasons } = verdictOf([threshold('inconclusive'), threshold('fail')], 0);
    expect(reasons).toEqual([
      'Nobody got into the meeting.',
      'join_success: rate>=0.99 is broken. It is 50 % over 4 samples.',
      'join_success: rate>=0.99 cannot be told. It is 50 % over 4 samples.',
    ]);
  });
});

describe('exitCodeOf', () => {
  it('takes the first of 104, 122, 107, 105, 121, 99, 120, 0', () => {
    const order = [104, 122, 107, 105, 121, 99, 120, 0] as const;
    for (const [index, code] of order.entries()) {
      expect(exitCodeOf(order.slice(index).reverse())).toBe(code);
    }
  });

  it('lists all that applied, each once, and 0 only alone', () => {
    expect(exitCodesInOrder([99, 0, 105, 99])).toEqual([105, 99]);
    expect(exitCodesInOrder([])).toEqual([0]);
    expect(exitCodesInOrder([0])).toEqual([0]);
  });

  it('has a place for every code in the table', () => {
    for (const { code } of Object.values(exitCodes)) expect(exitCodeOf([code])).toBe(code);
  });
});
