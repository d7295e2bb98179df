/** Zod's issues → problems that a person can read: the place, what was found, what would be right. */
import type { z } from 'zod';
import type { Problem } from '../shared/errors.js';
import { describeValue, placeOf } from './describe-value.js';
import { nearestName, oneOf } from '../shared/nearest-name.js';

export interface Parsed {
  /** What was parsed. */
  readonly input: unknown;
  /** Where that stands, put before every place: `scenarios.phones`, `rollcall.config.json:`. */
  readonly place: string;
  /** Names that an unknown key may have been meant to be. */
  readonly known: readonly string[];
}

export function zodProblems(error: z.ZodError, parsed: Parsed): readonly Problem[] {
  return error.issues.flatMap((issue) => problemsOf(issue, [], parsed));
}

function problemsOf(issue: z.core.$ZodIssue, above: readonly PropertyKey[], parsed: Parsed): readonly Problem[] {
  const path = [...above, ...issue.path];
  const found = valueAt(parsed.input, path);
  const place = joinPlaces(parsed.place, placeOf(path));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const nearest = nearestName(key, parsed.known);
        return {
          place: joinPlaces(parsed.place, placeOf([...path, key])),
          found: 'an option that does not exist',
          expected:
            nearest === undefined
              ? 'no such key'
              : nearest === key
                ? 'not this option here'
                : `did you mean ${nearest}?`,
        };
      });
    case 'invalid_key':
      return [{ place, found: describeValue(path.at(-1)), expected: issue.issues[0]?.message ?? issue.message }];
    case 'invalid_union': {
      if (issue.discriminator !== undefined) {
        const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
        return [{ place, found: describeValue(found), expected: oneOf(options, found) }];
      }
      // An object was meant for the alternative that takes an object: what is wrong inside it says more.
      const inside = issue.errors.find((issues) =>
        issues.some(({ path: deeper, code }) => deeper.length > 0 || code === 'unrecognized_keys'),
      );
      if (inside !== undefined && typeof found === 'object')
        return inside.flatMap((deeper) => problemsOf(deeper, path, parsed));
      return [{ place, found: describeValue(found), expected: unionText(issue) }];
    }
    case 'invalid_type':
      return [{ place, found: describeValue(found), expected: plain(issue.message, issue.expected) }];
    default:
      return [{ place, found: describeValue(found), expected: issue.message }];
  }
}

/** A union's own sentence, or the first alternative's. */
function unionText(issue: z.core.$ZodIssueInvalidUnion): string {
  return issue.message === 'Invalid input' ? (issue.errors[0]?.[0]?.message ?? issue.message) : issue.message;
}

function plain(message: string, expected: string): string {
  if (!message.startsWith('Invalid input')) return message;
  return (
    { object: 'an object { … }', record: 'an object { … }', array: 'a list [ … ]', boolean: 'true or false' }[
      expected
    ] ?? `a ${expected}`
  );
}

/** `rollcall.config.json:` and `seed`, `scenarios` and `["a b"]`. */
function joinPlaces(before: string, path: string): string {
  if (before === '' || path === '') return before + path;
  if (before.endsWith(':')) return `${before} ${path}`;
  return path.startsWith('[') ? before + path : `${before}.${path}`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}
