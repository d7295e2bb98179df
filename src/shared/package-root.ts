/** Where this copy of Rollcall lives, whether it runs from `src/` (tests) or from `dist/`. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { HarnessError } from './errors.js';

export const packageRoot: string = findRoot(path.dirname(fileURLToPath(import.meta.url)));

function findRoot(from: string): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'package.json'))) return folder;
    if (folder === path.dirname(folder)) throw new HarnessError('internal', `no package.json above ${from}`);
  }
}

const bundles = new Map<string, string>();

/**
 * The code that runs in a page, bundled by `npm run build` into one classic script that evaluates to its exports'
 * `default`. `name` is `<room>` for `src/<room>/page/main.ts`.
 */
export function pageBundle(name: string): string {
  let code = bundles.get(name);
  if (code === undefined) {
    const file = path.join(packageRoot, 'dist', 'page', `${name}.js`);
    try {
      code = readFileSync(file, 'utf8');
    } catch (cause) {
      throw new HarnessError('environment', `The page code ${file} is missing.`, { hint: 'Run: npm run build', cause });
    }
    bundles.set(name, code);
  }
  return code;
}

/** Calls a page bundle's default export with a JSON value: the text of an init script. */
export function pageScript(name: string, config: unknown): string {
  return `(${pageBundle(name)})(${JSON.stringify(config).replaceAll('<', '\\u003c')});`;
}
