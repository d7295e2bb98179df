import { expect, test } from 'vitest';
import { openedAddresses } from '../../../src/platform/opened-addresses.js';
import type { PlatformProfile } from '../../../src/platform/profile.js';

const profile: PlatformProfile = {
  name: 'ours',
  match: { hosting: 'vendor', links: [/./] },
  variables: { code: /\/j\/(\d+)/ },
  url: { rewrite: [{ from: /^https:\/\/a\.example\/j\/(\d+)/, to: 'https://phone.example/$1', only: 'mobile' }] },
  states: { in_meeting: { all: [{ css: '#in' }] } },
  actions: {
    join: [
      {
        when: 'in_meeting',
        steps: [{ goto: 'https://form.example/{code}' }, { goto: 'https://{server}/x' }, { click: 'a' }],
      },
    ],
    leave: [{ goto: 'https://bye.example/' }],
  },
};

test('are the link’s for each device class and those of all steps, as far as they are known before', () => {
  expect(openedAddresses(profile, 'https://a.example/j/12', {})).toEqual([
    'https://a.example/j/12',
    'https://phone.example/12',
    'https://form.example/12',
    'https://bye.example/',
  ]);
});

test('are the link alone where the rules make no address of it', () => {
  const broken = { ...profile, url: { rewrite: [{ from: /^.*$/, to: 'nowhere' }] }, actions: { join: [] } };
  expect(openedAddresses(broken, 'https://a.example/j/12', {})).toEqual(['https://a.example/j/12']);
});
