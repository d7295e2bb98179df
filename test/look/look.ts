/**
 * `npm run look [-- scenario.ts … | dashboards]`: runs scenarios (peak-burst unless told otherwise) against the built-in meeting and
 * photographs their reports at 1280 and 390 px into results/look/, for the eye; and what the dashboards would show of the last of
 * them and of made-up nights (`dashboards` alone: of those nights only).
 */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { filesIn } from '../../src/run/results-folder.js';
import { packageRoot } from '../../src/shared/package-root.js';
import { cli, resultsIn } from '../helpers/cli.js';
import { lookAtDashboards } from './look-dashboards.js';
import { photograph } from './photograph.js';

const out = path.join(packageRoot, 'results', 'look');
const wanted = process.argv.slice(2);
const scenarios = wanted.length > 0 ? wanted.filter((name) => name !== 'dashboards') : ['scenarios/peak-burst.ts'];
await mkdir(out, { recursive: true });
let recording: string | undefined;
for (const scenario of scenarios) {
  const folder = path.join(out, path.basename(scenario, '.ts'));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { out: said, err, code } = await cli(['run', path.resolve(scenario), '--quiet'], folder);
  process.stdout.write(`${said}${err}exit ${code ?? 'by a signal'}\n`);
  for (const picture of await photograph(filesIn(resultsIn(folder)).report, folder)) {
    process.stdout.write(`${path.relative(packageRoot, picture)}\n`);
  }
  recording = filesIn(resultsIn(folder)).recording;
}
for (const picture of await lookAtDashboards(path.join(out, 'dashboards'), recording))
  process.stdout.write(`${path.relative(packageRoot, picture)}\n`);
