import { describe, expect, it } from 'vitest';
import {
  formatLimit,
  formatMetric,
  formatMs,
  formatOrMore,
  formatShare,
  plural,
  words,
} from '../../../src/report/format.js';

describe('formatMs', () => {
  it.each([
    [undefined, '–'],
    [0, '0 ms'],
    [839.6, '840 ms'],
    [999.6, '1.00 s'],
    [3_420, '3.42 s'],
    [9_996, '10.0 s'],
    [60_000, '60.0 s'],
    [119_960, '2 min'],
    [125_000, '2 min 5 s'],
    [7_260_000, '2 h 1 min'],
  ])('writes %s as %s', (ms, text) => {
    expect(formatMs(ms)).toBe(text);
  });
});

describe('formatLimit', () => {
  it.each([
    [8_000, '8 s'],
    [1_500, '1.5 s'],
    [10_000, '10 s'],
    [60_000, '60 s'],
    [250, '250 ms'],
    [100, '100 ms'],
    [600_000, '10 min'],
  ])('writes %s as %s', (ms, text) => {
    expect(formatLimit(ms)).toBe(text);
  });
});

describe('formatShare', () => {
  it.each([
    [undefined, '–'],
    [1, '100 %'],
    [0.9999, '99.9 %'],
    [0.953, '95.3 %'],
    [0.9, '90 %'],
    [0.0001, '< 0.1 %'],
    [0, '0 %'],
  ])('writes %s as %s: all and nothing are said of all and nothing only', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });
});

describe('formatOrMore', () => {
  it('says more than the timeout for what never came, and – for what was not measured', () => {
    expect([formatOrMore(null, 60_000), formatOrMore(undefined, 60_000)]).toEqual(['> 60 s', '–']);
  });
});

describe('formatMetric', () => {
  it.each([
    ['join_time_ms{device_class:mobile}', 'p(95)<8000', 7_100, '7.10 s'],
    ['join_time_ms', 'p(95)<8000', null, '> 60 s'],
    ['join_success', 'rate>=0.99', 0.995, '99.5 %'],
    ['join_time_ms', 'count<1', 3, '3'],
    ['drop_rate', 'rate<0.01', undefined, '–'],
    ['something', 'avg<3', 2.123_456, '2.123'],
  ])('writes %s %s of %s as %s', (metric, threshold, value, text) => {
    expect(formatMetric(metric, threshold, value, 60_000)).toBe(text);
  });
});

it('speaks of one and of many', () => {
  expect([plural(1, 'join'), plural(2, 'join'), words('rate_limited')]).toEqual(['1 join', '2 joins', 'rate limited']);
});
