/** A scenario file's default export, parsed: its own options and each entry apart, so that a bad one hides nothing. */
import type { Problem } from '../shared/errors.js';
import { describeValue, placeOf } from './describe-value.js';
import type { Placed } from './layers.js';
import {
  entryOptionNames,
  entrySchema,
  scenarioFileSchema,
  type ParsedEntry,
  type ParsedFile,
} from './scenario-schema.js';
import { parseKeys } from './parse-keys.js';
import { zodProblems } from './zod-problems.js';

export interface ParsedScenarioFile {
  /** Its own options that were right. */
  readonly file: Partial<ParsedFile>;
  /** Its own options that were not. */
  readonly broken: readonly string[];
  /** Those that were right. */
  readonly entries: readonly (readonly [string, ParsedEntry])[];
  /** Devices that the entries name which were not: a bad option must not hide a bad device. */
  readonly otherDevices: readonly Placed<string>[];
  readonly problems: readonly Problem[];
}

const mostScenarios = 100;

export function parseScenarioFile(exported: unknown): ParsedScenarioFile {
  try {
    return parse(exported);
  } catch {
    // An object may do anything when it is looked at (getters, proxies).
    const problem = {
      place: 'default export',
      found: 'an object that cannot be read',
      expected: 'what defineScenario takes',
    };
    return { file: {}, broken: [], entries: [], otherDevices: [], problems: [problem] };
  }
}

function parse(exported: unknown): ParsedScenarioFile {
  if (typeof exported !== 'object' || exported === null || Array.isArray(exported)) {
    const problem = {
      place: 'default export',
      found: describeValue(exported),
      expected: 'export default defineScenario({ … })',
    };
    return { file: {}, broken: [], entries: [], otherDevices: [], problems: [problem] };
  }
  const { values: file, broken, problems: wrong } = parseKeys(scenarioFileSchema, exported, '');
  const problems = [...wrong];

  const { scenarios } = exported as { scenarios?: unknown };
  const given = typeof scenarios === 'object' && scenarios !== null ? Object.entries(scenarios) : [];
  if (typeof scenarios === 'object' && scenarios !== null && (given.length === 0 || given.length > mostScenarios)) {
    problems.push({
      place: 'scenarios',
      found: `${given.length} scenarios`,
      expected: `1 to ${mostScenarios} scenarios`,
    });
  }
  const entries: (readonly [string, ParsedEntry])[] = [];
  const otherDevices: Placed<string>[] = [];
  for (const [key, input] of given.slice(0, mostScenarios)) {
    const entry = entrySchema.safeParse(input);
    if (entry.success) entries.push([key, entry.data]);
    else {
      const place = placeOf(['scenarios', key]);
      problems.push(...zodProblems(entry.error, { input, place, known: entryOptionNames }));
      const device = deviceIn(input);
      if (device !== undefined) otherDevices.push({ value: device, place: `${place}.device` });
    }
  }
  return { file, broken, entries, otherDevices, problems };
}

function deviceIn(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null || !('device' in input)) return undefined;
  return typeof input.device === 'string' ? input.device : undefined;
}
