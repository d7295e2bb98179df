/** Which platforms a link may belong to. */
import type { PlatformProfile } from './profile.js';

export type MatchedLink =
  /** The host alone tells whose it is. */
  | { readonly kind: 'vendor'; readonly profile: PlatformProfile }
  /** Of this platform, and nobody can join by it. */
  | { readonly kind: 'rejected'; readonly profile: PlatformProfile; readonly reason: string }
  /** Its shape is that of these, on whatever host. */
  | { readonly kind: 'shape'; readonly profiles: readonly PlatformProfile[] }
  | { readonly kind: 'unknown' };

/** Vendors' hosts first: what any host may serve is only told by the shape of its links. */
export function matchLink(link: string, profiles: readonly PlatformProfile[]): MatchedLink {
  for (const profile of profiles) {
    const rejected = profile.match.reject?.find((reject) => reject.link.test(link));
    if (rejected !== undefined) return { kind: 'rejected', profile, reason: rejected.reason };
  }
  const matching = profiles.filter(({ match }) => match.links.some((pattern) => pattern.test(link)));
  const vendor = matching.find(({ match }) => match.hosting === 'vendor');
  if (vendor !== undefined) return { kind: 'vendor', profile: vendor };
  return matching.length > 0 ? { kind: 'shape', profiles: matching } : { kind: 'unknown' };
}
