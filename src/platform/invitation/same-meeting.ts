/** An invitation in two languages, or with a link for a button and one for the eye, names one meeting twice. */
import { variablesFromLink } from '../link-for.js';
import type { PlatformProfile } from '../profile.js';

interface LinkOf {
  readonly link: string;
  readonly profile: PlatformProfile;
}

/** @returns each meeting once, with the link that says most, in the order in which they came. */
export function eachMeetingOnce(links: readonly LinkOf[]): readonly LinkOf[] {
  const meetings: LinkOf[] = [];
  for (const one of links) {
    const at = meetings.findIndex((other) => isSame(one, other));
    const before = meetings[at];
    if (before === undefined) meetings.push(one);
    else if (queryOf(one) > queryOf(before)) meetings[at] = one;
  }
  return meetings;
}

function isSame(a: LinkOf, b: LinkOf): boolean {
  if (a.link === b.link) return true;
  if (a.profile !== b.profile || !URL.canParse(a.link) || !URL.canParse(b.link)) return false;
  const [number, other] = [a, b].map(({ link, profile }) => variablesFromLink(profile, link).number);
  if (number !== undefined && other !== undefined) return number === other;
  const [one, two] = [new URL(a.link), new URL(b.link)];
  if (one.origin !== two.origin || pathOf(one) !== pathOf(two)) return false;
  // What both say they say alike; what only one says (a passcode, a campaign) names no other meeting.
  return [...one.searchParams].every(([key, value]) => (two.searchParams.get(key) ?? value) === value);
}

function queryOf({ link }: LinkOf): number {
  return URL.canParse(link) ? new URL(link).search.length : 0;
}

function pathOf({ pathname }: URL): string {
  return pathname.replace(/\/+$/, '');
}
