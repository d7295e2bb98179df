/** A reading of an invitation in words: what will be joined, or what is wrong. Nothing secret is in them. */
import type { Problem } from '../../shared/errors.js';
import { linkText, redactLink } from '../../shared/redact.js';
import { variablesFromLink } from '../link-for.js';
import type { PlatformProfile } from '../profile.js';
import type { InvitedMeeting, NoMeeting, UndecidedMeeting } from './read-invitation.js';

/**
 * `Tencent Meeting, number 763-545-348, passcode given`. A platform that only the shape of the link tells is said to be so.
 *
 * @param passcode one that was given beside the invitation
 */
export function meetingWords({ profile, link, by, number, passcode }: InvitedMeeting, given?: string): string {
  const hasPasscode = (given ?? passcode ?? variablesFromLink(profile, link).passcode) !== undefined;
  return [
    titleOf(profile) + (by === 'shape' ? ' (by the shape of the link)' : ''),
    number === undefined ? shownLink(link) : `number ${grouped(number)}`,
    hasPasscode ? 'passcode given' : 'no passcode',
  ].join(', ');
}

/** @param profiles all there are, for what could be named instead */
export function invitationProblem(
  reading: UndecidedMeeting | NoMeeting,
  pasted: string,
  place: string,
  profiles: readonly PlatformProfile[],
): Problem {
  if (reading.kind === 'undecided') return undecided(reading, place, profiles);
  const { why } = reading;
  switch (why.name) {
    case 'nothing':
      return {
        place,
        found: shownText(pasted),
        expected:
          "a meeting's link, an invitation as it was sent, or a meeting number with the platform named beside it",
      };
    case 'not_joinable':
      return { place, found: shownLink(why.link), expected: `a link that a guest can join by: ${why.reason}` };
    case 'several':
      return {
        place,
        found:
          why.links.length === 0
            ? 'several meeting numbers'
            : `several meetings: ${why.links.map(shownLink).join(', ')}`,
        expected: 'one meeting: the part of the text that is meant',
      };
    case 'no_link':
      return {
        place,
        found: 'a meeting number alone',
        expected: `the meeting's link, since ${titleOf(why.profile)} has no address for a number`,
      };
  }
}

function undecided(
  { link, platforms }: UndecidedMeeting,
  place: string,
  profiles: readonly PlatformProfile[],
): Problem {
  const what = link === undefined ? 'number' : 'link';
  const why = platforms.length > 0 ? `the ${what} may belong to several` : 'no platform knows this link';
  const choices = (platforms.length > 0 ? platforms : profiles).map(({ name }) => name).join(', ');
  return {
    place,
    found: link === undefined ? 'a meeting number' : shownLink(link),
    expected: `the platform named beside it (${why}): one of ${choices}`,
  };
}

/** As people read numbers to each other. */
function grouped(number: string): string {
  if (!/^\d{9,}$/.test(number)) return number;
  const [first, second] = [number.slice(0, 3), number.slice(3, number.length > 10 ? 7 : 6)];
  return [first, second, number.slice(first.length + second.length)].join('-');
}

function titleOf({ name, title }: PlatformProfile): string {
  return title ?? name;
}

function shownLink(link: string): string {
  const parts = redactLink(link);
  return parts === undefined ? 'a link' : linkText(parts);
}

/** It may be a passcode that went into the wrong place. */
function shownText(pasted: string): string {
  const { length } = pasted.trim();
  return length === 0 ? 'nothing' : `a text of ${length} characters without a link or number of a meeting`;
}
