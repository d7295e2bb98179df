import { describe, expect, it } from 'vitest';
import { answer, readGreeting, readRequest } from '../../../../src/browser/network/socks5.js';

const bytes = (...values: readonly number[]): Buffer => Buffer.from(values);
const named = (name: string, port: number): Buffer =>
  Buffer.concat([bytes(5, 1, 0, 3, name.length), Buffer.from(name), bytes(port >> 8, port & 255)]);

describe('the greeting', () => {
  it('is taken when the browser can do without authentication, and what follows is kept', () => {
    expect(readGreeting(bytes(5, 2, 1, 0, 9, 9))).toEqual(bytes(9, 9));
  });

  it('is refused otherwise, and of another version', () => {
    expect(readGreeting(bytes(5, 1, 2))).toBe('bad');
    expect(readGreeting(bytes(4, 1, 0))).toBe('bad');
  });

  it('is waited for until it is whole', () => {
    for (const part of [bytes(), bytes(5), bytes(5, 2, 0)]) expect(readGreeting(part)).toBe('more');
  });
});

describe('the request', () => {
  it('names a host, or gives an address of either kind', () => {
    expect(readRequest(named('meet.example.com', 8443))).toMatchObject({ host: 'meet.example.com', port: 8443 });
    expect(readRequest(bytes(5, 1, 0, 1, 127, 0, 0, 1, 0, 80))).toMatchObject({ host: '127.0.0.1', port: 80 });
    const v6 = bytes(5, 1, 0, 4, ...Array.from({ length: 15 }, () => 0), 1, 0, 80);
    expect(readRequest(v6)).toMatchObject({ host: '0:0:0:0:0:0:0:1', port: 80 });
  });

  it('is waited for until it is whole, and what follows is kept', () => {
    const whole = Buffer.concat([named('a.example', 80), Buffer.from('GET')]);
    for (let length = 0; length < whole.length - 3; length += 1)
      expect(readRequest(whole.subarray(0, length))).toBe('more');
    expect(readRequest(whole)).toMatchObject({ rest: Buffer.from('GET') });
  });

  it('is refused when it is not CONNECT, or of an unknown kind of address', () => {
    expect(readRequest(bytes(5, 3, 0, 1, 127, 0, 0, 1, 0, 80))).toBe('bad');
    expect(readRequest(bytes(5, 1, 0, 2, 127, 0, 0, 1, 0, 80))).toBe('bad');
  });
});

describe('the answer', () => {
  it('says what went wrong as far as SOCKS has a word for it', () => {
    expect(answer()[1]).toBe(0);
    expect(answer('ECONNREFUSED')[1]).toBe(5);
    expect(answer('ENOTFOUND')[1]).toBe(4);
    expect(answer('EACCES')[1]).toBe(2);
    expect(answer('EWHATEVER')[1]).toBe(1);
  });
});
