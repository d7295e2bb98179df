/**
 * Every option that can be given outside of a scenario file, once: flag, `ROLLCALL_*` variable, key of the config file, kind,
 * words for the help text. Flags, variables, config keys and `--help` all derive from this table.
 */
import {
  durationText,
  linkText,
  localeText,
  meetingText,
  pathsText,
  regionText,
  timezoneText,
  toDuration,
  toLink,
  toLocale,
  toMeeting,
  toPaths,
  toRegion,
  toText,
  toTimezone,
  toWholeNumber,
} from './fields.js';
import type { ParsedNetwork } from './network-schema.js';
import { processorText, toProcessor } from './phone-schema.js';
import { rateLimitPolicies } from '../model/rate-limit.js';
import { confidenceText, toConfidence, toName } from './scenario-schema.js';

/** Where an option may be given. */
type Source = 'flag' | 'env' | 'config';

interface OptionRow<T> {
  /** Of the flag's value, in the help text; absent for a switch. */
  readonly argument?: string;
  /** @returns `undefined` when the value is not right. Texts of flags and variables have been made numbers where they are. */
  readonly parse: (value: unknown) => T | undefined;
  /** What would be right. */
  readonly expected: string;
  /** What it does, one line. */
  readonly doc: string;
  /** In words, for the help text. */
  readonly default?: string;
  /** Everywhere unless given. */
  readonly sources?: readonly Source[];
}

const option = <T>(row: OptionRow<T>): OptionRow<T> => row;
const everywhere: readonly Source[] = ['flag', 'env', 'config'];

const wholeNumber = (least: number, most: number) => ({
  parse: toWholeNumber(least, most),
  expected: `a whole number from ${least} to ${most}`,
});
const duration = { argument: '<duration>', parse: toDuration, expected: durationText };
const positiveDuration = {
  argument: '<duration>',
  parse: (value: unknown) => (toDuration(value) === 0 ? undefined : toDuration(value)),
  expected: `${durationText}, and more than 0`,
};
const flag = {
  parse: (value: unknown) => (typeof value === 'boolean' ? value : undefined),
  expected: 'true or false',
};
const filePath = { argument: '<path>', parse: toText(4_000), expected: 'a path' };

