/** Options from flags and `ROLLCALL_*` variables: texts → values, or problems that say where. */
import type { Problem } from '../shared/errors.js';
import { describeValue } from './describe-value.js';
import { nearestName } from '../shared/nearest-name.js';
import type { ParsedKeys } from './parse-keys.js';
import {
  allowedFrom,
  envOf,
  flagOf,
  optionNames,
  optionTable,
  type OptionName,
  type OptionValues,
} from './option-table.js';

export type ParsedOptions = ParsedKeys<OptionValues>;

/** @param flags by option name (`joinTimeout`), as a command line gives them: texts, and `true` for switches. */
export function parseFlags(flags: Readonly<Record<string, unknown>>): ParsedOptions {
  return parseAll(
    Object.entries(flags).map(([key, value]) => ({
      name: optionNames.find((name) => name === key && allowedFrom(name, 'flag')),
      place: isOption(key) ? flagOf(key) : `--${key}`,
      value,
      known: optionNames.filter((name) => allowedFrom(name, 'flag')).map(flagOf),
    })),
  );
}

/** Variables that do not begin with `ROLLCALL_` are none of our business; one that does is an option, or a mistake. */
export function parseEnv(env: Readonly<Record<string, string | undefined>>): ParsedOptions {
  return parseAll(
    Object.entries(env)
      .filter(([key, value]) => key.startsWith('ROLLCALL_') && value !== undefined)
      .map(([key, value]) => ({
        name: optionNames.find((name) => envOf(name) === key && allowedFrom(name, 'env')),
        place: key,
        value,
        known: optionNames.filter((name) => allowedFrom(name, 'env')).map(envOf),
      })),
  );
}

interface Given {
  readonly name: OptionName | undefined;
  readonly place: string;
  readonly value: unknown;
  readonly known: readonly string[];
}

function parseAll(given: readonly Given[]): ParsedOptions {
  const values: Record<string, unknown> = {};
  const problems: Problem[] = [];
  const broken: string[] = [];
  for (const { name, place, value, known } of given) {
    if (value === undefined) continue;
    if (name === undefined) {
      const nearest = nearestName(place, known);
      problems.push({
        place: describeValue(place).slice(1, -1),
        found: 'an option that does not exist',
        expected: nearest === undefined ? `one of ${known.slice(0, 8).join(', ')}, …` : `did you mean ${nearest}?`,
      });
      continue;
    }
    const parsed = parseText(name, value);
    if (parsed === undefined) {
      broken.push(name);
      const found = name === 'passcode' ? 'a value that is not right' : describeValue(value);
      problems.push({ place, found, expected: optionTable[name].expected });
    } else values[name] = parsed;
  }
  return { values, broken, problems };
}

const switches = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** A text may stand for a number or a switch; which, the option knows. */
function parseText(name: OptionName, value: unknown): unknown {
  const { parse } = optionTable[name];
  const asItIs = parse(value);
  if (asItIs !== undefined || typeof value !== 'string') return asItIs;
  const text = value.trim();
  const asSwitch = switches.get(text.toLowerCase());
  return (text === '' ? undefined : parse(Number(text))) ?? (asSwitch === undefined ? undefined : parse(asSwitch));
}

function isOption(key: string): key is OptionName {
  return Object.hasOwn(optionTable, key);
}
