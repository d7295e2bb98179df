/** With which platform's profile the meetings are joined, and what the texts that were given come to by it. */
import { HarnessError, type Problem } from '../shared/errors.js';
import { oneOf } from '../shared/nearest-name.js';
import { describeValue } from './describe-value.js';
import type { PlatformCatalog, PlatformWish, ReadMeeting } from './known.js';
import { fromConfig, override, placed, type Layers, type Placed } from './layers.js';
import type { GivenMeetings, MeetingAccess } from './resolve-meetings.js';
import type { ParsedFile } from './scenario-schema.js';

export interface ResolvedPlatform {
  readonly name: string;
  /** The user's own, where it is one. */
  readonly profile?: unknown;
  /** By the keys of what was given; without those that could not be read. */
  readonly meetings: Readonly<Record<string, MeetingAccess>>;
  /** What will be joined, in words. */
  readonly said: readonly string[];
  readonly problems: readonly Problem[];
}

export async function resolvePlatform(
  given: Pick<GivenMeetings, 'meetings' | 'places'>,
  usesRehearsal: boolean,
  file: Partial<ParsedFile>,
  layers: Layers,
  platforms: PlatformCatalog,
): Promise<ResolvedPlatform> {
  const asked: Placed<string | object> | undefined =
    override(layers, 'platform') ?? placed(file.platform, 'platform') ?? fromConfig(layers, 'platform');
  if (asked === undefined) return platformOfTexts(given, usesRehearsal, platforms);
  const { value, place } = asked;
  if (usesRehearsal && value !== platforms.rehearsal) {
    const found = typeof value === 'string' ? describeValue(value) : 'a profile of your own';
    return refused(platforms, { place, found, expected: 'a meeting too: --meeting <link>' });
  }
  if (typeof value !== 'string') return ownPlatform(value, place, given, platforms);
  if (/\.[cm]?[jt]s$/.test(value)) {
    try {
      return ownPlatform(await platforms.load(value), value, given, platforms);
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
  const { read: _, ...rest } = readAll(given, { name: value }, platforms);
  return { name: value, ...rest };
}

function ownPlatform(
  profile: unknown,
  place: string,
  given: Pick<GivenMeetings, 'meetings' | 'places'>,
  platforms: PlatformCatalog,
): ResolvedPlatform {
  const problems = platforms.check(profile, place);
  const name = typeof profile === 'object' && profile !== null && 'name' in profile ? profile.name : undefined;
  if (problems.length === 0 && typeof name === 'string') {
    const { read: _, ...rest } = readAll(given, { name, own: profile }, platforms);
    return { name, profile, ...rest };
  }
  const nameless = { place, found: describeValue(profile), expected: 'what definePlatform made' };
  return refused(platforms, ...(problems.length > 0 ? problems : [nameless]));
}

function platformOfTexts(
  given: Pick<GivenMeetings, 'meetings' | 'places'>,
  usesRehearsal: boolean,
  platforms: PlatformCatalog,
): ResolvedPlatform {
  const { read, problems, ...rest } = readAll(given, {}, platforms);
  const names = new Set([...(usesRehearsal ? [platforms.rehearsal] : []), ...read.map((meeting) => meeting.name)]);
  const [name = platforms.rehearsal, ...others] = names;
  if (others.length === 0) return { name, problems, ...rest };
  const found = `meetings of ${[...names].join(' and ')}`;
  return { name, problems: [...problems, { place: 'meeting', found, expected: 'one platform a run' }], ...rest };
}

function readAll(
  { meetings: given, places }: Pick<GivenMeetings, 'meetings' | 'places'>,
  wish: PlatformWish,
  platforms: PlatformCatalog,
): Pick<ResolvedPlatform, 'meetings' | 'said' | 'problems'> & { readonly read: readonly ReadMeeting[] } {
  const meetings: Record<string, MeetingAccess> = {};
  const read: ReadMeeting[] = [];
  const problems: Problem[] = [];
  for (const [key, { text, ...own }] of Object.entries(given)) {
    if (text === undefined) continue;
    const reading = platforms.read(text, places[key] ?? key, wish, own.passcode);
    if ('problem' in reading) {
      problems.push(reading.problem);
      continue;
    }
    read.push(reading);
    const { link, number } = reading;
    const variables = { ...(number !== undefined && { number }), ...own.variables };
    // What was given beside the text wins over what the text says.
    const passcode = own.passcode ?? reading.passcode;
    meetings[key] = {
      link,
      ...(passcode !== undefined && { passcode }),
      ...(Object.keys(variables).length > 0 && { variables }),
    };
  }
  return { meetings, read, said: [...new Set(read.map(({ said }) => said))], problems };
}

/** There has to be some name until all problems have been gathered. */
function refused({ rehearsal }: PlatformCatalog, ...problems: readonly Problem[]): ResolvedPlatform {
  return { name: rehearsal, meetings: {}, said: [], problems };
}
