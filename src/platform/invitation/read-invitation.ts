/**
 * What a person pastes → the meeting that is meant.
 *
 *     text ─► links, unwrapped ─► whose? ─┐
 *        └──► labelled numbers, passcode ─┴─► one meeting, or why not
 *
 * Nothing is asked of any server. Whose a link is, its host says for vendors; self-hosted software is known by the shape of its
 * links, which may be that of several, and then the reader says so instead of guessing.
 */
import { variablesFromLink } from '../link-for.js';
import type { PlatformProfile } from '../profile.js';
import { appLinks } from './app-links.js';
import { numberAlone } from './labelled.js';
import { linksOf, type KnownLink } from './links-of-text.js';
import { labelledOf, linkOfNumber, mostNamed, numbersByName, numbersOf, passcodeIn } from './number-of-text.js';
import { halfWidth, plainText } from './plain-text.js';
import { eachMeetingOnce } from './same-meeting.js';

export interface ReadOptions {
  readonly profiles: readonly PlatformProfile[];
  /** The name of the platform that the user named, one of the profiles': then a link need not match its patterns. */
  readonly platform?: string | undefined;
}

export type Invitation = InvitedMeeting | UndecidedMeeting | NoMeeting;

export interface InvitedMeeting {
  readonly kind: 'meeting';
  readonly profile: PlatformProfile;
  readonly link: string;
  /**
   * What tells the platform: the vendor's `host` (or its app's scheme), the `shape` of a link that any host may serve, its
   * `name` beside a number, or the `user`. All but `shape` are certain.
   */
  readonly by: 'host' | 'shape' | 'name' | 'user';
  /** Digits. */
  readonly number?: string;
  /** A secret. */
  readonly passcode?: string;
}

/** A meeting, but whose? */
export interface UndecidedMeeting {
  readonly kind: 'undecided';
  readonly link?: string;
  readonly number?: string;
  /** Whose it may be; empty: nobody's that is known. */
  readonly platforms: readonly PlatformProfile[];
}

export interface NoMeeting {
  readonly kind: 'none';
  readonly why:
    | { readonly name: 'nothing' }
    /** A recording, an account page, a live stream … */
    | { readonly name: 'not_joinable'; readonly link: string; readonly reason: string }
    | { readonly name: 'several'; readonly links: readonly string[] }
    /** A number, on a platform that has no address for numbers. */
    | { readonly name: 'no_link'; readonly profile: PlatformProfile };
}

export function readInvitation(pasted: string, { profiles, platform }: ReadOptions): Invitation {
  const text = plainText(pasted);
  const flat = halfWidth(text);
  const named = profiles.find(({ name }) => name === platform);
  const candidates = named === undefined ? profiles : [named];
  const links = linksOf(text, candidates);
  return (
    ofJoinableLinks(links, flat, candidates, named) ??
    ofAppLinks(flat, candidates) ??
    ofRejected(links) ??
    ofNumber(flat, candidates, named, links) ??
    ofUnknownLinks(links, flat, named) ?? { kind: 'none', why: { name: 'nothing' } }
  );
}

function ofJoinableLinks(
  links: readonly KnownLink[],
  text: string,
  profiles: readonly PlatformProfile[],
  named: PlatformProfile | undefined,
): Invitation | undefined {
  const byHost = links.flatMap(({ link, match }) => {
    const profile = match.kind === 'vendor' ? mostNamed(match.profiles, text) : undefined;
    return profile === undefined ? [] : [{ link, profile }];
  });
  const meetings = eachMeetingOnce(byHost);
  const [only, ...others] = meetings;
  if (only !== undefined) {
    if (others.length > 0) return severalOf(meetings.map(({ link }) => link));
    return meetingOf(only.profile, only.link, named === undefined ? 'host' : 'user', text);
  }
  const shaped = links.flatMap(({ link, match }) =>
    match.kind === 'shape' ? [{ link, profiles: match.profiles }] : [],
  );
  const [first] = shaped;
  if (first === undefined) return undefined;
  const different = eachMeetingOnce(
    shaped.flatMap(({ link, profiles: [profile] }) => (profile === undefined ? [] : [{ link, profile }])),
  );
  if (different.length > 1) return severalOf(different.map(({ link }) => link));
  const link = different[0]?.link ?? first.link;
  // A text that names a vendor and its number beside a link of a stranger's shape is no clear word.
  const rivals = numbersByName(text, profiles).map(({ profile }) => profile);
  const possible = [...new Set([...first.profiles, ...rivals])];
  const [profile] = possible;
  if (profile === undefined || possible.length > 1) return { kind: 'undecided', link, platforms: possible };
  return meetingOf(profile, link, named === undefined ? 'shape' : 'user', text);
}

