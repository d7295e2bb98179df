/** Which meetings are joined: what each scenario was given, before anybody has looked which platform's it is. */
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { Problem } from '../shared/errors.js';
import { fromConfig, override, placed, type Layers, type Placed } from './layers.js';
import { meetingText, type TextSources } from './meeting-text.js';
import type { meetingSchema, ParsedEntry, ParsedFile } from './scenario-schema.js';

/** A meeting as it is joined. Kept out of what is recorded. */
export interface MeetingAccess {
  readonly link: string;
  readonly passcode?: string;
  /** For the profile's templates. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** A meeting as it was given: a link, an invitation or a number. */
interface GivenMeeting {
  /** `undefined`: the file that was named could not be read, which is a problem that is told. */
  readonly text: string | undefined;
  readonly passcode?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

export interface GivenMeetings {
  /** Key → what was given. Without the key that scenarios name, the meeting built in is meant. */
  readonly meetings: Readonly<Record<string, GivenMeeting>>;
  /** Where each was given, for problems. */
  readonly places: Readonly<Record<string, string>>;
  /** Scenario → key of its own meeting, where it has one. */
  readonly keys: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

export interface MeetingSources {
  /** What paths in the scenario file are relative to; those of flags, variables and the config file are to `folder`. */
  readonly fileFolder: string;
  readonly folder: string;
  readonly stdin: () => string;
}

/** The run's own meeting; scenarios with a meeting of their own have it under their own key. */
export const mainMeeting = 'main';

export function resolveMeetings(
  entries: readonly (readonly [string, ParsedEntry])[],
  file: Partial<ParsedFile>,
  layers: Layers,
  { fileFolder, folder, stdin }: MeetingSources,
): GivenMeetings {
  const passcode = override(layers, 'passcode')?.value;
  const problems: Problem[] = [];
  const given = (
    meeting: Placed<z.output<typeof meetingSchema>> | undefined,
    sources: TextSources,
  ): GivenMeeting | undefined => {
    if (meeting === undefined) return undefined;
    const { value, place } = meeting;
    const whole = typeof value === 'string' ? { link: value } : value;
    const read = meetingText({ value: whole.link, place }, sources);
    if ('problem' in read) problems.push(read.problem);
    const own = passcode ?? whole.passcode;
    return {
      text: 'problem' in read ? undefined : read.text,
      ...(own !== undefined && { passcode: own }),
      ...(whole.variables !== undefined && { variables: whole.variables }),
    };
  };
  const ordered = override(layers, 'meeting');
  const ofFile = ordered === undefined ? placed(file.meeting, 'meeting') : undefined;
  const run = ordered ?? ofFile ?? fromConfig(layers, 'meeting');
  const main = given(run, { folder: ofFile === undefined ? folder : fileFolder, stdin });
  const meetings: Record<string, GivenMeeting> = {};
  const places: Record<string, string> = {};
  const keys: Record<string, string> = {};
  if (main !== undefined && run !== undefined) {
    meetings[mainMeeting] = main;
    places[mainMeeting] = run.place;
  }
  for (const [scenario, entry] of entries) {
    const place = `scenarios.${scenario}.meeting`;
    const own = ordered === undefined ? given(placed(entry.meeting, place), { folder: fileFolder, stdin }) : undefined;
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
    places[key] = place;
    keys[scenario] = key;
  }
  return { meetings, places, keys, problems };
}
