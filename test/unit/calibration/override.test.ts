import { expect, test } from 'vitest';
import { changesFrom, markersFor } from '../../../src/calibration/override.js';
import type { LocatorChoice, PlatformProfile } from '../../../src/platform/profile.js';
import { makeCalibration, makeScreen } from '../../helpers/calibration-screens.js';

const profile: PlatformProfile = {
  name: 'rehearsal',
  match: { hosting: 'vendor', links: [/x/] },
  elements: { name: '#name', join: '#join' },
  states: { in_meeting: { all: [{ css: '#meeting' }] }, prejoin: { all: [{ css: '#form' }] } },
  actions: {
    join: [
      {
        when: 'prejoin',
        steps: [
          { fill: '@name', value: '{name}' },
          { click: '@join', joins: true },
        ],
      },
    ],
  },
  dismiss: [{ seen: '#cookies', click: { role: 'button', name: /ok/i } }],
};
const seen = { source: 'calibrated on meeting.example.com', verifiedAt: '2026-11-27' };
const way = (choice: LocatorChoice, used = true) => ({ choice, used, checked: true });
const form = makeScreen({
  elements: [
    { role: 'textbox', name: 'Name' },
    { role: 'button', name: 'Enter' },
  ],
});

test('is empty when nobody contradicted the profile', () => {
  const known = makeScreen({ state: 'prejoin', elements: [{ role: 'button', name: 'Enter' }] });
  expect(changesFrom(profile, makeCalibration([known], [{ screen: 1, state: 'prejoin', parts: {} }]))).toEqual({});
});

test('has the ways that are ticked, in their order, and where and when they were seen', () => {
  const enter = { role: 'button', name: { exact: 'Enter' } };
  const join = { element: 'e2', ways: [way(enter), way({ text: 'Enter' }, false), way({ css: '#go' })] };
  const { elements } = changesFrom(profile, makeCalibration([form], [{ screen: 1, parts: { join } }]));
  expect(elements).toEqual({
    join: [
      { ...enter, ...seen },
      { css: '#go', ...seen },
    ],
  });
});

test('proves a state by all proposed markers together, which nothing but the person’s word makes it need', () => {
  const said = makeCalibration([form], [{ screen: 1, state: 'prejoin', parts: {} }]);
  const [rule] = [changesFrom(profile, said).states?.prejoin].flat();
  expect(rule?.all).toEqual([
    { role: 'textbox', name: { exact: 'Name' }, ...seen },
    { role: 'button', name: { exact: 'Enter' }, ...seen },
  ]);
  expect(changesFrom(profile, makeCalibration([form])).states).toBeUndefined();
});

test('proves it by the markers that were ticked instead, in the frame where they are', () => {
  const framed = makeScreen({ frame: 'any', elements: [{ role: 'button', name: 'Enter' }], lines: ['Welcome'] });
  const answers = [{ screen: 1, state: 'prejoin' as const, parts: {}, markers: ['text "Welcome"'] }];
  expect(changesFrom(profile, makeCalibration([framed], answers)).states?.prejoin).toEqual([
    { all: [{ text: { exact: 'Welcome' }, ...seen }], frames: 'any' },
  ]);
  expect(markersFor(makeCalibration([framed], answers), framed).filter(({ used }) => used)).toHaveLength(1);
});

test('clears away what lies over the page beside what the profile clears away already', () => {
  const close = { element: 'e1', ways: [way({ role: 'button', name: { exact: 'Got it' } })] };
  const { dismiss } = changesFrom(profile, makeCalibration([form], [{ screen: 1, parts: { dismiss: close } }]));
  expect(dismiss).toEqual([{ seen: [{ role: 'button', name: { exact: 'Got it' }, ...seen }] }, ...profile.dismiss!]);
});

test('adds a press to a state for which the profile does nothing, and keeps its own stages', () => {
  const onward = { element: 'e2', ways: [way({ text: 'Agree' })] };
  const answers = [{ screen: 1, state: 'consent' as const, parts: { 'onward-consent': onward } }];
  const { actions, elements } = changesFrom(profile, makeCalibration([form], answers));
  expect(actions?.join).toEqual([{ when: 'consent', steps: [{ click: '@onward-consent' }] }, ...profile.actions.join]);
  expect(elements).toEqual({ 'onward-consent': [{ text: 'Agree', ...seen }] });
});

test('puts the newest screen first and says the same thing once', () => {
  const join = (choice: LocatorChoice) => ({ join: { element: 'e2', ways: [way(choice)] } });
  const screens = [form, { ...form, number: 2 }, { ...form, number: 3 }];
  const answers = [{ css: '#old' }, { css: '#new' }, { css: '#old' }].map((choice, index) => ({
    screen: index + 1,
    parts: join(choice),
  }));
  const { elements } = changesFrom(profile, makeCalibration(screens, answers));
  expect(elements).toEqual({
    join: [
      { css: '#old', ...seen },
      { css: '#new', ...seen },
    ],
  });
});
