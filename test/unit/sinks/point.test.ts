import { expect, test } from 'vitest';
import { fieldsOf } from '../../../src/sinks/influxdb/point.js';

test('fields are numbers as close as they were measured, and texts', () => {
  const wanted = {
    jitter_ms: 4.000_000_000_000_001,
    loss_share: 1 / 3,
    negative: -12.345_6,
    bytes: 24_800_000_123,
    text: 'so',
  };
  expect(fieldsOf(wanted)).toEqual({
    jitter_ms: 4,
    loss_share: 0.333_333,
    negative: -12.346,
    bytes: 24_800_000_123,
    text: 'so',
  });
});

test('what was not measured, and what InfluxDB cannot hold, is no field', () => {
  expect(fieldsOf({ none: undefined, nothing: null, forever: Infinity, unknown: NaN, zero: 0 })).toEqual({ zero: 0 });
});
