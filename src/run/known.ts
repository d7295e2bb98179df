/** What devices, platforms and metrics there are, for the configuration to be checked against. */
import { deviceNamed, deviceNames } from '../browser/devices.js';
import { networkNamed, networkNames } from '../browser/network/networks.js';
import type { Known, PlatformRules } from '../config/known.js';
import { checkThresholds } from '../metrics/check-thresholds.js';
import { defaultThresholds } from '../metrics/default-thresholds.js';
import { loadPlatform } from '../platform/load-platform.js';
import { readInvitation } from '../platform/invitation/read-invitation.js';
import { invitationProblem, meetingWords } from '../platform/invitation/tell-invitation.js';
import { openedAddresses } from '../platform/opened-addresses.js';
import { platformProfiles } from '../platform/profiles/index.js';
import { rehearsal } from '../platform/profiles/rehearsal.js';
import type { PlatformProfile } from '../platform/profile.js';
import { loadModule } from '../scenario/load-module.js';
import { HarnessError } from '../shared/errors.js';
import { isAmongHosts } from '../shared/hosts.js';

export const known: Known = {
  devices: { names: deviceNames, named: deviceNamed },
  networks: { names: networkNames, named: networkNamed },
  thresholds: { defaults: defaultThresholds, check: checkThresholds },
  platforms: {
    names: platformProfiles.map(({ name }) => name),
    rehearsal: rehearsal.name,
    read: (text, place, { name, own }, passcode) => {
      const profiles = own === undefined || name === undefined ? platformProfiles : [profileOf(own, name)];
      const reading = readInvitation(text, { profiles, platform: name });
      if (reading.kind !== 'meeting') return { problem: invitationProblem(reading, text, place, profiles) };
      const { profile, link, number, passcode: said } = reading;
      return {
        name: profile.name,
        link,
        ...(number !== undefined && { number }),
        ...(said !== undefined && { passcode: said }),
        said: meetingWords(reading, passcode),
      };
    },
    rules: (name, own) => rulesOf(profileOf(own, name)),
    check: (profile, place) => loadPlatform(profile, place).problems ?? [],
    load: async (file) => (await loadModule(file)).exported,
  },
};

function rulesOf(profile: PlatformProfile): PlatformRules {
  const { name, title = name, limits, policy, context } = profile;
  const publicHosts = [profile, ...platformProfiles].flatMap((one) => one.policy?.publicHosts ?? []);
  return {
    title,
    ...(limits?.participants !== undefined && { participants: limits.participants }),
    ...(limits?.plan !== undefined && { plan: limits.plan }),
    restricted: policy?.automation === 'restricted',
    ...(policy?.warning !== undefined && { warning: policy.warning }),
    ...(policy?.joinsPerSecond !== undefined && { joinsPerSecond: policy.joinsPerSecond }),
    ...(context?.session !== undefined && { session: context.session }),
    isPublicHost: (host) => isAmongHosts(host, publicHosts),
    addresses: ({ link, variables = {} }) => openedAddresses(profile, link, variables),
  };
}

/** The profile that a resolved configuration joins with. */
export function profileOf(own: unknown, name: string): PlatformProfile {
  const profile =
    own === undefined ? platformProfiles.find((builtIn) => builtIn.name === name) : loadPlatform(own, name).profile;
  // The configuration was checked against the same list.
  if (profile === undefined) throw new HarnessError('internal', `no platform profile ${name}`);
  return profile;
}
