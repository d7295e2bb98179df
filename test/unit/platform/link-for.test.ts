import { describe, expect, test } from 'vitest';
import { linkFor, variablesFromLink } from '../../../src/platform/link-for.js';
import type { PlatformProfile } from '../../../src/platform/profile.js';

const profile: PlatformProfile = {
  name: 'ours',
  match: { hosting: 'vendor', links: [/./] },
  variables: { code: /\/j\/(\d+)/, passcode: /[?&]pwd=([^&#]+)/ },
  url: {
    rewrite: [
      { from: /\/j\/(\d+)/, to: '/app/$1', only: 'mobile' },
      { from: /\/j\/(\d+)/, to: '/wc/$1/join' },
    ],
    query: { hl: 'en', n: '{name}' },
    hash: { 'config.name': '"{name}"' },
  },
  states: { in_meeting: { all: [{ css: '#in' }] } },
  actions: { join: [] },
};

describe('the address that is opened', () => {
  test('is the link itself when the profile has no rules for it', () => {
    const { url: _, ...plain } = profile;
    expect(linkFor(plain, 'https://x.example/j/1?a=%20#b', 'desktop')).toBe('https://x.example/j/1?a=%20#b');
  });

  test('is rewritten by device class, and has the query and fragment of the rules beside its own', () => {
    const given = { name: 'A&B' };
    expect(linkFor(profile, 'https://x.example/j/12?pwd=s#top', 'desktop', given)).toBe(
      'https://x.example/wc/12/join?pwd=s&hl=en&n=A%26B#top&config.name=%22A%26B%22',
    );
    expect(linkFor(profile, 'https://x.example/j/12', 'mobile', given)).toMatch(/^https:\/\/x\.example\/app\/12\?/);
  });
});

test('variables are read from the link, decoded; what is not there is absent', () => {
  expect(variablesFromLink(profile, 'https://x.example/j/12?pwd=a%20b')).toEqual({ code: '12', passcode: 'a b' });
  expect(variablesFromLink(profile, 'https://x.example/?pwd=%E0%A4%A')).toEqual({ passcode: '%E0%A4%A' });
});
