/** What devices, platforms and metrics there are, for the configuration to be checked against. */
import { deviceNamed, deviceNames } from '../browser/devices.js';
import type { Known } from '../config/known.js';
import { checkThresholds } from '../metrics/check-thresholds.js';
import { loadPlatform } from '../platform/load-platform.js';
import { matchLink } from '../platform/match-link.js';
import { platformProfiles } from '../platform/profiles/index.js';
import { rehearsal } from '../platform/profiles/rehearsal.js';
import type { PlatformProfile } from '../platform/profile.js';
import { loadModule } from '../scenario/load-module.js';
import { HarnessError } from '../shared/errors.js';

export const known: Known = {
  devices: {
    names: deviceNames,
    classOf: (name) => deviceNamed(name).device_class,
  },
  platforms: {
    names: platformProfiles.map(({ name }) => name),
    rehearsal: rehearsal.name,
    recognise: (link) => {
      const matched = matchLink(link, { profiles: platformProfiles, place: 'meeting' });
      return matched.profile === undefined ? { expected: matched.problem.expected } : { name: matched.profile.name };
    },
    check: (profile) => loadPlatform(profile, '').problems ?? [],
    load: async (file) => (await loadModule(file)).exported,
  },
  checkThreshold: (metric, expression, ownTags) =>
    checkThresholds(
      { [metric]: [expression] },
      { ...fixedTags, ...Object.fromEntries(ownTags.map((tag) => [tag, undefined])) },
    ),
};

/** Tags that every sample has (model/tags.ts) → the values that there are; `undefined`: any. */
const fixedTags = {
  scenario: undefined,
  platform: undefined,
  device_class: ['mobile', 'desktop'],
  network: undefined,
  role: ['full', 'crowd'],
  visit: ['first', 'again'],
  region: undefined,
} as const;

/** The profile that a resolved configuration joins with. */
export function profileOf(own: unknown, name: string): PlatformProfile {
  const profile =
    own === undefined ? platformProfiles.find((builtIn) => builtIn.name === name) : loadPlatform(own, name).profile;
  // The configuration was checked against the same list.
  if (profile === undefined) throw new HarnessError('internal', `no platform profile ${name}`);
  return profile;
}
