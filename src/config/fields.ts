/** The kinds of values that options have, each with the sentence that says what would be right. */
import { z } from 'zod';
import { parseDuration } from '../shared/duration.js';

/** A timer cannot be set for longer (2^31 ms). */
const longestMs = 20 * 86_400_000;

export const durationText = "a duration such as '8s', '1m30s' or '250ms', at most 20d";

/** A value that `parse` makes something of, or else a problem that says `expected`. Takes part in `.optional()`. */
export function field<T>(expected: string, parse: (value: unknown) => T | undefined) {
  return z.unknown().transform((value, context): T => {
    const parsed = parse(value);
    if (parsed !== undefined) return parsed;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });
}

export function toDuration(value: unknown): number | undefined {
  const ms = parseDuration(value);
  return ms !== undefined && ms <= longestMs ? ms : undefined;
}

export function toWholeNumber(least: number, most: number): (value: unknown) => number | undefined {
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : undefined;
}

/** One line of at most so many letters. */
export function toText(most: number): (value: unknown) => string | undefined {
  return (value) =>
    typeof value === 'string' && value.trim() !== '' && value.length <= most && !/\p{Cc}/u.test(value)
      ? value
      : undefined;
}

export const duration = field(durationText, toDuration);
export const positiveDuration = field(`${durationText}, and more than 0`, (value) => {
  const ms = toDuration(value);
  return ms === 0 ? undefined : ms;
});
export const wholeNumber = (least: number, most: number) =>
  field(`a whole number from ${least} to ${most}`, toWholeNumber(least, most));
export const text = (what: string, most = 200) => field(what, toText(most));
export const oneOfThese = <const T extends string>(values: readonly T[]) =>
  field(`one of ${values.map((value) => `'${value}'`).join(', ')}`, (value) =>
    values.find((candidate) => candidate === value),
  );

export const pathsText = 'a path, or a list of paths';
export function toPaths(value: unknown): readonly string[] | undefined {
  const paths = (Array.isArray(value) ? value : [value]).map(toText(4_000));
  return paths.length > 0 && paths.every((path) => path !== undefined) ? paths : undefined;
}

export const localeText = "a language tag such as 'zh-TW'";
export function toLocale(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return Intl.getCanonicalLocales(value)[0];
  } catch {
    return undefined;
  }
}

export const timezoneText = "a timezone such as 'Asia/Hong_Kong'";
export function toTimezone(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** Labels end up in the recording's tags, so they are short and plain. */
export const regionText = "a short label such as 'hk' (letters, digits, - and _)";
export function toRegion(value: unknown): string | undefined {
  return typeof value === 'string' && /^\w[\w-]{0,39}$/.test(value) ? value : undefined;
}

export const linkText = 'an http or https link';
export function toLink(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 4_000 || !URL.canParse(value)) return undefined;
  return ['http:', 'https:'].includes(new URL(value).protocol) ? value : undefined;
}

export const meetingText =
  "a link, an invitation as it was sent, '@' and the path of a file with one, or a meeting number";
/** Which meeting it names is looked into when the platform is known. */
export function toMeeting(value: unknown): string | undefined {
  const isText = typeof value === 'string' && value.trim() !== '' && value.length <= 100_000 && !value.includes('\0');
  return isText ? value : undefined;
}

/** Origin and the beginning of a path: no query, no fragment, no user. */
export function toAddressPrefix(value: unknown): string | undefined {
  const link = toLink(value);
  if (link === undefined) return undefined;
  const { search, hash, username, password } = new URL(link);
  return search + hash + username + password === '' ? link : undefined;
}
export const addressPrefixText = "an address without query, such as 'https://meeting.example.com'";
