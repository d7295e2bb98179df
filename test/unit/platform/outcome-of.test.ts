import { describe, expect, test } from 'vitest';
import { joinStates } from '../../../src/model/join-state.js';
import { refusalReasons } from '../../../src/model/outcome.js';
import { endingOf, refusalOf } from '../../../src/platform/outcome-of.js';
import type { PlatformProfile } from '../../../src/platform/profile.js';

const profile: PlatformProfile = {
  name: 'ours',
  match: { hosting: 'vendor', links: [/./] },
  states: { in_meeting: { all: [{ css: '#in' }] } },
  actions: { join: [] },
};

describe('before the meeting', () => {
  test('every state named like a reason ends the join with it', () => {
    const ending = joinStates.filter((state) => refusalOf(profile, state) === state);
    expect([...ending].sort()).toEqual([...refusalReasons].sort());
  });

  test('being removed is being denied; all others are waited out', () => {
    expect(refusalOf(profile, 'removed')).toBe('denied');
    for (const state of ['unknown', 'landing', 'prejoin', 'lobby', 'left', 'in_meeting'] as const) {
      expect(refusalOf(profile, state)).toBeUndefined();
    }
  });

  test('the profile may say otherwise', () => {
    const own: PlatformProfile = { ...profile, outcomes: { not_started: 'wait', left: 'denied' } };
    expect(refusalOf(own, 'not_started')).toBeUndefined();
    expect(refusalOf(own, 'left')).toBe('denied');
  });
});

test.each([
  ['in_meeting', undefined],
  ['reconnecting', undefined],
  ['joining', undefined],
  ['unknown', undefined],
  ['removed', 'removed'],
  ['lobby', 'removed'],
  ['ended', 'ended'],
  ['left', 'unknown'],
  ['prejoin', 'unknown'],
  ['login_required', 'unknown'],
] as const)('in the meeting, %s is an ending by %s', (state, cause) => {
  expect(endingOf(state)).toBe(cause);
});
