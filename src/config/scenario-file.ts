/** A scenario file's default export, parsed: its own options and each entry apart, so that a bad one hides nothing. */
import type { Problem } from '../shared/errors.js';
import { describeValue } from './describe-value.js';
import {
  entryOptionNames,
  entrySchema,
  scenarioFileSchema,
  type ParsedEntry,
  type ParsedFile,
} from './scenario-schema.js';
import { zodProblems } from './zod-problems.js';

export interface ParsedScenarioFile {
  /** Empty when something in it was wrong. */
  readonly file: Partial<ParsedFile>;
  /** Those that were right. */
  readonly entries: readonly (readonly [string, ParsedEntry])[];
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
    return { file: {}, entries: [], problems: [problem] };
  }
}

function parse(exported: unknown): ParsedScenarioFile {
  if (typeof exported !== 'object' || exported === null || Array.isArray(exported)) {
    const problem = {
      place: 'default export',
      found: describeValue(exported),
      expected: 'export default defineScenario({ … })',
    };
    return { file: {}, entries: [], problems: [problem] };
  }
  const parsed = scenarioFileSchema.safeParse(exported);
  const known = Object.keys(scenarioFileSchema.shape);
  const problems = parsed.success ? [] : [...zodProblems(parsed.error, { input: exported, place: '', known })];

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
  for (const [key, input] of given.slice(0, mostScenarios)) {
    const entry = entrySchema.safeParse(input);
    if (entry.success) entries.push([key, entry.data]);
    else
      problems.push(
        ...zodProblems(entry.error, { input, place: `scenarios.${key.slice(0, 60)}`, known: entryOptionNames }),
      );
  }
  return { file: parsed.success ? parsed.data : {}, entries, problems };
}
