/** What devices, platforms and metrics there are, for the configuration to be checked against. */
import { deviceNamed, deviceNames } from '../browser/devices.js';
import { networkNamed, networkNames } from '../browser/network/networks.js';
import type { Known } from '../config/known.js';
import { checkThresholds } from '../metrics/check-thresholds.js';
import { defaultThresholds } from '../metrics/default-thresholds.js';
import { loadPlatform } from '../platform/load-platform.js';
import { matchLink } from '../platform/match-link.js';
import { platformProfiles } from '../platform/profiles/index.js';
import { rehearsal } from '../platform/profiles/rehearsal.js';
import type { PlatformProfile } from '../platform/profile.js';
import { loadModule } from '../scenario/load-module.js';
import { HarnessError } from '../shared/errors.js';

export const known: Known = {
  devices: { names: deviceNames, named: deviceNamed },
  networks: { names: networkNames, named: networkNamed },
  thresholds: { defaults: defaultThresholds, check: checkThresholds },
  platforms: {
    names: platformProfiles.map(({ name }) => name),
    rehearsal: rehearsal.name,
    match: (link, place, platform) => {
      const wish = platform === undefined ? {} : { platform };
      const { profile, problem } = matchLink(link, { profiles: platformProfiles, place, ...wish });
      return problem === undefined ? { name: profile.name } : { problem };
    },
    check: (profile, place) => loadPlatform(profile, place).problems ?? [],
    load: async (file) => (await loadModule(file)).exported,
  },
};

/** The profile that a resolved configuration joins with. */
export function profileOf(own: unknown, name: string): PlatformProfile {
  const profile =
    own === undefined ? platformProfiles.find((builtIn) => builtIn.name === name) : loadPlatform(own, name).profile;
  // The configuration was checked against the same list.
  if (profile === undefined) throw new HarnessError('internal', `no platform profile ${name}`);
  return profile;
}
