import { describe, expect, test } from 'vitest';
import { rewriteAddress } from '../../../src/platform/rewrite-address.js';

const rewrites = {
  'https://meeting.example': 'http://127.0.0.1:8000',
  'https://meeting.example/dm/': 'http://127.0.0.1:8000/replica/',
  'https://meeting.example/dm/special': 'http://127.0.0.1:9000',
  'HTTPS://Shouting.example:443': 'http://127.0.0.1:7000',
  'no address': 'http://127.0.0.1:1',
};

describe('an address', () => {
  test.each([
    ['https://meeting.example/p/1?a=b#c', 'http://127.0.0.1:8000/p/1?a=b#c'],
    ['https://meeting.example', 'http://127.0.0.1:8000/'],
    ['https://meeting.example/dm/abc?pwd=1', 'http://127.0.0.1:8000/replica/abc?pwd=1'],
    ['https://meeting.example/dm', 'http://127.0.0.1:8000/replica'],
    ['https://meeting.example/dm/special/x', 'http://127.0.0.1:9000/x'],
    ['https://shouting.example/x', 'http://127.0.0.1:7000/x'],
  ])('%s leads to %s', (address, to) => {
    expect(rewriteAddress(address, rewrites)).toBe(to);
  });

  test.each([
    'https://other.example/dm/abc',
    'http://meeting.example/dm/abc',
    'https://meeting.example:8443/dm/abc',
    'https://meeting.example.evil.test/dm/abc',
    'https://meeting.example@evil.test/dm/abc',
    'not an address',
  ])('%s stays what it is', (address) => {
    expect(rewriteAddress(address, rewrites)).toBe(address);
  });

  test('of another path than the longest beginning is held by whole segments', () => {
    expect(rewriteAddress('https://meeting.example/dm/specially', rewrites)).toBe(
      'http://127.0.0.1:8000/replica/specially',
    );
  });
});
