/**
 * What every command needs before it can run: a Node that is new enough, packages, a build. What is done already is not
 * done again and says nothing.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.mjs';
import { ensurePackages } from './packages.mjs';
import { SetUpError } from './say.mjs';

export const packageRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The one of `engines` in package.json: `require` of ES modules, and statfs. */
const oldestNode = [20, 19];

/** `dev`: the tests' packages too. Throws a SetUpError that tells what to type. */
export async function setUp({ dev = false } = {}) {
  checkNode(process.versions.node);
  await ensurePackages(packageRoot, { dev });
  await buildIfStale(packageRoot);
}

export function checkNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new SetUpError(
    `Rollcall needs Node ${oldestNode.join('.')} or newer, and this is ${version}. Install one from https://nodejs.org.`,
  );
}
