import { describe, expect, test } from 'vitest';
import { readInvitation } from '../../../src/platform/invitation/read-invitation.js';
import { trimLink } from '../../../src/platform/invitation/find-links.js';
import { matchLink } from '../../../src/platform/match-link.js';
import type { PlatformProfile } from '../../../src/platform/profile.js';
import { janusVideoroom } from '../../../src/platform/profiles/janus-videoroom.js';
import { rehearsal } from '../../../src/platform/profiles/rehearsal.js';

const base = { states: { in_meeting: { all: [{ css: '#in' }] } }, actions: { join: [] } };
const vendor: PlatformProfile = {
  ...base,
  name: 'vendor',
  match: {
    hosting: 'vendor',
    links: [/^https:\/\/meet\.example\/(?:dm|m|crm)\//],
    reject: [{ link: /^https:\/\/meet\.example\/crm\//, reason: 'this is a recording' }],
  },
};
const other: PlatformProfile = { ...base, name: 'other', match: { hosting: 'self-hosted', links: [/\/m\/[^/?]+$/] } };
const profiles = [rehearsal, janusVideoroom, vendor, other];

describe('a link', () => {
  test.each([
    ['http://127.0.0.1:8000/videoroomtest.html?room=1', 'shape', ['janus-videoroom']],
    ['https://janus.example/demos/videoroom.html', 'shape', ['janus-videoroom']],
    ['http://127.0.0.1:8000/m/abc?joinDelayMs=9000', 'shape', ['rehearsal']],
    ['http://10.0.0.1/m/abc', 'shape', ['rehearsal', 'other']],
    ['https://meet.example/m/abc', 'vendor', ['vendor']],
    ['https://intranet.example/room', 'unknown', []],
  ])('%s is known by its %s', (link, kind, names) => {
    const match = matchLink(link, profiles);
    expect(match.kind).toBe(kind);
    expect('profiles' in match ? match.profiles.map(({ name }) => name) : []).toEqual(names);
  });

  test('that nobody can join is refused before anything else is looked at', () => {
    expect(matchLink('https://meet.example/crm/x', profiles)).toMatchObject({
      kind: 'rejected',
      reason: 'this is a recording',
    });
  });

  test('is the named platform’s even if its patterns do not match', () => {
    expect(readInvitation('https://intranet.example/room', { profiles, platform: 'other' })).toMatchObject({
      profile: { name: 'other' },
      link: 'https://intranet.example/room',
      by: 'user',
    });
  });

  test.each([
    ['https://meet.example/m/abc。', 'https://meet.example/m/abc'],
    ['  <https://meet.example/m/abc>, ', 'https://meet.example/m/abc'],
    ['（https://meet.example/m/abc）', 'https://meet.example/m/abc'],
    ['"https://meet.example/m/abc".', 'https://meet.example/m/abc'],
    ['https://meet.example/m/abc_(daily)', 'https://meet.example/m/abc_(daily)'],
    ['https://meet.example/m/abc?pwd=x=', 'https://meet.example/m/abc?pwd=x='],
    ['https://[::1]:8080/m/abc', 'https://[::1]:8080/m/abc'],
    ['https://meet.example/m/每日', 'https://meet.example/m/每日'],
  ])('pasted as %s is read as %s', (pasted, link) => {
    expect(trimLink(pasted)).toBe(link);
    expect(readInvitation(pasted, { profiles, platform: 'other' })).toMatchObject({ link });
  });
});
