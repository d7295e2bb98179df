/** Which meetings are joined, and with which platform's profile. */
import { isDeepStrictEqual } from 'node:util';
import { HarnessError, type Problem } from '../shared/errors.js';
import type { z } from 'zod';
import { describeValue } from './describe-value.js';
import type { PlatformCatalog } from './known.js';
import { fromConfig, override, placed, type Layers, type Placed } from './layers.js';
import { oneOf } from '../shared/nearest-name.js';
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
  /** Where each was given, for problems. */
  readonly places: Readonly<Record<string, string>>;
  /** Scenario → key of its own meeting, where it has one. */
  readonly keys: Readonly<Record<string, string>>;
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
  const ordered = override(layers, 'meeting');
  const run = ordered ?? placed(file.meeting, 'meeting') ?? fromConfig(layers, 'meeting');
  const main = access(run?.value);
  const meetings: Record<string, MeetingAccess> = {};
  const places: Record<string, string> = {};
  const keys: Record<string, string> = {};
  if (main !== undefined && run !== undefined) {
    meetings[mainMeeting] = main;
    places[mainMeeting] = run.place;
  }
  for (const [scenario, entry] of entries) {
    const own = ordered === undefined ? access(entry.meeting) : undefined;
    if (own === undefined) continue;
    // The same link is the same meeting, in which people see each other, however often it is named.
    const known = Object.keys(meetings).find((key) => isDeepStrictEqual(meetings[key], own));
    if (known !== undefined) {
      keys[scenario] = known;
      continue;
    }
    // The word is taken by the run's meeting.
    const key = scenario === mainMeeting ? `${scenario}-own` : scenario;
    meetings[key] = own;
    places[key] = `scenarios.${scenario}.meeting`;
    keys[scenario] = key;
  }
  return { meetings, places, keys };
}

export interface ResolvedPlatform {
  readonly name: string;
  /** The user's own, where it is one. */
  readonly profile?: unknown;
  readonly problems: readonly Problem[];
}

export async function resolvePlatform(
  { meetings, places }: Pick<ResolvedMeetings, 'meetings' | 'places'>,
  usesRehearsal: boolean,
  file: Partial<ParsedFile>,
  layers: Layers,
  platforms: PlatformCatalog,
): Promise<ResolvedPlatform> {
  const asked: Placed<string | object> | undefined =
    override(layers, 'platform') ?? placed(file.platform, 'platform') ?? fromConfig(layers, 'platform');
  const links = Object.entries(meetings).map(([key, { link }]) => ({ link, place: places[key] ?? key }));
  if (asked === undefined) return platformOfLinks(links, usesRehearsal, platforms);
  const { value, place } = asked;
  if (usesRehearsal && value !== platforms.rehearsal) {
    const found = typeof value === 'string' ? describeValue(value) : 'a profile of your own';
    return refused(platforms, { place, found, expected: 'a meeting too: --meeting <link>' });
  }
  if (typeof value !== 'string') return ownPlatform(value, place, platforms);
  if (/\.[cm]?[jt]s$/.test(value)) {
    try {
      return ownPlatform(await platforms.load(value), value, platforms);
    } catch (thrown) {
      if (thrown instanceof HarnessError && thrown.code === 'bad_configuration')
        return refused(platforms, ...thrown.problems);
      throw thrown;
    }
  }
  if (!platforms.names.includes(value)) {
    const expected = `a platform (${oneOf(platforms.names, value)}) or the path of a profile (.ts, .js)`;
    return refused(platforms, { place, found: describeValue(value), expected });
  }
  const matched = links.map(({ link, place: at }) => platforms.match(link, at, value));
  return { name: value, problems: matched.flatMap((match) => ('problem' in match ? [match.problem] : [])) };
}

function ownPlatform(profile: unknown, place: string, platforms: PlatformCatalog): ResolvedPlatform {
  const problems = platforms.check(profile, place);
  const name = typeof profile === 'object' && profile !== null && 'name' in profile ? profile.name : undefined;
  if (typeof name === 'string') return { name, profile, problems };
  const nameless = { place, found: describeValue(profile), expected: 'what definePlatform made' };
  return refused(platforms, ...(problems.length > 0 ? problems : [nameless]));
}

function platformOfLinks(
  links: readonly { readonly link: string; readonly place: string }[],
  usesRehearsal: boolean,
  platforms: PlatformCatalog,
): ResolvedPlatform {
  const names = new Set(usesRehearsal ? [platforms.rehearsal] : []);
  const problems: Problem[] = [];
  for (const { link, place } of links) {
    const matched = platforms.match(link, place);
    if ('problem' in matched) problems.push(matched.problem);
    else names.add(matched.name);
  }
  const [name = platforms.rehearsal, ...others] = names;
  if (others.length > 0) {
    const found = `meetings of ${[...names].join(' and ')}`;
    problems.push({ place: 'meeting', found, expected: 'one platform a run' });
  }
  return { name, problems };
}

/** There has to be some name until all problems have been gathered. */
function refused({ rehearsal }: PlatformCatalog, ...problems: readonly Problem[]): ResolvedPlatform {
  return { name: rehearsal, problems };
}
