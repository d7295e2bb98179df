/** A profile's links and words without a page: for tests of what it knows. */
import type { Marker, PlatformProfile, ProvableState, StateRule } from '../../../../src/platform/profile.js';
import { textPattern } from '../../../../src/platform/text.js';

export function rulesOf({ states }: PlatformProfile, state: ProvableState): readonly StateRule[] {
  return [states[state] ?? []].flat();
}

/** All that prove something: not those that must not hold. */
export function proofsOf(rule: StateRule): readonly Marker[] {
  return [...(rule.all ?? []), ...(rule.any ?? [])];
}

/** Whether some text or name that proves this state is found in the sentence. */
export function says(profile: PlatformProfile, state: ProvableState, sentence: string): boolean {
  return rulesOf(profile, state)
    .flatMap(proofsOf)
    .some((marker) => {
      if ('text' in marker) return textPattern(marker.text).test(sentence);
      return 'role' in marker && marker.name !== undefined && textPattern(marker.name).test(sentence);
    });
}

export function knowsLink({ match }: PlatformProfile, link: string): boolean {
  return match.links.some((pattern) => pattern.test(link));
}

/** Why nobody can join by this link. */
export function rejection({ match }: PlatformProfile, link: string): string | undefined {
  return match.reject?.find((rule) => rule.link.test(link))?.reason;
}
