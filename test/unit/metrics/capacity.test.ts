import { describe, expect, it } from 'vitest';
import { capacityOf, remedyWords, startsPerSecond, usableShare, usualCost } from '../../../src/metrics/capacity.js';

it.each([
  [1, 4, '4 participants on 1 core, meeting included'],
  [1.5, 4, '4 participants on 1.5 cores, meeting included'],
  [2, 6, '6 participants on 2 cores, meeting included'],
  [16, 49, '49 participants on 16 cores, meeting included'],
])('%s cores hold %s participants where nothing was measured', (cores, participants, text) => {
  expect(capacityOf(cores)).toMatchObject({ participants, text });
});

it('holds more where they were measured to cost less, joins and stays alike', () => {
  const usual = capacityOf(8).participants;
  expect(capacityOf(8, { ...usualCost, processor_s_per_join: 0.2 }).participants).toBeGreaterThan(usual);
  expect(capacityOf(8, { ...usualCost, cores_per_held: 0.02 }).participants).toBeGreaterThan(usual);
  expect(capacityOf(8, { ...usualCost, cores_beside_per_held: 0.3 }).participants).toBeLessThan(usual);
});

describe('startsPerSecond', () => {
  const cost = { processor_s_per_join: 1.5, cores_per_held: 0.1, cores_beside_per_held: 0.05 };

  it('leaves the last join what it needs beside those who are in', () => {
    const rate = startsPerSecond(4, cost, { people: 8, hold_ms: 600_000, withMeeting: true });
    expect(rate * 1.5 + 8 * 0.15).toBeCloseTo(usableShare * 4);
    const elsewhere = startsPerSecond(4, cost, { people: 8, hold_ms: 600_000, withMeeting: false });
    expect(elsewhere * 1.5 + 8 * 0.1).toBeCloseTo(usableShare * 4);
  });

  it('counts only those who are still in when stays are short', () => {
    const rate = startsPerSecond(4, cost, { people: 1_000, hold_ms: 6_000, withMeeting: true });
    expect(rate * 1.5 + rate * 6 * 0.15).toBeCloseTo(usableShare * 4);
  });
});

describe('what would fit', () => {
  it.each([
    [{ people: 10, hold_ms: 6_000 }, true, 'use --within 17s'],
    [{ people: 4, hold_ms: 600_000 }, true, 'use --within 8s'],
    [{ people: 4, hold_ms: 600_000 }, false, 'start 0.55 a second at most'],
    // Ten do not fit at once, and after three minutes it would be no burst any more.
    [{ people: 20, hold_ms: 600_000 }, true, 'send 10 at most at a time'],
  ])('%o, burst %s: %s', (crowd, isBurst, words) => {
    expect(remedyWords(2, usualCost, { ...crowd, withMeeting: true }, isBurst)).toBe(words);
  });
});
