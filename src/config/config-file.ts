/** `rollcall.config.json`: what holds for every run from this folder. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { messageOf } from '../shared/errors.js';
import { field } from './fields.js';
import { parseKeys, type ParsedKeys } from './parse-keys.js';
import { networkSchema } from './network-schema.js';
import { allowedFrom, optionNames, optionTable, type OptionValues } from './option-table.js';
import { stepsSchema } from './phone-schema.js';
import { authorisationSchema, mediaSchema, rewriteSchema, targetSchema, thresholdsSchema } from './scenario-schema.js';

export const configFileName = 'rollcall.config.json';

const ofTheTable = Object.fromEntries(
  optionNames
    .filter((name) => allowedFrom(name, 'config'))
    .map((name) => [name, field<unknown>(optionTable[name].expected, optionTable[name].parse).optional()]),
);

/** As the table has them, but for what a flag cannot hold. */
const rows: Readonly<Record<string, z.ZodType>> = { ...ofTheTable, network: networkSchema.optional() };

/** Beside the options of the table: what is too big for a flag. */
const extras = {
  /** Hosts that are yours, so that loading them needs no authorisation: `meet.example.com`, `*.example.com`. */
  ownHosts: z
    .array(
      field("a host name such as 'meet.example.com' or '*.example.com'", (value) =>
        typeof value === 'string' && /^(\*\.)?[\w-]+(\.[\w-]+)*$|^\[[\da-fA-F:]+\]$/.test(value)
          ? value.toLowerCase()
          : undefined,
      ),
      'a list of host names',
    )
    .optional(),
  authorisation: authorisationSchema.optional(),
  /** Addresses that lead elsewhere: a vendor's to a page of one's own. */
  rewrite: rewriteSchema.optional(),
  target: targetSchema.optional(),
  thresholds: thresholdsSchema.optional(),
  media: mediaSchema.optional(),
  steps: stepsSchema.optional(),
};

const schema = z.strictObject({ ...rows, ...extras });

export type ConfigFile = OptionValues & z.output<z.ZodObject<typeof extras>>;

/** What could be read, and what is wrong. */
export type ParsedConfigFile = ParsedKeys<ConfigFile>;

/** @param name of the file, for places. */
export function parseConfigFile(content: unknown, name: string): ParsedConfigFile {
  return parseKeys(schema, content, `${name}:`);
}

/**
 * Reads the named file, or the one in `folder` if there is one.
 *
 * @returns `undefined` when none was named and there is none.
 */
export function readConfigFile(named: string | undefined, folder: string): ParsedConfigFile | undefined {
  const file = path.resolve(folder, named ?? configFileName);
  const name = named ?? configFileName;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    if (named === undefined && code === 'ENOENT') return undefined;
    const found = code === 'ENOENT' ? 'no such file' : `a file that cannot be read (${String(code)})`;
    return { values: {}, broken: [], problems: [{ place: name, found, expected: 'a JSON file' }] };
  }
  try {
    return parseConfigFile(JSON.parse(text), name);
  } catch (thrown) {
    const problem = { place: name, found: `no JSON: ${messageOf(thrown)}`, expected: 'a JSON object' };
    return { values: {}, broken: [], problems: [problem] };
  }
}
