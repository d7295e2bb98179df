/** The links of a text, each with whose it is: unwrapped, mended where a line broke it, without a scheme where a host is known. */
import { matchLink, type MatchedLink } from '../match-link.js';
import type { PlatformProfile } from '../profile.js';
import { findBareLinks, findLinks, trimLink, type FoundLink } from './find-links.js';
import { halfWidth } from './plain-text.js';
import { linksInside } from './unwrap-link.js';

export interface KnownLink {
  readonly link: string;
  readonly match: MatchedLink;
}

export function linksOf(text: string, profiles: readonly PlatformProfile[]): readonly KnownLink[] {
  const whole = wholeLink(text);
  const found: readonly FoundLink[] = whole === undefined ? findLinks(text) : [{ link: whole, isCut: false }];
  const links = found.map((one) => recognise(one, profiles));
  if (links.some(({ match }) => match.kind === 'vendor' || match.kind === 'rejected')) return links;
  // Without its scheme a link is only known by a vendor's host.
  const bare = findBareLinks(halfWidth(text))
    .map((link) => ({ link, match: matchLink(link, profiles) }))
    .filter(({ match }) => match.kind === 'vendor' || match.kind === 'rejected');
  return [...links, ...bare];
}

/** A link and nothing else, whatever letters are in it. */
function wholeLink(text: string): string | undefined {
  const link = trimLink(text);
  if (link.length > 4_000 || !/^https?:\/\/[^\s<>"\u3000-\u303f\uff01-\uff5e]+$/i.test(link)) return undefined;
  return URL.canParse(link) ? link : undefined;
}

function recognise({ link, joined, isCut }: FoundLink, profiles: readonly PlatformProfile[]): KnownLink {
  const short = recogniseWrapped(link, profiles);
  if (joined === undefined) return short;
  const long = recogniseWrapped(joined, profiles);
  return long.match.kind !== 'unknown' && (isCut || short.match.kind === 'unknown') ? long : short;
}

/** A vendor's link inside another one is what the other leads to. */
function recogniseWrapped(link: string, profiles: readonly PlatformProfile[]): KnownLink {
  const all = [link, ...linksInside(link)].map((one) => ({ link: one, match: matchLink(one, profiles) }));
  const byHost = all.find(({ match }) => match.kind === 'vendor' || match.kind === 'rejected');
  return byHost ?? all.find(({ match }) => match.kind === 'shape') ?? { link, match: { kind: 'unknown' } };
}
