/** One short run whose joins come at a steady rate, starved or left in peace. */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseCpuTicks, type CpuTicks } from '../../src/generator/proc.js';
import { resultsIn, startCli, summaryIn } from '../helpers/cli.js';
import { readRun } from '../../src/run/read-run.js';
import { spareMeeting, type Starvation } from './starve.js';

export interface HealthRun {
  /** Join times, ms; those of joins that failed are missing. */
  readonly joinTimes: readonly number[];
  readonly planned: number;
  readonly invalid: boolean;
  readonly reasons: readonly string[];
  /** Of the time that processors were wanted: what the hypervisor gave to other machines. */
  readonly stolen: number;
  /** The results' folder. */
  readonly folder: string;
}

/** @param rate joins a second. @param seconds in which they come */
export async function healthRun(
  folder: string,
  rate: number,
  seconds: number,
  starvation: Starvation = {},
): Promise<HealthRun> {
  await writeFile(path.join(folder, 'health.ts'), scenarioText(rate, seconds));
  const before = stealNow();
  const { child, finished } = startCli(['run', 'health.ts', '--quiet'], folder);
  if (child.pid === undefined) throw new Error('rollcall did not start');
  await spareMeeting(child.pid);
  const end = starvation.begin?.(child.pid);
  const { code, err } = await finished;
  await end?.();
  if (code !== 0 && code !== 99 && code !== 120 && code !== 121) throw new Error(`exit ${code}: ${err}`);
  const { exit_codes: exits, reasons } = await summaryIn(folder);
  const results = resultsIn(folder);
  const { report } = await readRun(path.join(results, 'recording.jsonl'));
  const joins = report.iterations.filter(({ tags }) => tags.scenario === 'joins');
  return {
    joinTimes: joins.flatMap(({ join_time_ms: ms }) => (ms === undefined ? [] : [ms])),
    planned: joins.length,
    invalid: exits.includes(121),
    stolen: before === undefined ? 0 : shareSince(before),
    reasons,
    folder: results,
  };
}

function stealNow(): CpuTicks | undefined {
  return parseCpuTicks(readFileSync('/proc/stat', 'utf8'));
}

function shareSince(before: CpuTicks): number {
  const after = stealNow() ?? before;
  const stolen = (after.steal ?? 0) - (before.steal ?? 0);
  return stolen / Math.max(1, after.busy - before.busy + stolen);
}

function scenarioText(rate: number, seconds: number): string {
  const small = `{ camera: 'talking-head', microphone: false, width: 320, height: 240, frameRate: 10 }`;
  return `export default {
  scenarios: {
    sender: { executor: 'per-vu-iterations', hold: '${seconds + 2}s', media: ${small} },
    joins: {
      executor: 'constant-arrival-rate', rate: 1, timeUnit: ${Math.round(1_000 / rate)}, duration: '${seconds}s', startTime: '2s',
      preAllocatedVUs: 40, hold: '2s', media: { camera: false, microphone: false },
    },
  },
};
`;
}
