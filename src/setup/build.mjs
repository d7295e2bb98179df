/**
 * TypeScript in src/ → JavaScript in dist/, page code → one script a room in dist/page/<room>.js.
 * Types are checked by `npm run check`, not here: this must be quick, since every `npm start` may need it.
 *
 * Several processes may build at once, and others may be running what is in dist/: files are replaced one by one, each
 * whole, so that none is ever absent or half written.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isAlive } from './is-alive.mjs';
import { endWith, say, SetUpError } from './say.mjs';

/** Builds when src/ is not what dist/ was built from. */
export async function buildIfStale(root) {
  for (;;) {
    const stamp = stampOf(root);
    if (read(path.join(root, 'dist', 'stamp')) === stamp) return;
    say('Building …');
    try {
      replace(path.join(root, 'dist'), await compile(root));
      // What was saved meanwhile is in some of the files and not in others.
      if (stampOf(root) === stamp) writeFileSync(path.join(root, 'dist', 'stamp'), stamp);
    } catch (error) {
      if (error.code !== 'EACCES' && error.code !== 'EROFS') throw error;
      throw new SetUpError(`${path.join(root, 'dist')} cannot be written to. Once, as who owns it, run: npm run build`);
    }
  }
}

/** A hash of all that the build reads: contents and not times, since a checkout changes times only. */
function stampOf(root) {
  const hash = createHash('sha256');
  for (const file of sourcesOf(root)) hash.update(`${file}\0`).update(readFileSync(path.join(root, 'src', file)));
  return hash.digest('hex');
}

/** Relative to src/, with forward slashes. */
function sourcesOf(root) {
  return readdirSync(path.join(root, 'src'), { recursive: true })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => /\.(ts|mjs|json)$/.test(file))
    .sort();
}

/** All files of dist/ by their names relative to it. */
async function compile(root) {
  // Not at the top: set-up runs before packages are there.
  const { build } = await import('esbuild');
  const sources = sourcesOf(root);
  const files = new Map();
  const { outputFiles } = await build({
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
    write: false,
    logLevel: 'warning',
  });
  for (const { path: file, contents } of outputFiles) files.set(path.relative(path.join(root, 'dist'), file), contents);
  for (const main of sources.filter((file) => /^[^/]+\/page\/main\.ts$/.test(file))) {
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
    files.set(path.join('page', `${main.split('/')[0]}.js`), code);
  }
  return files;
}

/** Makes `folder` hold these files and no others. */
function replace(folder, files) {
  const fresh = path.join(folder, `.new-${process.pid}`);
  for (const [file, contents] of files) {
    for (const place of [fresh, folder]) mkdirSync(path.dirname(path.join(place, file)), { recursive: true });
    writeFileSync(path.join(fresh, file), contents);
    renameSync(path.join(fresh, file), path.join(folder, file));
  }
  for (const name of readdirSync(folder)) {
    const builder = /^\.new-(\d+)$/.exec(name)?.[1];
    // What others are building changes under our hands; what the dead were building is rubbish.
    if (builder === undefined) removeUnknown(folder, name, files);
    else if (builder === String(process.pid) || !isAlive(Number(builder)))
      rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}

function removeUnknown(folder, name, files) {
  const place = path.join(folder, name);
  if (statSync(place, { throwIfNoEntry: false })?.isDirectory()) {
    for (const inner of readdirSync(place)) removeUnknown(folder, path.join(name, inner), files);
  } else if (name !== 'stamp' && !files.has(name)) rmSync(place, { force: true });
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildIfStale(path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')).catch(endWith);
}
