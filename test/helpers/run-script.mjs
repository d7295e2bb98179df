/**
 * Runs a TypeScript script of test/ (bench, truth, look) on Node 20: `node test/helpers/run-script.mjs test/bench/bench.ts`.
 * Everything of ours is bundled, packages stay outside; the bundle lies in node_modules/.cache, below the package's root,
 * where shared/package-root.ts finds its way home.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { buildIfStale } from '../../src/setup/build.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const [script, ...rest] = process.argv.slice(2);
if (script === undefined) throw new Error('usage: node test/helpers/run-script.mjs <script.ts> [arguments]');

await buildIfStale(root);
const outfile = path.join(root, 'node_modules/.cache/rollcall', `${path.basename(script, '.ts')}-${process.pid}.mjs`);
await mkdir(path.dirname(outfile), { recursive: true });
await build({
  entryPoints: [path.resolve(root, script)],
  outfile,
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
});
process.argv = [process.argv[0], outfile, ...rest];
await import(pathToFileURL(outfile).href);
