/** Which meetings are joined, and with which platform's profile. */
import type { Problem } from '../shared/errors.js';
import type { z } from 'zod';
import { describeValue } from './describe-value.js';
import type { PlatformCatalog } from './known.js';
import { fromConfig, override, type Layers } from './layers.js';
import { oneOf } from './nearest-name.js';
import type { meetingSchema, ParsedEntry, ParsedFile } from './scenario-schema.js';

/** A meeting as it is joined. Kept out of what is recorded. */
export interface MeetingAccess {
  readonly link: string;
  readonly passcode?: string;
  /** For the profile's templates. */
  readonly variables?: Readonly<Record<string, string>>;
}

export interface ResolvedMeetings {
  /** Key → access. Without the key that scenarios name, the meeting built in is meant. */
  readonly meetings: Readonly<Record<string, MeetingAccess>>;
  keyFor(scenario: string): string;
}

/** The run's own meeting; scenarios with a meeting of their own have it under their own key. */
export const mainMeeting = 'main';

export function resolveMeetings(
  entries: readonly (readonly [string, ParsedEntry])[],
  file: Partial<ParsedFile>,
  layers: Layers,
): ResolvedMeetings {
  const passcode = override(layers, 'passcode')?.value;
  const access = (meeting: z.output<typeof meetingSchema> | undefined): MeetingAccess | undefined => {
    if (meeting === undefined) return undefined;
    const given = typeof meeting === 'string' ? { link: meeting } : meeting;
    const own = passcode ?? given.passcode;
    return {
      link: given.link,
      ...(own !== undefined && { passcode: own }),
      ...(given.variables !== undefined && { variables: given.variables }),
    };
  };
  const ordered = override(layers, 'meeting')?.value;
  const main = access(ordered ?? file.meeting ?? fromConfig(layers, 'meeting')?.value);
  const meetings: Record<string, MeetingAccess> = {};
  if (main !== undefined) meetings[mainMeeting] = main;
  const keys = new Map<string, string>();
  for (const [key, entry] of entries) {
    const own = ordered === undefined ? access(entry.meeting) : undefined;
    if (own === undefined) continue;
    // The word is taken by the run's meeting.
    const meeting = key === mainMeeting ? `${key}-own` : key;
    meetings[meeting] = own;
    keys.set(key, meeting);
  }
  return { meetings, keyFor: (scenario) => keys.get(scenario) ?? mainMeeting };
}

export interface ResolvedPlatform {
  readonly name: string;
  /** The user's own, where it is one. */
  readonly profile?: unknown;
  readonly problems: readonly Problem[];
}

/** @param links of the meetings that are joined; none: the one built in. */
export async function resolvePlatform(
  links: readonly string[],
  usesRehearsal: boolean,
  file: Partial<ParsedFile>,
  layers: Layers,
  platforms: PlatformCatalog,
): Promise<ResolvedPlatform> {
  const asked =
    override(layers, 'platform') ??
    (file.platform === undefined ? undefined : { value: file.platform, place: 'platform' }) ??
    fromConfig(layers, 'platform');
  const nothing = { name: platforms.rehearsal };
  if (asked === undefined) return told(links, usesRehearsal, platforms);
  const { value, place } = asked;
  const problem = (found: string, expected: string): ResolvedPlatform => ({
    ...nothing,
    problems: [{ place, found, expected }],
  });
  if (typeof value === 'string' && platforms.names.includes(value)) {
    return usesRehearsal && value !== platforms.rehearsal
      ? problem(describeValue(value), 'a meeting too: --meeting <link>')
      : { name: value, problems: [] };
  }
  if (typeof value === 'string' && !/\.[cm]?[jt]s$/.test(value)) {
    return problem(
      describeValue(value),
      `a platform (${oneOf(platforms.names, value)}) or the path of a profile (.ts, .js)`,
    );
  }
  if (usesRehearsal) return problem('a profile of your own', 'a meeting too: --meeting <link>');
  const profile = typeof value === 'string' ? await platforms.load(value) : value;
  const problems = platforms.check(profile).map((wrong) => ({ ...wrong, place: `${place}: ${wrong.place}` }));
  const name = typeof profile === 'object' && profile !== null && 'name' in profile ? profile.name : undefined;
  if (typeof name === 'string') return { name, profile, problems };
  return problems.length > 0 ? { ...nothing, problems } : problem(describeValue(profile), 'what definePlatform made');
}

function told(links: readonly string[], usesRehearsal: boolean, platforms: PlatformCatalog): ResolvedPlatform {
  const names = new Set(usesRehearsal ? [platforms.rehearsal] : []);
  const problems: Problem[] = [];
  for (const link of links) {
    const recognised = platforms.recognise(link);
    if ('name' in recognised) names.add(recognised.name);
    else problems.push({ place: 'meeting', found: describeValue(link), expected: recognised.expected });
  }
  const [name = platforms.rehearsal, ...others] = names;
  if (others.length > 0) {
    problems.push({
      place: 'meeting',
      found: `meetings of ${[...names].join(' and ')}`,
      expected: 'one platform a run',
    });
  }
  return { name, problems };
}
