/** What a profile claims of itself, in few words: the same in `rollcall platforms`, on its own page and in README. Pure. */
import type { PlatformProfile, Provenance, Verification } from '../platform/profile.js';

const verifiedWords: Readonly<Record<Verification['on'], string>> = {
  live: 'live',
  software: 'on the real software',
  replica: 'on a replica',
};

/** `on a replica, 2026-11-27`; `unverified`. */
export function verifiedText({ verified }: PlatformProfile): string {
  return verified === undefined ? 'unverified' : `${verifiedWords[verified.on]}, ${verified.at}`;
}

/** `if the host allows, desktop`; `unknown` where the profile does not say. */
export function guestText({ guest }: PlatformProfile): string {
  if (guest === undefined) return 'unknown';
  if (guest.web === 'no' || guest.devices.length === 0) return guest.web;
  return `${guest.web}, ${guest.devices.length > 1 ? 'both devices' : guest.devices.join()}`;
}

/** `100 people, 60 min (free plan)`; `none known`. Of what can be compared with a plan: the length of names is no limit of a meeting. */
export function limitsText({ limits }: PlatformProfile): string {
  const parts = [
    ...(limits?.participants === undefined ? [] : [`${limits.participants} people`]),
    ...(limits?.minutes === undefined ? [] : [`${limits.minutes} min`]),
  ];
  if (parts.length === 0) return 'none known';
  return parts.join(', ') + (limits?.plan === undefined ? '' : ` (${limits.plan})`);
}

const automationWords = {
  'own-server': 'your own server',
  permission: 'ask for permission',
  restricted: 'restricted',
} as const;

/** `ask for permission`; `unknown` where the profile does not say. */
export function policyText({ policy }: PlatformProfile): string {
  return policy === undefined ? 'unknown' : automationWords[policy.automation];
}

/** ` [documented: the help page, 2026-06-15]`, or nothing where nobody says where it comes from. */
export function provenanceText({ confidence, source, verifiedAt }: Provenance): string {
  const seen = verifiedAt === undefined ? undefined : `seen to work ${verifiedAt}`;
  const where = [confidence, source].filter((part) => part !== undefined).join(': ');
  const text = [where, seen].filter((part) => part !== undefined && part !== '').join('; ');
  return text === '' ? '' : ` [${text}]`;
}
