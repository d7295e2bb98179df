import { describe, expect, test } from 'vitest';
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
    links: [/^https:\/\/meet\.example\/(?:dm|m)\//],
    reject: [{ link: /^https:\/\/meet\.example\/crm\//, reason: 'this is a recording' }],
  },
};
const other: PlatformProfile = { ...base, name: 'other', match: { hosting: 'self-hosted', links: [/\/m\/[^/?]+$/] } };
const profiles = [rehearsal, janusVideoroom, vendor, other];

function matched(pasted: string, platform?: string): string | undefined {
  return matchLink(pasted, { profiles, place: 'meeting', ...(platform === undefined ? {} : { platform }) }).profile
    ?.name;
}

function problem(pasted: string, platform?: string): string {
  const options = { profiles, place: 'meeting', ...(platform === undefined ? {} : { platform }) };
  const { problem: found } = matchLink(pasted, options);
  return found === undefined ? '' : `${found.place} | ${found.found} | ${found.expected}`;
}

describe('the platform of a link', () => {
  test.each([
    ['http://127.0.0.1:8000/videoroomtest.html?room=1', 'janus-videoroom'],
    ['https://janus.example/demos/videoroom.html', 'janus-videoroom'],
    ['https://meet.example/m/abc', 'vendor'],
    ['http://127.0.0.1:8000/m/abc?joinDelayMs=9000', 'rehearsal'],
  ])('of %s is %s', (link, name) => {
    expect(matched(link)).toBe(name);
  });

  test('is the named one even if its patterns do not match', () => {
    expect(matched('https://intranet.example/room', 'other')).toBe('other');
  });

  test('has to be named when several patterns match, or none', () => {
    expect(problem('http://10.0.0.1/m/abc')).toMatch(/may belong to several\): one of rehearsal, other$/);
    expect(problem('https://intranet.example/room')).toMatch(
      /no platform knows this link\): one of rehearsal, janus-videoroom/,
    );
  });

  test('has to exist when it is named', () => {
    expect(problem('https://meet.example/m/abc', 'zoom')).toBe(
      'platform | zoom | one of: rehearsal, janus-videoroom, vendor, other',
    );
  });
});

describe('a link', () => {
  test.each([
    ['https://meet.example/m/abc。', 'https://meet.example/m/abc'],
    ['  <https://meet.example/m/abc>, ', 'https://meet.example/m/abc'],
    ['（https://meet.example/m/abc）', 'https://meet.example/m/abc'],
    ['"https://meet.example/m/abc".', 'https://meet.example/m/abc'],
    ['https://meet.example/m/abc_(daily)', 'https://meet.example/m/abc_(daily)'],
    ['https://meet.example/m/abc?pwd=x=', 'https://meet.example/m/abc?pwd=x='],
  ])('pasted as %s is read as %s', (pasted, link) => {
    expect(matchLink(pasted, { profiles, place: 'meeting' }).link).toBe(link);
  });

  test.each(['', 'tomorrow at nine', 'javascript:alert(1)', 'file:///etc/passwd', '763-545-348'])(
    '%j is none, and the problem does not repeat it',
    (pasted) => {
      expect(problem(pasted)).toMatch(
        /^meeting \| (?:nothing|a text of \d+ characters) \| a link that begins with https/,
      );
    },
  );

  test('that nobody can join is refused with the reason, without its query', () => {
    expect(problem('https://meet.example/crm/x?token=secret')).toBe(
      'meeting | https://meet.example/crm/x?token=… | a link that a guest can join by: this is a recording',
    );
  });
});
