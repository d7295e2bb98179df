import { describe, expect, it } from 'vitest';
import { influxTarget, targetText } from '../../../src/sinks/influxdb/target.js';

describe('which InfluxDB', () => {
  it.each([
    ['http://127.0.0.1:8086', {}, { url: 'http://127.0.0.1:8086', database: 'rollcall' }],
    ['http://host:8086/influx/?db=poc', {}, { url: 'http://host:8086/influx', database: 'poc' }],
    ['https://qa:p%40ss@host', {}, { url: 'https://host', database: 'rollcall', user: 'qa', password: 'p@ss' }],
    [
      'http://host',
      { ROLLCALL_INFLUX_TOKEN: 't' },
      { url: 'http://host', database: 'rollcall', user: 'rollcall', password: 't' },
    ],
    [
      'http://host',
      { ROLLCALL_INFLUX_USER: 'u', ROLLCALL_INFLUX_PASSWORD: 'p', ROLLCALL_INFLUX_DATABASE: 'd' },
      { url: 'http://host', database: 'd', user: 'u', password: 'p' },
    ],
    [undefined, { ROLLCALL_INFLUX_URL: 'http://host:1' }, { url: 'http://host:1', database: 'rollcall' }],
    [undefined, {}, undefined],
    [undefined, { ROLLCALL_INFLUX_URL: '' }, undefined],
  ])('%j with %j is %j', (flag, env, target) => {
    expect(influxTarget(flag, env)).toEqual(target);
  });

  it.each(['nonsense', 'ftp://host', 'http://host?db=a%22b', 'http://host?db='])('refuses %s', (flag) => {
    expect(() => influxTarget(flag, {})).toThrow('One thing is wrong');
  });

  it('is told without its secrets', () => {
    const target = influxTarget('https://qa:secret@host/', { ROLLCALL_INFLUX_DATABASE: 'poc' });
    expect(target && targetText(target)).toBe('https://host, database poc');
  });
});
