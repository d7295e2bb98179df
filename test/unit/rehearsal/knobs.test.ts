import { describe, expect, it } from 'vitest';
import { parseKnobs } from '../../../src/rehearsal/knobs.js';

describe('parseKnobs', () => {
  it.each([
    ['', { codec: 'vp8' }],
    ['joinDelayMs=9000', { codec: 'vp8', joinDelayMs: 9_000 }],
    ['admitAfterMs=0', { codec: 'vp8', admitAfterMs: 0 }],
    ['admitAfterMs=never&codec=h264', { codec: 'h264', admitAfterMs: 'never' }],
    ['passcode=%E5%AF%86', { codec: 'vp8', passcode: '密' }],
    ['refuse=rate_limited', { codec: 'vp8', refuse: 'rate_limited' }],
  ])('reads %j', (query, knobs) => {
    expect(parseKnobs(new URLSearchParams(query))).toEqual({ knobs });
  });

  it.each([
    ['joindelayms=1', 'no such knob'],
    ['joinDelayMs=-1', 'joinDelayMs'],
    ['joinDelayMs=', 'joinDelayMs'],
    ['joinDelayMs=1e3', 'joinDelayMs'],
    ['joinDelayMs=99999999', 'joinDelayMs'],
    ['admitAfterMs=soon', 'admitAfterMs'],
    ['passcode=', 'passcode'],
    [`passcode=${'1'.repeat(65)}`, 'passcode'],
    ['refuse=bad_passcode', 'refuse'],
    ['refuse=__proto__', 'refuse'],
    ['codec=av1', 'codec'],
  ])('says what is wrong with %j', (query, sentence) => {
    expect(parseKnobs(new URLSearchParams(query))).toEqual({ problem: expect.stringContaining(sentence) as string });
  });
});
