/** Which platforms a link may belong to. */
import type { PlatformProfile } from './profile.js';

export type MatchedLink =
  /** The host alone tells whose it is; several, where one vendor's meetings are held on another's servers. */
  | { readonly kind: 'vendor'; readonly profiles: readonly PlatformProfile[] }
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
  const vendors = matching.filter(({ match }) => match.hosting === 'vendor');
  if (vendors.length > 0) return { kind: 'vendor', profiles: vendors };
  return matching.length > 0 ? { kind: 'shape', profiles: matching } : { kind: 'unknown' };
}
