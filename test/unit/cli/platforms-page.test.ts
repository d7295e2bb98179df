import { describe, expect, it } from 'vitest';
import { platformLines } from '../../../src/cli/platforms-list.js';
import { platformPage } from '../../../src/cli/platforms-page.js';
import { definePlatform } from '../../../src/platform/define-platform.js';
import { platformProfiles } from '../../../src/platform/profiles/index.js';
import { textWidth } from '../../../src/report/text-width.js';

const profile = definePlatform({
  name: 'ours',
  title: 'Our meetings 我們的會議',
  match: {
    hosting: 'vendor',
    links: [/^https:\/\/ours\.example\/m\//],
    reject: [{ link: /\/rec\//, reason: 'this one is a recording' }],
  },
  invitation: { number: /^\d{9}$/, link: 'https://ours.example/m/{number}' },
  variables: { passcode: /[?&]p=([^&]+)/ },
  url: { query: { hl: 'en' }, rewrite: [{ from: /\/m\//, to: '/web/', only: 'mobile' }] },
  context: { h264: 'required', appSchemes: ['ours'] },
  elements: {
    join: [
      { testId: 'join', source: 'their tests', confidence: 'code' },
      { role: 'button', name: { exact: { en: 'Join', 'zh-TW': '加入' } }, confidence: 'inferred' },
    ],
  },
  states: {
    ended: {
      all: [
        { text: { en: 'It is over', 'zh-TW': '會議已結束' }, within: '#box', confidence: 'documented', source: 'help' },
      ],
    },
    in_meeting: [
      {
        all: [{ css: '#leave', is: 'attached', confidence: 'code', source: 'their tests' }],
        any: [{ liveTrack: 'video' }, { liveTrack: 'audio' }],
        none: [{ css: '#lobby', confidence: 'code' }],
        debounceMs: 500,
        frames: 'any',
      },
      { all: [{ script: 'app.joined', confidence: 'inferred' }] },
    ],
    prejoin: { all: [{ css: '#name', confidence: 'code', verifiedAt: '2026-11-27' }] },
  },
  outcomes: { not_started: 'wait' },
  retries: { rate_limited: { afterMs: 5_000, times: 2 } },
  actions: {
    join: [
      {
        when: 'prejoin',
        steps: [
          { type: '#name', value: '{name}' },
          { click: '@join', joins: true, only: 'desktop' },
        ],
      },
    ],
    leave: [{ domClick: '#leave' }],
  },
  guest: { web: 'if the host allows', devices: ['desktop'], source: 'their help', confidence: 'documented' },
  limits: { participants: 100, minutes: 60, plan: 'free plan', source: 'price list', confidence: 'secondary' },
  policy: { automation: 'permission', warning: 'Ask first.', publicHosts: ['ours.example'], joinsPerSecond: 0.5 },
  verified: { on: 'replica', at: '2026-11-27', what: 'a page of ours' },
});

/** White space and line breaks do not matter here. */
const page = platformPage(profile, 110).join('\n').replace(/\s+/g, ' ');

describe('the page of a platform', () => {
  it.each([
    'Our meetings 我們的會議 --platform ours',
    'Verified on a replica, 2026-11-27: a page of ours',
    'Guest by web if the host allows, desktop [documented: their help]',
    'Limits 100 people, 60 min (free plan) [secondary: price list]',
    'Automation ask for permission',
    'Mind Ask first.',
    'Pace 0.5 joins/s',
    'Browser needs H.264; never starts an app (ours)',
    String.raw`Refused /\/rec\//: this one is a recording`,
    String.raw`Number /^\d{9}$/ becomes https://ours.example/m/{number}`,
    'Read off passcode',
    String.raw`Opened /web/ for /\/m\// on mobile`,
    'Query hl=en',
    'prejoin type {name} into css #name; click @join (the press on Join, desktop only)',
    'not_started is waited out',
    'rate_limited the link is opened again after 5000 ms, 2 times at most',
    'leave click css #leave, covered or not',
    '@join data-testid "join" or button exactly "Join" / "加入" [code, inferred]',
    'ended text "It is over" / "會議已結束" within #box [documented]',
    'in_meeting css #leave (shown or not) and (a live remote video track or a live remote audio track), unless css #lobby; for 500 ms; in any frame [code]',
    'or script app.joined [inferred]',
    'prejoin css #name [code; seen to work 2026-11-27]',
    'code their tests',
  ])('says: %s', (sentence) => {
    expect(page).toContain(sentence);
  });

  it('names states in the order in which they are tried', () => {
    const places = [' ended text', ' in_meeting css', ' prejoin css'].map((part) => page.indexOf(part));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });

  it('keeps to the width of the terminal where words allow it', () => {
    const lines = platformProfiles.flatMap((one) => platformPage(one, 100));
    const long = lines.filter((line) => textWidth(line) > 100 && line.trim().includes(' '));
    // A word that is longer than a line (a regular expression) stands on a line of its own, after what names it.
    expect(
      long.filter(
        (line) =>
          !line
            .trim()
            .split(/\s+/)
            .some((word) => word.length > 60),
      ),
    ).toEqual([]);
  });
});

describe('the list of platforms', () => {
  it('has a line for each under its titles, in columns', () => {
    const lines = platformLines([profile, ...platformProfiles]);
    expect(lines).toHaveLength(platformProfiles.length + 2);
    const column = lines[0]!.indexOf('--platform');
    expect(lines.find((line) => line.startsWith('Zoom'))?.slice(column)).toMatch(
      /^zoom +on a replica, [0-9-]+ +if the host allows, desktop/,
    );
    // Chinese characters take two columns each.
    expect(lines[1]).toMatch(
      /^Our meetings 我們的會議 +ours +on a replica, 2026-11-27 +if the host allows, desktop +100 people, 60 min/,
    );
    expect(textWidth(lines[1]!.slice(0, lines[1]!.indexOf('ours ')))).toBe(column);
  });
});
