import type { PlatformProfile } from './profile.js';

/**
 * A platform profile of your own: gives completion and type errors in an editor. The profile is checked when it is loaded.
 *
 *     export default definePlatform({ name: 'our-meetings', match: { … }, states: { … }, actions: { … } });
 */
export function definePlatform(profile: PlatformProfile): PlatformProfile {
  return profile;
}
