import { describe, expect, test } from 'vitest';
import { loadPlatform } from '../../../src/platform/load-platform.js';
import { platformProfiles } from '../../../src/platform/profiles/index.js';

const good = {
  name: 'ours',
  match: { hosting: 'self-hosted', links: [/ours/] },
  states: { prejoin: { all: [{ css: '#name' }] }, in_meeting: { any: [{ css: '#in' }, { text: { en: 'Hello' } }] } },
  actions: {
    join: [{ when: 'prejoin', steps: [{ fill: '#name', value: '{name}' }, { click: ['#join', { role: 'button' }] }] }],
  },
};

function problemsOf(profile: unknown): readonly string[] {
  return (loadPlatform(profile, 'ours.ts').problems ?? []).map(
    (one) => `${one.place} | ${one.found} | ${one.expected}`,
  );
}

/** The good profile with one part of it replaced. */
function withPart(part: object): unknown {
  return { ...good, ...part };
}

describe('a profile of a user', () => {
  test('is taken as it is when nothing is wrong with it', () => {
    expect(loadPlatform(good, 'ours.ts').profile).toBe(good);
  });

  test.each(platformProfiles.map((profile) => [profile.name, profile] as const))(
    'like %s, which is shipped',
    (_, profile) => {
      expect(problemsOf(profile)).toEqual([]);
    },
  );

  test('tells everything that is wrong with it at once', () => {
    const problems = problemsOf({
      name: 'Our Meetings',
      match: { hosting: 'somewhere', links: [] },
      states: { in_meeting: { all: [{ css: '#in', visible: true }] }, waiting: {} },
      actions: { join: [{ when: 'prejoin', steps: [{ klick: '#join' }] }] },
      colour: 'blue',
    });
    expect(problems).toEqual([
      'ours.ts: name | "Our Meetings" | lower-case letters, digits and dashes',
      'ours.ts: match.links | [] | at least one regular expression',
      'ours.ts: match.hosting | "somewhere" | one of: vendor, self-hosted',
      expect.stringMatching(/^ours\.ts: states\.in_meeting\.all\.0\.visible \| an unknown key \| one of: css, is/),
      expect.stringMatching(/^ours\.ts: states\.waiting \| an unknown key \| one of: captcha, /),
      expect.stringMatching(
        /^ours\.ts: actions\.join\.0\.steps\.0 \| \{"klick":"#join"\} \| a step: .*exactly one of click, /,
      ),
      expect.stringMatching(/^ours\.ts: colour \| an unknown key \| one of: name, title, match, /),
    ]);
  });

  test.each<[string, unknown, RegExp]>([
    ['is an object', undefined, /^ours\.ts \| nothing \| an object with: name/],
    ['proves in_meeting', withPart({ states: {} }), /states\.in_meeting \| nothing/],
    [
      'proves by what is there',
      withPart({ states: { in_meeting: { none: [{ css: '#x' }] } } }),
      /an absence proves nothing/,
    ],
    [
      'has no rule for unknown',
      withPart({ states: { ...good.states, unknown: { all: [{ css: 'p' }] } } }),
      /states\.unknown \| an unknown key/,
    ],
    [
      'has expressions without memory',
      withPart({ match: { hosting: 'vendor', links: [/x/g] } }),
      /links\.0 \| \/x\/g \| .*without the flags g and y/,
    ],
    [
      'has scripts that compile',
      withPart({ states: { in_meeting: { all: [{ script: 'a ===' }] } } }),
      /all\.0\.script \| "a ===" \| a JavaScript expression/,
    ],
    [
      'has one key a marker',
      withPart({ states: { in_meeting: { all: [{ css: 'p', url: /x/ }] } } }),
      /a marker: an object with exactly one of/,
    ],
    [
      'has locators that are some',
      withPart({ actions: { join: [{ when: 'in_meeting', steps: [{ click: ['#a', { id: 'b' }] }] }] } }),
      /steps\.0\.click\.1 \| \{"id":"b"\} \| a locator/,
    ],
    [
      'acts in states that it proves',
      withPart({ actions: { join: [{ when: 'lobby', steps: [] }] } }),
      /actions\.join\.0\.when \| lobby \| a state with a rule: in_meeting, prejoin/,
    ],
    ['is ready in a state that it proves', withPart({ ready: 'landing' }), /ready \| landing \| a state with a rule/],
    [
      'uses variables that there are',
      withPart({ url: { query: { n: '{nick}' } } }),
      /url\.query\.n \| \{nick\} \| one of: \{link\}, \{name\}, \{passcode\}/,
    ],
    [
      'proves a state by any of several rules, each of them right',
      withPart({ states: { in_meeting: [{ all: [{ css: '#in' }] }, { none: [{ css: '#x' }] }] } }),
      /states\.in_meeting\.1 \| .* \| at least `all` or `any`/,
    ],
    [
      'names elements that there are',
      withPart({ elements: { join: '#join' }, actions: { join: [], leave: [{ click: ['@leave', '#x'] }] } }),
      /actions\.leave\.0 \| @leave \| one of: @join/,
    ],
    [
      'makes no element of another',
      withPart({ elements: { join: ['#join', '@other'], other: '#other' } }),
      /elements\.join \| @other \| no name in an element itself/,
    ],
    [
      'reads variables by an expression',
      withPart({ actions: { join: [{ when: 'prejoin', steps: [{ read: 'code', script: 'a ===' }] }] } }),
      /steps\.0\.script \| "a ===" \| a JavaScript expression/,
    ],
    [
      'knows where it was verified',
      withPart({ verified: { on: 'hearsay', at: '2026-11-27' } }),
      /verified\.on \| "hearsay" \| one of: live, software, replica/,
    ],
    [
      'leaves with steps',
      withPart({ actions: { join: [], leave: { click: '#x' } } }),
      /actions\.leave \| \{"click":"#x"\} \| a list of steps/,
    ],
  ])('%s, or is told so', (_, profile, expected) => {
    const problems = problemsOf(profile);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });
});