function ofAppLinks(text: string, profiles: readonly PlatformProfile[]): Invitation | undefined {
  for (const { profile, number, passcode } of appLinks(text, profiles)) {
    const link = linkOfNumber(profile, number, passcode);
    if (link === undefined) continue;
    return { ...meetingOf(profile, link, 'host', text), number, ...(passcode !== undefined && { passcode }) };
  }
  return undefined;
}

function ofRejected(links: readonly KnownLink[]): NoMeeting | undefined {
  const [first] = links.flatMap(({ link, match }) =>
    match.kind === 'rejected' ? [{ link, reason: match.reason }] : [],
  );
  return first === undefined ? undefined : { kind: 'none', why: { name: 'not_joinable', ...first } };
}

function ofNumber(
  text: string,
  profiles: readonly PlatformProfile[],
  named: PlatformProfile | undefined,
  links: readonly KnownLink[],
): Invitation | undefined {
  const found = named === undefined ? numbersByName(text, profiles) : numbersOf(text, [named]);
  const owners = [...new Set(found.map(({ profile }) => profile))];
  const numbers = [...new Set(found.map(({ number }) => number))];
  const [profile] = owners;
  const [number] = numbers;
  if (profile !== undefined && number !== undefined) {
    if (numbers.length > 1) return severalOf([]);
    const linksOfIt = owners.map((owner) => linkOfNumber(owner, number, passcodeIn(text, owner)));
    if (new Set(linksOfIt).size > 1) return { kind: 'undecided', number, platforms: owners };
    const [link] = linksOfIt;
    if (link === undefined) {
      // The link beside it may be what the user means by naming the platform.
      if (links.length > 0) return undefined;
      return { kind: 'none', why: { name: 'no_link', profile } };
    }
    return meetingOf(owners.at(-1) ?? profile, link, named === undefined ? 'name' : 'user', text, number);
  }
  if (links.length > 0) return undefined;
  if (named !== undefined) {
    return numberAlone(text) === undefined ? undefined : { kind: 'none', why: { name: 'no_link', profile: named } };
  }
  const nameless = numbersOf(text, profiles);
  const [any] = nameless;
  if (any === undefined) return undefined;
  if (new Set(nameless.map((one) => one.number)).size > 1) return severalOf([]);
  return { kind: 'undecided', number: any.number, platforms: nameless.map((one) => one.profile) };
}

function ofUnknownLinks(
  links: readonly KnownLink[],
  text: string,
  named: PlatformProfile | undefined,
): Invitation | undefined {
  const addresses = [...new Set(links.map(({ link }) => link))];
  const likely = addresses.length > 1 ? addresses.filter((link) => !isBeside(link)) : addresses;
  const [link, ...others] = likely;
  if (link === undefined) return undefined;
  if (others.length > 0) return severalOf(likely);
  return named === undefined ? { kind: 'undecided', link, platforms: [] } : meetingOf(named, link, 'user', text);
}

/** What stands beside a meeting's link: help, telephones, unsubscribing. */
function isBeside(link: string): boolean {
  return /[./-](?:help|support|unsubscribe|download|dial-?in|phone|pstn|privacy|terms|legal|faq|docs?|learn|calendar|ics)(?:[./?#-]|$)/i.test(
    link,
  );
}

/** @param number of which the link was made; else it is read. */
function meetingOf(
  profile: PlatformProfile,
  link: string,
  by: InvitedMeeting['by'],
  text: string,
  number?: string,
): InvitedMeeting {
  const fromLink = variablesFromLink(profile, link).number;
  const labelled = labelledOf(text, profile);
  // The link may hold a code of its own; then the number is whichever stands beside it.
  const known = number ?? fromLink ?? (labelled.length === 1 ? labelled[0] : undefined);
  const passcode = passcodeIn(text, profile);
  return {
    kind: 'meeting',
    profile,
    link,
    by,
    ...(known !== undefined && { number: known }),
    ...(passcode !== undefined && { passcode }),
  };
}

function severalOf(links: readonly string[]): NoMeeting {
  return { kind: 'none', why: { name: 'several', links } };
}
