/** `npm run dashboards`: writes the JSON that Grafana imports; a unit test fails when it is stale. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packageRoot } from '../src/shared/package-root.js';
import { dashboardFile, dashboardJson, dashboardNames } from './all.js';

for (const name of dashboardNames) {
  const file = path.join('dashboards', dashboardFile(name));
  await writeFile(path.join(packageRoot, file), dashboardJson(name));
  process.stdout.write(`${file}\n`);
}
