import { describe, expect, test } from 'vitest';
import { readInvitation } from '../../../../src/platform/invitation/read-invitation.js';
import { invitationProblem, meetingWords } from '../../../../src/platform/invitation/tell-invitation.js';
import { platformProfiles } from '../../../../src/platform/profiles/index.js';
import type { PlatformProfile } from '../../../../src/platform/profile.js';

const base = { states: { in_meeting: { all: [{ css: '#in' }] } }, actions: { join: [] } };
const vendor: PlatformProfile = {
  ...base,
  name: 'vendor',
  title: 'Vendor Meeting',
  match: {
    hosting: 'vendor',
    links: [/^https:\/\/meet\.example\/(?:dm|m)\//],
    reject: [{ link: /^https:\/\/meet\.example\/crm\//, reason: 'this is a recording' }],
  },
  variables: { passcode: /[?&]pwd=([^&]+)/ },
  invitation: { names: [/Vendor/], number: /^\d{9,11}$/, link: 'https://meet.example/dm/{number}?pwd={passcode}&x=1' },
};
const other: PlatformProfile = { ...base, name: 'other', match: { hosting: 'self-hosted', links: [/\/m\/[^/?]+$/] } };
const own = platformProfiles.filter(({ name }) => ['rehearsal', 'janus-videoroom'].includes(name));
const profiles = [...own, vendor, other];

function told(text: string, platform?: string): string {
  const reading = readInvitation(text, { profiles, platform });
  if (reading.kind === 'meeting') return meetingWords(reading);
  const { place, found, expected } = invitationProblem(reading, text, 'meeting', profiles);
  return `${place} | ${found} | ${expected}`;
}

describe('a meeting', () => {
  test.each([
    ['Vendor: 763-545-348, Passcode: 4711', 'Vendor Meeting, number 763-545-348, passcode given'],
    ['Vendor: 763 545 3480', 'Vendor Meeting, number 763-545-3480, no passcode'],
    ['Vendor: 76354534801', 'Vendor Meeting, number 763-5453-4801, no passcode'],
    ['https://meet.example/dm/abc?pwd=secret#x', 'Vendor Meeting, https://meet.example/dm/abc?pwd=…, passcode given'],
    [
      'http://127.0.0.1:8000/videoroomtest.html?room=1',
      'Janus VideoRoom demo (by the shape of the link), http://127.0.0.1:8000/videoroomtest.html?room=…, no passcode',
    ],
  ])('that %s names is told as it was read, without secrets', (text, words) => {
    expect(told(text)).toBe(words);
  });

  test('has a passcode that was given beside the text', () => {
    const reading = readInvitation('Vendor: 763-545-348', { profiles });
    if (reading.kind !== 'meeting') throw new Error(reading.kind);
    expect(meetingWords(reading, '4711')).toMatch(/passcode given$/);
  });

  test('of a number has an address without an empty passcode', () => {
    expect(readInvitation('Vendor: 763-545-348', { profiles })).toMatchObject({
      link: 'https://meet.example/dm/763545348?x=1',
    });
    expect(readInvitation('Vendor: 763-545-348 Passcode: a&b', { profiles })).toMatchObject({
      link: 'https://meet.example/dm/763545348?pwd=a%26b&x=1',
    });
  });
});

describe('what is none is told with what would be right, and without secrets:', () => {
  test.each([
    ['', undefined, /^meeting \| nothing \| a meeting's link, an invitation as it was sent/],
    ['tomorrow at nine', undefined, /^meeting \| a text of 16 characters without a link or number/],
    ['javascript:alert(1)', undefined, /^meeting \| a text of 19 characters/],
    ['file:///etc/passwd', undefined, /^meeting \| a text of 18 characters/],
    ['763-545-348', undefined, /^meeting \| a meeting number \| the platform named beside it .*: one of vendor$/],
    [
      'https://meet.example/crm/x?token=secret',
      undefined,
      /^meeting \| https:\/\/meet\.example\/crm\/x\?token=… \| a link that a guest can join by: this is a recording$/,
    ],
    [
      'https://meet.example/dm/a?t=secret https://meet.example/dm/b',
      undefined,
      /^meeting \| several meetings: https:\/\/meet\.example\/dm\/a\?t=…, https:\/\/meet\.example\/dm\/b \| one meeting/,
    ],
    ['Vendor: 763-545-348, Vendor: 999-545-348', undefined, /^meeting \| several meeting numbers \|/],
    ['http://10.0.0.1/m/abc', undefined, /may belong to several\): one of rehearsal, other$/],
    ['https://intranet.example/room', undefined, /no platform knows this link\): one of rehearsal, janus-videoroom,/],
    ['763-545-348', 'other', /^meeting \| a meeting number alone \| the meeting's link, since other has no address/],
  ])('%j', (text, platform, sentence) => {
    const words = told(text, platform);
    expect(words).toMatch(sentence);
    expect(words).not.toMatch(/secret|763/);
  });
});
