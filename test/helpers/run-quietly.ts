/** A run from code, as `rollcall run` would do it, without a word: for tests, benches and the truth table. */
import { resolveConfig } from '../../src/config/resolve-config.js';
import type { Line } from '../../src/model/line.js';
import { known } from '../../src/run/known.js';
import { runScenario, type RunResult } from '../../src/run/run-scenario.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { epochMs } from '../../src/shared/clock.js';

export interface QuietRun {
  readonly scenario: Scenario;
  readonly flags?: Readonly<Record<string, unknown>>;
  readonly stop?: AbortSignal;
  readonly abandon?: AbortSignal;
  readonly onLine?: (line: Line) => void;
}

/** @param out where results go; the caller removes it. */
export async function runQuietly(
  out: string,
  { scenario, flags = {}, stop, abandon, onLine }: QuietRun,
): Promise<RunResult> {
  const resolution = await resolveConfig({
    file: { path: 'scenario.ts', exported: scenario },
    flags: { ...flags, out },
    known,
    defaultParticipants: 6,
    slowedAtOnce: 1,
    folder: process.cwd(),
    today: epochMs(),
  });
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems, undefined, 2));
  return runScenario({
    config: resolution.config,
    stop: stop ?? new AbortController().signal,
    abandon: abandon ?? new AbortController().signal,
    say: () => undefined,
    ...(onLine === undefined ? {} : { onLine }),
  });
}
