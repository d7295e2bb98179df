/** What every shipped profile owes its reader: where each marker is known from, and none of the mistakes that others made. */
import { describe, expect, test } from 'vitest';
import { loadPlatform } from '../../../../src/platform/load-platform.js';
import type { Marker, PlatformProfile, StateRule, Text } from '../../../../src/platform/profile.js';
import { platformProfiles } from '../../../../src/platform/profiles/index.js';

/** Read off the running page by ourselves; a test joins them. */
const own = ['rehearsal', 'janus-videoroom'];
const profiles = platformProfiles
  .filter(({ name }) => !own.includes(name))
  .map((profile) => [profile.name, profile] as const);

function rulesOf({ states }: PlatformProfile): readonly (readonly [state: string, rule: StateRule])[] {
  return Object.entries(states).flatMap(([state, rules]) =>
    [rules].flat().map((rule: StateRule) => [state, rule] as const),
  );
}

function markersOf({ all = [], any = [], none = [] }: StateRule): readonly Marker[] {
  return [...all, ...any, ...none];
}

function textsIn(marker: Marker): readonly Text[] {
  if ('text' in marker) return [marker.text];
  if ('role' in marker) return marker.name === undefined ? [] : [marker.name];
  if ('title' in marker) return [marker.title];
  return 'dialog' in marker ? [marker.dialog] : [];
}

/** Texts that may match inside others. */
function looseIn(marker: Marker): readonly string[] {
  return textsIn(marker).flatMap((text) => {
    if (text instanceof RegExp || (typeof text === 'object' && 'exact' in text)) return [];
    return typeof text === 'string' ? [text] : Object.values(text).flat();
  });
}

describe.each(profiles)('the profile %s', (name, profile) => {
  test('has nothing wrong with it', () => {
    expect(loadPlatform(profile, name).problems ?? []).toEqual([]);
  });

  test('says of every selector and text how far it can be trusted', () => {
    const unsaid = rulesOf(profile).flatMap(([state, rule]) =>
      markersOf(rule)
        // What the browser itself says is nobody's guess.
        .filter((marker) => !('liveTrack' in marker) && marker.confidence === undefined)
        .map((marker) => `${state}: ${JSON.stringify(marker)}`),
    );
    expect(unsaid).toEqual([]);
    const elements = Object.entries(profile.elements ?? {}).flatMap(([element, locator]) =>
      [locator].flat().map((way: unknown) => ({ element, way })),
    );
    expect(elements.filter(({ way }) => typeof way === 'string' || !('confidence' in (way as object)))).toEqual([]);
  });

  test('names who may automate it, who gets in as a guest, and no vendor without a warning', () => {
    expect(profile.guest).toBeDefined();
    expect(profile.policy).toBeDefined();
    if (profile.match.hosting === 'vendor') expect(profile.policy?.warning).toBeDefined();
  });

  test('takes no single thing in the page for the proof of being in, with nothing to speak against it', () => {
    const proofs = rulesOf(profile).filter(([state]) => state === 'in_meeting');
    for (const [, { all = [], any = [], none = [] }] of proofs) {
      // Others' media, and the page's own word, are proof enough.
      const proves = [...all, ...any].every((marker) => 'script' in marker || 'liveTrack' in marker);
      expect(proves || all.length + Math.min(any.length, 1) + none.length > 1).toBe(true);
    }
  });

  test('takes a bare word for a button to leave only as a whole label', () => {
    const loose = rulesOf(profile).flatMap(([, rule]) => markersOf(rule).flatMap(looseIn));
    expect(loose.filter((text) => /^(?:leave|离开|離開|退出)$/i.test(text.trim()))).toEqual([]);
  });

  test('takes a connection that is being restored for no end', () => {
    const ends = rulesOf(profile).filter(([state]) => ['removed', 'ended', 'denied', 'left'].includes(state));
    const texts = ends.flatMap(([, { all = [], any = [] }]) => [...all, ...any].flatMap(looseIn));
    expect(
      texts.filter((text) => /disconnected|reconnect|connection lost|中断|中斷|重连|重連|重新连接|重新連/i.test(text)),
    ).toEqual([]);
  });

  test('takes no notice for an error only because it is one', () => {
    const alerts = rulesOf(profile).flatMap(([state, rule]) =>
      markersOf(rule).flatMap((marker) =>
        'role' in marker && marker.role === 'alert' && marker.name === undefined ? [state] : [],
      ),
    );
    expect(alerts).toEqual([]);
  });

  test('tries nothing to get past a wall', () => {
    const walls = ['captcha', 'bot_wall', 'login_required', 'rate_limited'];
    const acted = profile.actions.join.flatMap(({ when }) => [when].flat()).filter((state) => walls.includes(state));
    expect(acted).toEqual([]);
    for (const wall of ['captcha', 'bot_wall'] as const) expect(profile.outcomes?.[wall]).not.toBe('wait');
  });
});

test('restricted platforms are those that turn automated guests away', () => {
  const restricted = platformProfiles.filter(({ policy }) => policy?.automation === 'restricted');
  expect(restricted.map(({ name }) => name).sort()).toEqual(['google-meet', 'zoom']);
});

test('instances that others run for the public are named by the profiles of their software', () => {
  const hosts = platformProfiles.flatMap(({ policy }) => policy?.publicHosts ?? []);
  expect(hosts).toEqual(expect.arrayContaining(['meet.jit.si', '8x8.vc', 'meet.livekit.io', 'call.element.io']));
});

test('nobody can measure media in Zoom’s page, and the profile says so', () => {
  expect(platformProfiles.filter(({ media }) => media === 'opaque').map(({ name }) => name)).toEqual(['zoom']);
});

test('the generic profile says that it guesses', () => {
  const generic = platformProfiles.find(({ name }) => name === 'generic')!;
  expect(generic.title).toMatch(/guess/);
  expect(generic.policy?.warning).toMatch(/guesses by words/);
  const known = rulesOf(generic).flatMap(([, rule]) => markersOf(rule).map(({ confidence }) => confidence));
  expect([...new Set(known)]).toEqual(['inferred']);
});