export const optionTable = {
  meeting: option({
    argument: '<invitation>',
    parse: toMeeting,
    expected: meetingText,
    doc: 'the meeting: its link, the invitation as it was sent, @file with one, - for stdin, or its number with --platform',
    default: 'the meeting built into Rollcall',
  }),
  passcode: option({
    // A flag's value can be read by every user of the machine.
    sources: ['env'],
    parse: toText(200),
    expected: 'the passcode as text',
    doc: "the meeting's passcode",
  }),
  platform: option({
    argument: '<name|file>',
    parse: toText(4_000),
    expected: "a platform's name or the path of a profile",
    doc: 'the platform profile to join with',
    default: 'told by the link',
  }),
  participants: option({
    argument: '<count>',
    ...wholeNumber(1, 10_000),
    doc: 'how many come; over a scenario file, all its scenarios are scaled in proportion',
    default: 'what the machine can hold, or the scenario says',
  }),
  device: option({
    argument: '<name>',
    parse: toText(100),
    expected: "'desktop' or one of Playwright's device names",
    doc: "'desktop' or a device by Playwright's name, for everyone",
    default: 'half desktops, half phones',
  }),
  network: option<ParsedNetwork>({
    argument: '<name>',
    // A name alone: figures and steps are too big for a flag, and the config file has a shape of its own for them.
    sources: ['flag', 'env'],
    parse: toText(100),
    expected: "a network's name such as '4g'",
    doc: 'the network of everyone, by its name',
    default: "this machine's own",
  }),
  processor: option({
    argument: '<class>',
    parse: toProcessor,
    expected: processorText,
    doc: 'how quick everyone’s processor is while joining',
    default: 'as quick as this machine',
  }),
  within: option({ ...duration, doc: 'the span over which a burst comes', default: '5s' }),
  hold: option({ ...duration, doc: 'how long a participant stays, from usable media', default: '30s' }),
  iterations: option({
    argument: '<count>',
    ...wholeNumber(1, 10_000),
    doc: 'rounds: how many times everyone comes',
    default: '1',
  }),
  joinTimeout: option({ ...positiveDuration, doc: 'when a join has failed', default: '60s' }),
  leaveTimeout: option({ ...positiveDuration, doc: 'how long leaving may take', default: '10s' }),
  seed: option({
    argument: '<number>',
    ...wholeNumber(0, 0xffff_ffff),
    doc: 'the same seed, the same plan',
    default: '1',
  }),
  confidence: option({
    argument: '<share>',
    parse: toConfidence,
    expected: confidenceText(),
    doc: 'a threshold that this many joins cannot settle is inconclusive',
    default: 'the sample decides',
  }),
  onRateLimited: option({
    argument: '<what>',
    parse: (value) => rateLimitPolicies.find((policy) => policy === value),
    expected: `one of ${rateLimitPolicies.join(', ')}`,
    doc: 'when the platform says that joins come too often: continue, back-off (start later and slower) or stop',
    default: 'back-off',
  }),
  locale: option({
    argument: '<tag>',
    parse: toLocale,
    expected: localeText,
    doc: "the browser's language",
    default: 'en-US',
  }),
  storageState: option({
    argument: '<path>',
    parse: toPaths,
    expected: pathsText,
    doc: "session of somebody who is logged in, as Playwright's --save-storage keeps it, for everyone",
    default: 'everybody comes as a guest',
  }),
  timezone: option({ argument: '<name>', parse: toTimezone, expected: timezoneText, doc: "the browser's timezone" }),
  region: option({
    argument: '<label>',
    parse: toRegion,
    expected: regionText,
    doc: 'where this machine stands, as a tag',
  }),
  name: option({
    argument: '<name>',
    parse: toName,
    expected: 'a name of letters, digits, spaces and -_. (at most 60)',
    doc: "the run's name",
    default: "the scenario's, or its file's",
  }),
  config: option({
    ...filePath,
    sources: ['flag', 'env'],
    doc: 'the configuration file',
    default: 'rollcall.config.json, if there is one',
  }),
  out: option({ ...filePath, doc: 'the folder for results', default: 'results' }),
  browser: option({
    ...filePath,
    doc: 'the browser to start',
    default: 'an installed Chrome or Chromium, else Playwright’s',
  }),
  influx: option({
    argument: '<url>',
    parse: toLink,
    expected: linkText,
    doc: 'InfluxDB to send to while the run goes on: http://host:8086, with ?db=name another database than rollcall',
  }),
  influxDatabase: option({ sources: ['env', 'config'], parse: toText(100), expected: 'a name', doc: 'its database' }),
  influxUser: option({ sources: ['env', 'config'], parse: toText(200), expected: 'a name', doc: 'its user' }),
  // Like the passcode: a flag could be read by every user of the machine, a file is committed by mistake.
  influxPassword: option({
    sources: ['env'],
    parse: toText(1_000),
    expected: 'a password',
    doc: "its user's password",
  }),
  influxToken: option({ sources: ['env'], parse: toText(1_000), expected: 'a token', doc: 'its API token' }),
  headed: option({ ...flag, doc: 'show the browsers' }),
  trace: option({ ...flag, doc: 'keep a Playwright trace of each participant (may hold secrets of the page)' }),
  quiet: option({ ...flag, doc: 'print the verdict only' }),
  json: option({ ...flag, doc: 'print one JSON object a line' }),
} satisfies Record<string, OptionRow<unknown>>;

type Row<K extends OptionName> = (typeof optionTable)[K];
export type OptionName = keyof typeof optionTable;
export type OptionValues = { readonly [K in OptionName]?: NonNullable<ReturnType<Row<K>['parse']>> };

export const optionNames = Object.keys(optionTable) as OptionName[];

function rowOf(name: OptionName): OptionRow<unknown> {
  return optionTable[name];
}

export function allowedFrom(name: OptionName, source: Source): boolean {
  return (rowOf(name).sources ?? everywhere).includes(source);
}

/** `--join-timeout` */
export function flagOf(name: OptionName): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** `ROLLCALL_JOIN_TIMEOUT` */
export function envOf(name: OptionName): string {
  return `ROLLCALL_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** What a command line needs to know of the flags: `--join-timeout <duration>` and its line in the help text. */
export function flagTable(): readonly { readonly name: OptionName; readonly flags: string; readonly doc: string }[] {
  return optionNames
    .filter((name) => allowedFrom(name, 'flag'))
    .map((name) => {
      const { argument, doc, default: fallback } = rowOf(name);
      return {
        name,
        flags: argument === undefined ? flagOf(name) : `${flagOf(name)} ${argument}`,
        doc: fallback === undefined ? doc : `${doc} (default: ${fallback})`,
      };
    });
}
