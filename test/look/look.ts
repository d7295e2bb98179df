/**
 * `npm run look [-- scenario.ts …]`: runs scenarios (peak-burst unless told otherwise) against the built-in meeting and
 * photographs their reports at 1280 and 390 px into results/look/, for the eye.
 */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { filesIn } from '../../src/run/results-folder.js';
import { packageRoot } from '../../src/shared/package-root.js';
import { cli, resultsIn } from '../helpers/cli.js';
import { photograph } from './photograph.js';

const out = path.join(packageRoot, 'results', 'look');
const scenarios = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ['scenarios/peak-burst.ts'];
await mkdir(out, { recursive: true });
for (const scenario of scenarios) {
  const folder = path.join(out, path.basename(scenario, '.ts'));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { out: said, err, code } = await cli(['run', path.resolve(scenario), '--quiet'], folder);
  process.stdout.write(`${said}${err}exit ${code ?? 'by a signal'}\n`);
  for (const picture of await photograph(filesIn(resultsIn(folder)).report, folder)) {
    process.stdout.write(`${path.relative(packageRoot, picture)}\n`);
  }
}
