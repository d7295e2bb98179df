/** Where a run's files lie: `results/<time>-<name>/`, one folder a run, never shared and never overwritten. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { HarnessError, messageOf } from '../shared/errors.js';

export interface ResultsFolder {
  readonly folder: string;
  readonly runId: string;
  readonly recording: string;
  readonly summary: string;
  readonly report: string;
}

/**
 * @param startedAt epoch milliseconds
 * @throws HarnessError `environment` when the folder cannot be made
 */
export async function makeResultsFolder(parent: string, runName: string, startedAt: number): Promise<ResultsFolder> {
  const time = new Date(startedAt).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  const name = runName.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 60);
  try {
    await mkdir(parent, { recursive: true });
    for (let attempt = 1; ; attempt += 1) {
      const runId = `${time}-${name}${attempt === 1 ? '' : `-${attempt}`}`;
      const folder = path.join(parent, runId);
      if (await made(folder)) return filesIn(folder, runId);
    }
  } catch (cause) {
    throw new HarnessError('environment', `No folder for the results can be made in ${parent}: ${messageOf(cause)}`, {
      hint: 'Name another one with --out.',
      cause,
    });
  }
}

export function filesIn(folder: string, runId = path.basename(folder)): ResultsFolder {
  const file = (name: string): string => path.join(folder, name);
  return {
    folder,
    runId,
    recording: file('recording.jsonl'),
    summary: file('summary.json'),
    report: file('report.html'),
  };
}

/** @returns false when it exists: two runs may start in one second. */
async function made(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return false;
    throw thrown;
  }
}
