import { expect, test } from 'vitest';
import { proposeLocators } from '../../../src/calibration/propose-locators.js';
import { makeScreen } from '../../helpers/calibration-screens.js';

const choices = (key: string, ...made: Parameters<typeof makeScreen>) =>
  proposeLocators(key, makeScreen(...made)).map(({ choice }) => choice);

test('trusts role and name most, then label, placeholder, text, test id, id and class', () => {
  const field = {
    ...{ tag: 'input', role: 'textbox', name: 'Your name', label: 'Your name', placeholder: 'Guest' },
    testId: { attribute: 'data-testid', value: 'name' },
    css: [
      { selector: '#name', by: 'id' as const, count: 1 },
      { selector: '.form__name', by: 'class' as const, count: 1 },
    ],
  };
  expect(choices('e1', { elements: [field, { role: 'button', name: 'Join', text: 'Join' }] })).toEqual([
    { role: 'textbox', name: { exact: 'Your name' } },
    { label: { exact: 'Your name' } },
    { placeholder: { exact: 'Guest' } },
    { testId: 'name' },
    { css: '#name' },
    { css: '.form__name' },
  ]);
});

test('leaves out every way that finds a second element', () => {
  const join = { role: 'button', name: '加入会议', text: '加入会议' };
  const elements = [
    { ...join, css: [{ selector: '.btn', by: 'class' as const, count: 2 }] },
    { ...join, css: [{ selector: '#join', by: 'id' as const, count: 1 }] },
  ];
  expect(choices('e2', { elements })).toEqual([{ css: '#join' }]);
});

test('counts among those that look the same when nothing else tells it from them', () => {
  const join = { role: 'button', name: 'Join', text: 'Join' };
  expect(choices('e2', { elements: [join, { ...join, name: 'JOIN' }] })).toEqual([
    { role: 'button', name: { exact: 'JOIN' }, nth: 1 },
  ]);
});

test('never uses a name that holds numbers, something private or a whole sentence', () => {
  const elements = [
    { role: 'button', name: 'Join meeting …' },
    { role: 'button', name: 'Join 42 others' },
    { role: 'button', name: 'x'.repeat(61) },
    { role: 'button', name: '✕' },
  ];
  for (const key of ['e1', 'e2', 'e3', 'e4']) expect(choices(key, { elements })).toEqual([]);
});

test('says in which frame it is, and the attribute of a test id that is not the usual one', () => {
  const elements = [{ testId: { attribute: 'data-test', value: 'agree' } }];
  expect(choices('e1', { frame: 'any', elements })).toEqual([
    { testId: 'agree', attribute: 'data-test', frame: 'any' },
  ]);
});

test('knows nothing of an element that is not on the screen', () => {
  expect(choices('e9', { elements: [{ role: 'button', name: 'Join' }] })).toEqual([]);
});
