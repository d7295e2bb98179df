/** `npm start` after set-up: how long to the verdict. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { monotonicClock } from '../../src/shared/clock.js';
import { packageRoot } from '../../src/shared/package-root.js';
import { withTempFolder } from '../helpers/temp.js';
import { figure, type Figure } from './figure.js';

export async function startTime(): Promise<readonly Figure[]> {
  return withTempFolder((folder) => {
    const clock = monotonicClock();
    const start = path.join(packageRoot, 'src/setup/start.mjs');
    const { status, stderr } = spawnSync(process.execPath, [start, '--quiet', '--out', folder], { encoding: 'utf8' });
    const seconds = clock.now() / 1_000;
    if (status !== 0 && status !== 99) throw new Error(stderr);
    return Promise.resolve([figure('npm start after set-up, to the verdict', seconds, 's', 60)]);
  });
}
