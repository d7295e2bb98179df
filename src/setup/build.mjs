/**
 * TypeScript in src/ → JavaScript in dist/, page code → one script a room in dist/page/<room>.js.
 * Types are checked by `npm run check`, not here: this must be quick, since every `npm start` may need it.
 */
import { rm, writeFile, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const sources = (await readdir(path.join(root, 'src'), { recursive: true })).map((file) =>
  file.split(path.sep).join('/'),
);
const pageMains = sources.filter((file) => /^[^/]+\/page\/main\.ts$/.test(file));

await rm(path.join(root, 'dist'), { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: sources
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && !file.includes('/page/'))
    .map((file) => `src/${file}`),
  outdir: 'dist',
  outbase: 'src',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: 'linked',
  logLevel: 'warning',
});
await mkdir(path.join(root, 'dist/page'), { recursive: true });
for (const main of pageMains) {
  const bundled = await build({
    absWorkingDir: root,
    entryPoints: [`src/${main}`],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'bundle',
    platform: 'browser',
    target: 'chrome120',
    charset: 'utf8',
    logLevel: 'warning',
  });
  // An expression that takes the configuration: pageScript() in src/shared/package-root.ts calls it.
  const code = `(config) => {\n${bundled.outputFiles[0].text}\nreturn bundle.default(config);\n}`;
  await writeFile(path.join(root, 'dist/page', `${main.split('/')[0]}.js`), code);
}
