import { expect, test } from 'vitest';
import { partsOf } from '../../../src/calibration/parts.js';
import type { PlatformProfile } from '../../../src/platform/profile.js';

const profile: PlatformProfile = {
  name: 'x',
  match: { hosting: 'vendor', links: [/x/] },
  elements: { mic: '#mic', name: '#name', join: '#join', leave: '#leave' },
  states: { in_meeting: { all: [{ css: '#meeting' }] } },
  actions: {
    join: [
      {
        when: ['prejoin'],
        steps: [
          { type: ['@name', '#nickname'], value: '{name}' },
          { toggle: '@mic', isOn: { is: 'on' }, to: 'microphone', optional: true },
          { press: 'Enter' },
          { click: '@join', joins: true },
        ],
      },
    ],
    leave: [{ click: '@leave' }],
  },
};
const names = (state: Parameters<typeof partsOf>[1]) => partsOf(profile, state).map(({ part }) => part);

test('lists what the profile uses on the screen first, and whether it can do without', () => {
  expect(partsOf(profile, 'prejoin').slice(0, 3)).toEqual([
    { part: 'name', words: 'typed into', needed: true },
    { part: 'mic', words: 'switched on or off', needed: false },
    { part: 'join', words: 'pressed', needed: true },
  ]);
  expect(names('prejoin')).toEqual(['name', 'mic', 'join', 'dismiss', 'leave']);
});

test('offers a way on where the profile has nothing to do', () => {
  expect(names('app_redirect')).toContain('onward-app-redirect');
  expect(names('prejoin')).not.toContain('onward-prejoin');
});

test('asks in the meeting for what actions there need', () => {
  expect(partsOf(profile, 'in_meeting')[0]).toEqual({ part: 'leave', words: 'pressed (leave)', needed: false });
});

test('has every part for a screen that nobody knows', () => {
  expect(names(undefined)).toEqual(['dismiss', 'mic', 'name', 'join', 'leave']);
});
