/** What tests expect of a run as a whole. Apart from cli.ts, which scripts outside vitest use too. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { cli, resultsIn, type Finished } from './cli.js';

/** Replays the one run in this folder: the same summary, byte for byte, and its exit code. */
export async function expectSameSummaryAgain(cwd: string, code: number | null): Promise<void> {
  const again = path.join(cwd, 'again');
  const replayed = await cli(['replay', path.join(resultsIn(cwd), 'recording.jsonl'), '--out', again], cwd);
  expect(replayed.code).toBe(code);
  const [first, second] = await Promise.all(
    [resultsIn(cwd), again].map((folder) => readFile(path.join(folder, 'summary.json'), 'utf8')),
  );
  expect(second).toBe(first);
}

/**
 * A run that ends so unless this machine was out of breath: other work may run beside the suite, and then invalid (121) is the
 * right word. For tests whose subject is not the load.
 */
export function expectCode({ code }: Finished, expected: number): void {
  expect([expected, 121]).toContain(code);
}
