/** Set-up on a small package of its own: src/setup/ is the real one, npm and the rest of src/ are stand-ins. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/shared/package-root.js';

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'rollcall-setup-'));
  cpSync(path.join(packageRoot, 'src', 'setup'), path.join(root, 'src', 'setup'), { recursive: true });
  write('package.json', '{ "type": "module" }');
  write('package-lock.json', JSON.stringify({ packages: { 'node_modules/any': { version: '1.0.0' } } }));
  write(
    'src/cli/main.ts',
    `console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd() }) as string);`,
  );
  write(
    'src/browser/ensure-browser.ts',
    `export const ensureBrowser = (say: (line: string) => void) => say('browser');`,
  );
  write('src/probe/page/main.ts', `export default (config: { name: string }) => 'hello ' + config.name;`);
  // Takes a while, as npm does, and says that it ran.
  write(
    'npm.mjs',
    `import { appendFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
    appendFileSync('npm.log', process.argv.slice(2, 3) + '\\n');
    await new Promise((resolve) => setTimeout(resolve, 500));
    mkdirSync('node_modules');
    for (const name of ['esbuild', '@esbuild']) symlinkSync('${packageRoot}/node_modules/' + name, 'node_modules/' + name);
    writeFileSync('node_modules/.package-lock.json', '{ "packages": { "node_modules/any": { "version": "1.0.0" } } }');`,
  );
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(script: string, args: readonly string[] = [], cwd = root): Promise<Ran> {
  const child = spawn(process.execPath, [path.join(root, 'src/setup', script), ...args], {
    cwd,
    env: { ...process.env, npm_execpath: path.join(root, 'npm.mjs') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

describe('npm start', () => {
  it('says each step in one line, passes flags on, and does nothing twice', async () => {
    const first = await run('start.mjs', ['--participants', '3']);
    expect(first.stderr.trim().split('\n')).toEqual(['Installing packages (npm ci) …', 'Building …', 'browser']);
    expect(JSON.parse(first.stdout)).toMatchObject({ args: ['run', '--participants', '3'] });

    const second = await run('start.mjs');
    expect(second.stderr.trim()).toBe('browser');
    expect(JSON.parse(second.stdout)).toMatchObject({ args: ['run'] });
  });

  it('installs again when the lockfile has changed', async () => {
    await run('start.mjs');
    write('package-lock.json', JSON.stringify({ packages: { 'node_modules/any': { version: '2.0.0' } } }));
    write('npm.mjs', 'process.stderr.write("npm is sad\\n"); process.exitCode = 1;');
    const again = await run('start.mjs');
    expect(again).toMatchObject({ code: 122, stdout: '' });
    expect(again.stderr).toMatch(/npm is sad\nnpm ci failed in .*\. Check the network/);
  });

  it('installs once when several begin at the same time, though one was killed at it before', async () => {
    write(`.rollcall/installing/${2 ** 22 + 1}`, '');
    const all = await Promise.all([run('start.mjs'), run('rollcall.mjs', ['doctor']), run('start.mjs')]);
    expect(all.filter(({ code }) => code !== 0)).toEqual([]);
    expect(read('npm.log')).toBe('ci\n');
    expect(readdirSync(path.join(root, '.rollcall/installing'))).toEqual([]);
  });
});

describe('rollcall', () => {
  it('stays in the folder it was called in', async () => {
    const elsewhere = path.join(root, 'elsewhere');
    mkdirSync(elsewhere);
    const { stdout } = await run('rollcall.mjs', ['doctor'], elsewhere);
    expect(JSON.parse(stdout)).toEqual({ args: ['doctor'], cwd: elsewhere });
  });

  it('needs neither lockfile nor npm where npm itself has installed it', async () => {
    await run('rollcall.mjs');
    rmSync(path.join(root, 'package-lock.json'));
    rmSync(path.join(root, 'node_modules/.package-lock.json'));
    expect(await run('rollcall.mjs', ['doctor'])).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('the build', () => {
  it('bundles page code to an expression that takes the configuration', async () => {
    await run('rollcall.mjs');
    const page = runInNewContext(`(${read('dist/page/probe.js')})`) as (config: object) => unknown;
    expect(page({ name: 'you' })).toBe('hello you');
  });

  it('follows what was changed and what was removed, and only contents count', async () => {
    write('src/shared/one.ts', 'export const one: number = 1;');
    await run('rollcall.mjs');
    expect(read('dist/shared/one.js')).toContain('const one = 1');
    write('src/shared/one.ts', 'export const one: number = 1;');
    expect((await run('build.mjs')).stderr).toBe('');
    rmSync(path.join(root, 'src/shared/one.ts'));
    expect((await run('build.mjs')).stderr).toBe('Building …\n');
    expect(existsSync(path.join(root, 'dist/shared/one.js'))).toBe(false);
  });

  it('lets several build at once, while no file is ever absent or half', async () => {
    await run('rollcall.mjs');
    for (let index = 0; index < 30; index++)
      write(`src/shared/file-${index}.ts`, `export const value: number = ${index};`);
    write('src/shared/watched.ts', `export const text: string = '${'a'.repeat(100_000)}';`);
    await run('build.mjs');
    write('src/shared/watched.ts', `export const text: string = '${'b'.repeat(100_000)}';`);

    const seen = new Set<string>();
    let building = true;
    const builds = Promise.all(Array.from({ length: 4 }, () => run('build.mjs'))).finally(() => (building = false));
    while (building) {
      const [, letters = 'broken'] = /^const text = "(a+|b+)";/.exec(read('dist/shared/watched.js')) ?? [];
      seen.add(`${letters.slice(0, 1)} ${letters.length}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await builds).filter(({ code }) => code !== 0)).toEqual([]);
    expect([...seen]).toEqual(['a 100000', 'b 100000']);
    expect(readdirSync(path.join(root, 'dist')).filter((name) => name.startsWith('.new-'))).toEqual([]);
    expect((await run('build.mjs')).stderr).toBe('');
  });
});
