/**
 * Sessions of people who are logged in, as Playwright saves them (`npx playwright open --save-storage=<file> <address>`): cookies
 * and local storage. They are secrets: files are checked here and read again by the browser, nothing of them is kept.
 */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Problem } from '../shared/errors.js';
import { describeValue } from './describe-value.js';
import { fromConfig, override, type Layers, type Placed } from './layers.js';

export interface ResolvedSessions {
  /** Absolute. Empty: everybody comes as a guest. */
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

export interface SessionFolders {
  /** What files of a scenario are relative to. */
  readonly fileFolder: string;
  /** What those of flags, variables and the config file are relative to. */
  readonly folder: string;
}

const mostBytes = 16 * 1024 * 1024;
const savedSchema = z.object({
  cookies: z.array(z.object({ name: z.string(), value: z.string(), domain: z.string(), path: z.string() })),
  origins: z.array(z.object({ origin: z.string() })),
});

/** @param ofScenario the scenario file's, the nearest first */
export function resolveSessions(
  layers: Layers,
  ofScenario: readonly (Placed<readonly string[]> | undefined)[],
  { fileFolder, folder }: SessionFolders,
): ResolvedSessions {
  const above = override(layers, 'storageState');
  const own = ofScenario.find((given) => given !== undefined);
  const given = above ?? own ?? fromConfig(layers, 'storageState');
  if (given === undefined) return { files: [], problems: [] };
  const base = given === own ? fileFolder : folder;
  const files = given.value.map((file) => path.resolve(base, file));
  return { files, problems: files.flatMap((file) => problemsWith(file, given.place)) };
}

function problemsWith(file: string, place: string): readonly Problem[] {
  const why = faultOf(file);
  if (why === undefined) return [];
  const expected = 'a file that Playwright saved: npx playwright open --save-storage=<file> <address>, and log in';
  return [{ place, found: `${describeValue(file)}, which ${why}`, expected }];
}

function faultOf(file: string): string | undefined {
  let text: string;
  try {
    if (statSync(file).size > mostBytes) return 'is larger than 16 MB';
    text = readFileSync(file, 'utf8');
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'an error';
    return code === 'ENOENT' ? 'is not there' : `cannot be read (${code})`;
  }
  // The parser's own words would quote what stands there.
  let saved: unknown;
  try {
    saved = JSON.parse(text);
  } catch {
    return 'is not JSON';
  }
  return savedSchema.safeParse(saved).success ? undefined : 'holds no cookies and origins';
}
