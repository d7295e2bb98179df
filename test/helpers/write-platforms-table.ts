/** `npm run platforms-table`: README's table of platforms, from their profiles; a unit test fails when it is stale. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withPlatformTable } from '../../src/cli/platforms-readme.js';
import { platformProfiles } from '../../src/platform/profiles/index.js';
import { packageRoot } from '../../src/shared/package-root.js';

const file = path.join(packageRoot, 'README.md');
await writeFile(file, withPlatformTable(await readFile(file, 'utf8'), platformProfiles));
