import { expect, test } from 'vitest';
import { proposeMarkers, type KnownScreen } from '../../../src/calibration/propose-markers.js';
import { makeScreen, type MadeScreen } from '../../helpers/calibration-screens.js';

const known = (made: MadeScreen, state: KnownScreen['state'], ...pointedAt: readonly string[]): KnownScreen => ({
  screen: makeScreen(made),
  state,
  pointedAt,
});
const proposed = (own: KnownScreen, ...others: readonly KnownScreen[]) =>
  proposeMarkers(own, [own, ...others]).filter((marker) => marker.proposed);

const form = {
  elements: [
    { role: 'heading', name: 'Ready?' },
    { role: 'textbox', name: 'Name' },
    { role: 'button', name: 'Enter' },
    { role: 'button', name: 'Settings' },
  ],
  lines: ['Ready?', 'Welcome'],
};

test('prefers what the person pointed at', () => {
  expect(proposed(known(form, 'prejoin', 'e2', 'e3')).map(({ marker }) => marker)).toEqual([
    { role: 'textbox', name: { exact: 'Name' } },
    { role: 'button', name: { exact: 'Enter' } },
  ]);
});

test('never proposes what a screen of another state shows too, and names that screen', () => {
  const lobby = known({ number: 2, elements: [{ role: 'button', name: 'Enter' }] }, 'lobby');
  const markers = proposeMarkers(known(form, 'prejoin', 'e2', 'e3'), [known(form, 'prejoin'), lobby]);
  const enter = markers.find(({ key }) => key === 'role button "Enter"');
  expect(enter).toMatchObject({ elsewhere: [2], proposed: false });
});

test('takes another screen of the same state for no counter-example', () => {
  const again = known({ ...form, number: 2 }, 'prejoin');
  expect(proposed(known(form, 'prejoin', 'e2'), again)[0]).toMatchObject({ elsewhere: [] });
});

test('proves being in by the transport first, and only then', () => {
  const meeting = { elements: [{ role: 'button', name: 'Leave' }], connections: ['connected'] };
  expect(proposed(known(meeting, 'in_meeting'))[0]?.marker).toEqual({ connection: 'connected' });
  expect(proposed(known({ ...form, connections: ['connected'] }, 'prejoin')).map(({ key }) => key)).not.toContain(
    'connection connected',
  );
});

test('finds the end of a meeting by a dialog before the page behind it', () => {
  const ended = {
    elements: [
      { role: 'heading', name: 'Weekly' },
      { role: 'button', name: 'OK', inDialog: true as const },
      { role: 'dialog', name: 'The meeting has ended', inDialog: true as const },
    ],
  };
  expect(proposed(known(ended, 'ended'))[0]?.key).toBe('role dialog "The meeting has ended"');
});
