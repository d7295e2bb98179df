/** Which platform a link belongs to. */
import type { Problem } from '../shared/errors.js';
import { linkText, redactLink } from '../shared/redact.js';
import type { PlatformProfile } from './profile.js';

export type MatchedLink =
  | { readonly link: string; readonly profile: PlatformProfile; readonly problem?: never }
  | { readonly problem: Problem; readonly link?: never; readonly profile?: never };

export interface MatchOptions {
  readonly profiles: readonly PlatformProfile[];
  /** The platform the user named; then the link need not match its patterns. */
  readonly platform?: string;
  /** What problems name: `meeting`, `--meeting`. */
  readonly place: string;
  /** Likewise, of the platform. Default `platform`. */
  readonly platformPlace?: string;
}

/**
 * Vendors' hosts first; of the patterns that any host may match exactly one has to, or the user names the platform.
 * A pasted link is freed of what surrounds it.
 */
export function matchLink(pasted: string, { profiles, platform, place, platformPlace }: MatchOptions): MatchedLink {
  const link = trimLink(pasted);
  const parts = redactLink(link);
  if (parts === undefined) {
    return { problem: { place, found: shownPaste(pasted), expected: 'a link that begins with https:// or http://' } };
  }
  const found = linkText(parts);
  const named = profiles.find(({ name }) => name === platform);
  if (platform !== undefined && named === undefined) {
    const expected = `one of: ${profiles.map(({ name }) => name).join(', ')}`;
    return { problem: { place: platformPlace ?? 'platform', found: platform, expected } };
  }
  const candidates = named === undefined ? profiles : [named];
  const rejected = candidates.flatMap(({ match }) => match.reject ?? []).find((reject) => reject.link.test(link));
  if (rejected !== undefined) {
    return { problem: { place, found, expected: `a link that a guest can join by: ${rejected.reason}` } };
  }
  if (named !== undefined) return { link, profile: named };
  const matching = candidates.filter(({ match }) => match.links.some((pattern) => pattern.test(link)));
  const vendor = matching.find(({ match }) => match.hosting === 'vendor');
  const profile = vendor ?? (matching.length === 1 ? matching[0] : undefined);
  if (profile !== undefined) return { link, profile };
  const choices = (matching.length > 1 ? matching : profiles).map(({ name }) => name).join(', ');
  const why = matching.length > 1 ? 'the link may belong to several' : 'no platform knows this link';
  return { problem: { place, found, expected: `the platform named beside it (${why}): one of ${choices}` } };
}

/** Brackets and quotes around a link, and the sentence's punctuation after it, Chinese or not. */
function trimLink(pasted: string): string {
  let link = pasted.trim().replace(/^[<("'「『《（【“‘]+/, '');
  for (;;) {
    const shorter = link.replace(/[\s.,;:!?>"'。，、；：！？」』》）】”’…]+$/, '');
    // A bracket that was opened within the link belongs to it.
    const next = shorter.endsWith(')') && !shorter.includes('(') ? shorter.slice(0, -1) : shorter;
    if (next === link) return link;
    link = next;
  }
}

/** It may be a passcode that went into the wrong place. */
function shownPaste(pasted: string): string {
  return pasted.trim() === '' ? 'nothing' : `a text of ${pasted.trim().length} characters`;
}
