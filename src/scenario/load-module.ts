/**
 * Loads a file that a user wrote in TypeScript or JavaScript: a scenario, or a platform profile. It is bundled by esbuild and
 * imported. Packages stay outside of the bundle, at the addresses where the user's folder has them; `rollcall` is the copy that
 * is running, so that a scenario works in any folder and no second copy is loaded.
 */
import { statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { isBuiltin, SourceMap, type SourceMapPayload } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type BuildFailure, type OutputFile, type Plugin } from 'esbuild';
import { monotonicClock } from '../shared/clock.js';
import { deadlineIn, raceDeadline } from '../shared/deadline.js';
import { HarnessError, type Problem } from '../shared/errors.js';
import { packageRoot } from '../shared/package-root.js';
import { inert } from '../shared/redact.js';
import { codeFrame, shownPath, type SourcePlace } from './code-frame.js';

export interface LoadedModule {
  /** Absolute. */
  readonly file: string;
  /** The default export. */
  readonly exported: unknown;
  /** Where in the user's own source something was thrown, now or later: `phones.ts:12:5`, relative to the working folder. */
  placeOf(thrown: unknown): string | undefined;
}

/** A file that waits for ever would end Node without a word. */
const loadTimeoutMs = 30_000;

/**
 * @param file relative to the working folder, or absolute.
 * @throws HarnessError `bad_configuration` when there is no such file or it is no TypeScript, `scenario_threw` when it threw.
 */
export async function loadModule(file: string): Promise<LoadedModule> {
  const absolute = path.resolve(file);
  refuseMissing(absolute, file);
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-load-'));
  try {
    const bundled = path.join(folder, 'bundle.mjs');
    const { code, map } = await bundle(absolute, bundled);
    await writeFile(bundled, code);
    const url = pathToFileURL(bundled).href;
    const sourceMap = new SourceMap(JSON.parse(map) as SourceMapPayload);
    const find = (thrown: unknown): SourcePlace | undefined => placeInSource(thrown, folder, sourceMap);
    return {
      file: absolute,
      exported: await importDefault(url, file, find),
      placeOf: (thrown) => {
        const place = find(thrown);
        return place && `${shownPath(place.file)}:${place.line}:${place.column}`;
      },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function refuseMissing(absolute: string, file: string): void {
  let found = 'no such file';
  try {
    const stats = statSync(absolute);
    if (stats.isFile()) return;
    found = stats.isDirectory() ? 'a folder' : 'something that is no file';
  } catch {
    // Not there, or not to be looked at: for the user that is the same.
  }
  throw refused([{ place: inert(file), found, expected: 'a TypeScript file' }], '');
}

async function bundle(entry: string, outfile: string): Promise<{ readonly code: string; readonly map: string }> {
  try {
    const { outputFiles } = await build({
      entryPoints: [entry],
      outfile,
      write: false,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      sourcemap: 'external',
      charset: 'utf8',
      logLevel: 'silent',
      plugins: [packagesOutside],
      // The user's tsconfig.json may be of another age; it is for the editor, not for us.
      tsconfigRaw: {},
      define: {
        'import.meta.url': JSON.stringify(pathToFileURL(entry).href),
        'import.meta.filename': JSON.stringify(entry),
        'import.meta.dirname': JSON.stringify(path.dirname(entry)),
      },
    });
    const text = (end: string): string => outputFiles.find((out: OutputFile) => out.path.endsWith(end))?.text ?? '';
    return { code: text('.mjs'), map: text('.map') };
  } catch (thrown) {
    if (!isBuildFailure(thrown)) throw thrown;
    const frames = thrown.errors.flatMap(({ location, text }) =>
      location === null
        ? []
        : [
            codeFrame(
              { file: location.file, line: location.line, column: location.column + 1 },
              location.lineText,
              text,
            ),
          ],
    );
    throw refused(
      thrown.errors.map(({ location, text }) => ({
        place:
          location === null
            ? shownPath(entry)
            : `${shownPath(path.resolve(location.file))}:${location.line}:${location.column + 1}`,
        found: inert(text),
        expected: 'TypeScript that can be bundled',
      })),
      frames.join('\n\n'),
    );
  }
}

const packagesOutside: Plugin = {
  name: 'packages-outside',
  setup: (bundler) => {
    bundler.onResolve({ filter: /^[^./]/ }, async ({ path: name, pluginData, resolveDir, kind }) => {
      if (kind === 'entry-point' || path.isAbsolute(name) || pluginData === packagesOutside) return undefined;
      if (name === 'rollcall')
        return { path: pathToFileURL(path.join(packageRoot, 'dist', 'index.js')).href, external: true };
      if (isBuiltin(name)) return { path: name, external: true };
      for (const folder of [resolveDir, packageRoot]) {
        const found = await bundler.resolve(name, { resolveDir: folder, kind, pluginData: packagesOutside });
        if (found.errors.length === 0) return { path: pathToFileURL(found.path).href, external: true };
      }
      return { errors: [{ text: `The package "${name}" is not installed where this file could find it.` }] };
    });
  },
};

async function importDefault(
  url: string,
  file: string,
  find: (thrown: unknown) => SourcePlace | undefined,
): Promise<unknown> {
  const clock = monotonicClock();
  try {
    const loaded = await raceDeadline(
      clock,
      import(url) as Promise<{ default?: unknown }>,
      deadlineIn(clock, loadTimeoutMs),
    );
    if (!loaded.timedOut) return loaded.value.default;
  } catch (thrown) {
    const place = find(thrown);
    const what = describeThrown(thrown);
    const frame = place === undefined ? '' : `\n\n${codeFrame(place, place.lineText, undefined)}`;
    throw new HarnessError('scenario_threw', `${inert(file)} threw while it was loaded: ${what}${frame}`);
  }
  throw new HarnessError('scenario_threw', `${inert(file)} had not finished loading after ${loadTimeoutMs / 1_000} s.`);
}

/** The topmost place of the stack that is in the user's own files. */
function placeInSource(thrown: unknown, folder: string, map: SourceMap): SourcePlace | undefined {
  // The folder's name is like no other; whether a stack has paths or URLs, others may decide.
  const inBundle = new RegExp(`${path.basename(folder)}[\\\\/]bundle\\.mjs:(\\d+):(\\d+)`, 'g');
  for (const [, line, column] of stackOf(thrown).matchAll(inBundle)) {
    const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
    if (!('originalSource' in entry)) continue;
    const source = map.payload.sources.indexOf(entry.originalSource);
    const lineText = map.payload.sourcesContent[source]?.split('\n')[entry.originalLine] ?? '';
    const file = path.resolve(folder, entry.originalSource);
    return { file, line: entry.originalLine + 1, column: entry.originalColumn + 1, lineText };
  }
  return undefined;
}

function refused(problems: readonly Problem[], frames: string): HarnessError {
  const [first] = problems;
  const message = first === undefined ? 'The file cannot be loaded.' : `${first.place}: ${first.found}`;
  return new HarnessError('bad_configuration', frames === '' ? message : `${message}\n\n${frames}`, { problems });
}

/** Anything may be thrown, also what cannot be turned into text. */
function describeThrown(thrown: unknown): string {
  try {
    return inert(thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown));
  } catch {
    return 'something that cannot be shown';
  }
}

function stackOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? String(thrown.stack) : '';
  } catch {
    return '';
  }
}

function isBuildFailure(thrown: unknown): thrown is BuildFailure {
  return thrown instanceof Error && 'errors' in thrown && Array.isArray(thrown.errors);
}
