/** What holds for the profiles of vendors' services that nobody of us has seen. */
import { describe, expect, test } from 'vitest';
import { loadPlatform } from '../../../../src/platform/load-platform.js';
import type { Locator, LocatorChoice, Marker } from '../../../../src/platform/profile.js';
import { dingtalk } from '../../../../src/platform/profiles/dingtalk.js';
import { platformProfiles } from '../../../../src/platform/profiles/index.js';
import { tencent } from '../../../../src/platform/profiles/tencent.js';
import { wecom } from '../../../../src/platform/profiles/wecom.js';
import { knowsLink, proofsOf, rulesOf } from './profile-texts.js';

describe.each([tencent, dingtalk, wecom].map((profile) => [profile.name, profile] as const))('%s', (_, profile) => {
  const states = Object.keys(profile.states) as readonly (keyof typeof profile.states)[];
  const rules = states.flatMap((state) => rulesOf(profile, state).map((rule) => ({ state, rule })));

  test('is a good profile', () => {
    expect(loadPlatform(profile, 'profile').problems).toBeUndefined();
  });

  test('says of every marker and locator how sure it is, and where it was read unless it is a guess', () => {
    const markers: readonly (Marker | LocatorChoice)[] = [
      ...rules.flatMap(({ rule }) => [...proofsOf(rule), ...(rule.none ?? [])]),
      ...Object.values(profile.elements ?? {}).flatMap(choicesOf),
    ];
    const unsure = markers.filter(
      ({ confidence, source }) => confidence === undefined || (confidence !== 'inferred' && source === undefined),
    );
    expect(unsure).toEqual([]);
  });

  test('gives the documented limit, and a gentle rate of joins', () => {
    expect(profile.limits).toMatchObject({ participants: 100 });
    expect(profile.limits?.source).toMatch(/20\d\d/);
    expect(profile.policy).toMatchObject({ automation: 'permission' });
    expect(profile.policy?.joinsPerSecond).toBeLessThanOrEqual(1);
  });

  test('lets nothing follow the meeting that a chat could be taken for', () => {
    const after = rules
      .filter(({ state }) => state === 'in_meeting' || state === 'reconnecting')
      .map(({ rule }) => rule.next);
    expect(after.length).toBeGreaterThan(2);
    for (const next of after) {
      expect(next).toContain('ended');
      expect(next).not.toContain('locked');
      expect(next).not.toContain('lobby');
    }
  });

  test('was not seen to work on the real thing', () => {
    expect(profile.verified?.on ?? 'replica').toBe('replica');
  });
});

test("Tencent's links are WeCom's too, which comes after it: a bare one is taken for Tencent's", () => {
  const link = 'https://meeting.tencent.com/dm/AbCdEf123456';
  const owners = platformProfiles.filter((profile) => profile.match.hosting === 'vendor' && knowsLink(profile, link));
  expect(owners).toEqual([tencent, wecom]);
});

function choicesOf(locator: Locator): readonly LocatorChoice[] {
  return [locator].flat().map((choice) => {
    if (typeof choice === 'string') throw new Error(`${choice} says nothing of where it comes from`);
    return choice;
  });
}
