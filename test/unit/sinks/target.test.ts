import { describe, expect, it } from 'vitest';
import { influxTarget, targetText } from '../../../src/sinks/influxdb/target.js';

describe('which InfluxDB', () => {
  it.each([
    [{ url: 'http://127.0.0.1:8086' }, { url: 'http://127.0.0.1:8086', database: 'rollcall' }],
    [{ url: 'http://host:8086/influx/?db=poc' }, { url: 'http://host:8086/influx', database: 'poc' }],
    [{ url: 'https://qa:p%40ss@host' }, { url: 'https://host', database: 'rollcall', user: 'qa', password: 'p@ss' }],
    [
      { url: 'http://host', token: 't' },
      { url: 'http://host', database: 'rollcall', user: 'rollcall', password: 't' },
    ],
    [
      { url: 'http://host', user: 'u', password: 'p', database: 'd' },
      { url: 'http://host', database: 'd', user: 'u', password: 'p' },
    ],
    [{}, undefined],
    [{ url: '' }, undefined],
  ])('%j is %j', (wishes, target) => {
    expect(influxTarget(wishes)).toEqual(target);
  });

  it.each(['nonsense', 'ftp://host', 'http://host?db=a%22b', 'http://host?db='])('refuses %s', (url) => {
    expect(() => influxTarget({ url })).toThrow('One thing is wrong');
  });

  it('is told without its secrets', () => {
    const target = influxTarget({ url: 'https://qa:secret@host/', database: 'poc' });
    expect(target && targetText(target)).toBe('https://host, database poc');
  });
});
