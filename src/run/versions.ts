/** Versions of what runs, read where they are written. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../shared/package-root.js';

const packageJson = z.object({ version: z.string() });

function versionIn(file: string): string {
  return packageJson.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}

export const rollcallVersion: string = versionIn(path.join(packageRoot, 'package.json'));

export function versions(): { readonly rollcall: string; readonly node: string; readonly playwright: string } {
  const playwright = createRequire(import.meta.url).resolve('playwright/package.json');
  return { rollcall: rollcallVersion, node: process.versions.node, playwright: versionIn(playwright) };
}
