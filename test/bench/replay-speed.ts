/** How long and in how much memory a long recording replays: 1,000 participants × 10 minutes, and a tenth of it. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../src/shared/package-root.js';
import { monotonicClock } from '../../src/shared/clock.js';
import { withTempFolder } from '../helpers/temp.js';
import { figure, type Figure } from './figure.js';
import { writeSynthetic } from './synthetic-recording.js';

export async function replaySpeed(): Promise<readonly Figure[]> {
  return withTempFolder(async (folder) => {
    const whole = await replayOf(folder, 1_000, 600);
    const tenth = await replayOf(folder, 100, 600);
    return [
      figure('replay of 1,000 participants × 10 min, report included', whole.seconds, 's', 30),
      figure('memory of that replay', whole.megabytes, 'MB', 500),
      figure('its time ÷ 10 × that of a tenth of it (1: linear)', whole.seconds / (10 * tenth.seconds), '×', 1.2),
    ];
  });
}

async function replayOf(
  folder: string,
  participants: number,
  seconds: number,
): Promise<{ seconds: number; megabytes: number }> {
  const file = path.join(folder, `recording-${participants}.jsonl`);
  await writeSynthetic(file, participants, seconds);
  const clock = monotonicClock();
  // In a process of its own, so that its memory is the replay's alone.
  const code = `import { readRun } from ${JSON.stringify(path.join(packageRoot, 'dist/run/read-run.js'))};
    const { summary } = await readRun(${JSON.stringify(file)});
    console.log(JSON.stringify({ rss: process.resourceUsage().maxRSS, joined: summary.groups[0].joins.joined }));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  const elapsed = clock.now() / 1_000;
  if (stdout === '') throw new Error(stderr);
  const { rss } = z.object({ rss: z.number(), joined: z.literal(participants) }).parse(JSON.parse(stdout));
  return { seconds: elapsed, megabytes: rss / 1_024 };
}
