/**
 * What a person pastes → the meeting that is meant.
 *
 *     text ─► links, unwrapped ─► whose? ─┐
 *        └──► labelled numbers, passcode ─┴─► one meeting, or why not
 *
 * Nothing is asked of any server. Whose a link is, its host says for vendors; self-hosted software is known by the shape of its
 * links, which may be that of several, and then the reader says so instead of guessing.
 */
import { matchLink, type MatchedLink } from '../match-link.js';
import type { PlatformProfile } from '../profile.js';
import { fillTemplate, variablesIn } from '../template.js';
import { variablesFromLink } from '../link-for.js';
import { appLinks } from './app-links.js';
import { findBareLinks, findLinks, trimLink, type FoundLink } from './find-links.js';
import { labelledNumbers, labelledPasscode, numberAlone } from './labelled.js';
import { halfWidth, plainText } from './plain-text.js';
import { eachMeetingOnce } from './same-meeting.js';
import { linksInside } from './unwrap-link.js';

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

interface Known {
  readonly link: string;
  readonly match: MatchedLink;
}

function linksOf(text: string, profiles: readonly PlatformProfile[]): readonly Known[] {
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

function recognise({ link, joined, isCut }: FoundLink, profiles: readonly PlatformProfile[]): Known {
  const short = recogniseWrapped(link, profiles);
  if (joined === undefined) return short;
  const long = recogniseWrapped(joined, profiles);
  return long.match.kind !== 'unknown' && (isCut || short.match.kind === 'unknown') ? long : short;
}

/** A vendor's link inside another one is what the other leads to. */
function recogniseWrapped(link: string, profiles: readonly PlatformProfile[]): Known {
  const all = [link, ...linksInside(link)].map((one) => ({ link: one, match: matchLink(one, profiles) }));
  const byHost = all.find(({ match }) => match.kind === 'vendor' || match.kind === 'rejected');
  return byHost ?? all.find(({ match }) => match.kind === 'shape') ?? { link, match: { kind: 'unknown' } };
}

function ofJoinableLinks(
  links: readonly Known[],
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
  const shaped = links.flatMap(({ link, match }) => (match.kind === 'shape' ? [{ link, profiles: match.profiles }] : []));
  const [first] = shaped;
  if (first === undefined) return undefined;
  const different = eachMeetingOnce(shaped.flatMap(({ link, profiles: [profile] }) => (profile === undefined ? [] : [{ link, profile }])));
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

function ofRejected(links: readonly Known[]): NoMeeting | undefined {
  const [first] = links.flatMap(({ link, match }) => (match.kind === 'rejected' ? [{ link, reason: match.reason }] : []));
  return first === undefined ? undefined : { kind: 'none', why: { name: 'not_joinable', ...first } };
}

function ofNumber(
  text: string,
  profiles: readonly PlatformProfile[],
  named: PlatformProfile | undefined,
  links: readonly Known[],
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

function ofUnknownLinks(links: readonly Known[], text: string, named: PlatformProfile | undefined): Invitation | undefined {
  const addresses = [...new Set(links.map(({ link }) => link))];
  const likely = addresses.length > 1 ? addresses.filter((link) => !isBeside(link)) : addresses;
  const [link, ...others] = likely;
  if (link === undefined) return undefined;
  if (others.length > 0) return severalOf(likely);
  return named === undefined ? { kind: 'undecided', link, platforms: [] } : meetingOf(named, link, 'user', text);
}

/** Of several with the same links the one that the text names; the last, since those who use another's servers come after it. */
function mostNamed(profiles: readonly PlatformProfile[], text: string): PlatformProfile | undefined {
  return profiles.findLast((profile) => isNamed(profile, text)) ?? profiles[0];
}

function isNamed({ invitation }: PlatformProfile, text: string): boolean {
  return invitation?.names?.some((name) => name.test(text)) ?? false;
}

/** What stands beside a meeting's link: help, telephones, unsubscribing. */
function isBeside(link: string): boolean {
  return /[./-](?:help|support|unsubscribe|download|dial-?in|phone|pstn|privacy|terms|legal|faq|docs?|learn|calendar|ics)(?:[./?#-]|$)/i.test(
    link,
  );
}

interface NumberOf {
  readonly profile: PlatformProfile;
  readonly number: string;
}

/** Numbers of the platforms that the text names. */
function numbersByName(text: string, profiles: readonly PlatformProfile[]): readonly NumberOf[] {
  return numbersOf(
    text,
    profiles.filter((profile) => isNamed(profile, text)),
  );
}

function numbersOf(text: string, profiles: readonly PlatformProfile[]): readonly NumberOf[] {
  return profiles.flatMap((profile) => {
    const rules = profile.invitation;
    if (rules?.number === undefined) return [];
    const alone = numberAlone(text, rules.number);
    const numbers = alone === undefined ? labelledNumbers(text, { ...labelsOf(profile), number: rules.number }) : [alone];
    return numbers.map((number) => ({ profile, number }));
  });
}

function labelsOf({ invitation }: PlatformProfile): { readonly labels: readonly RegExp[]; readonly names: readonly RegExp[] } {
  return { labels: invitation?.numberLabels ?? [], names: invitation?.names ?? [] };
}

function passcodeIn(text: string, { invitation }: PlatformProfile): string | undefined {
  return labelledPasscode(text, { labels: invitation?.passcodeLabels ?? [], passcode: invitation?.passcode });
}

function linkOfNumber(profile: PlatformProfile, number: string, passcode: string | undefined): string | undefined {
  const template = profile.invitation?.link;
  if (template === undefined) return undefined;
  const filled = fillTemplate(template, { number, passcode }, encodeURIComponent);
  if (passcode !== undefined || !variablesIn(template).includes('passcode')) return filled;
  // A parameter for a passcode that nobody gave says that it is empty.
  return filled.replace(/([?&])[\w-]+=(?=&|#|$)/g, '$1').replace(/[?&]+(?=#|$)/, '');
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
  const labelled = labelledNumbers(text, { ...labelsOf(profile), number: profile.invitation?.number });
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
