/** The address that is opened for a link, and the variables that the link itself holds. */
import type { DeviceClass } from '../model/device.js';
import type { PlatformProfile } from './profile.js';
import { fillTemplate, type Variables } from './template.js';

/** What the profile's `variables` read from the link. One that is not in the link is absent. */
export function variablesFromLink(profile: PlatformProfile, link: string): Variables {
  const found: Record<string, string> = {};
  for (const [name, pattern] of Object.entries(profile.variables ?? {})) {
    const value = pattern.exec(link)?.[1];
    if (value !== undefined) found[name] = decoded(value);
  }
  return found;
}

/** Rewrites, then sets query parameters, then adds to the fragment, then signs. */
export function linkFor(
  profile: PlatformProfile,
  link: string,
  deviceClass: DeviceClass,
  given: Variables = {},
): string {
  const rules = profile.url;
  if (rules === undefined) return link;
  const variables = { ...variablesFromLink(profile, link), ...given };
  const rewrite = rules.rewrite?.find(
    ({ from, only }) => (only === undefined || only === deviceClass) && from.test(link),
  );
  const address = new URL(
    rewrite === undefined ? link : link.replace(rewrite.from, fillTemplate(rewrite.to, variables, encodeURIComponent)),
  );
  for (const [key, value] of Object.entries(rules.query ?? {})) {
    address.searchParams.set(key, fillTemplate(value, variables));
  }
  const hash = Object.entries(rules.hash ?? {}).map(
    ([key, value]) => `${key}=${encodeURIComponent(fillTemplate(value, variables))}`,
  );
  if (hash.length > 0) address.hash = [address.hash.slice(1), ...hash].filter((part) => part !== '').join('&');
  return rules.sign === undefined ? address.href : rules.sign(address.href, variables);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
