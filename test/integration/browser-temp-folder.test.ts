import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { packageRoot } from '../../src/shared/package-root.js';
import { livingInGroup } from '../helpers/processes.js';
import { requires } from '../helpers/requirements.js';

let base: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  base = mkdtempSync(path.join(os.tmpdir(), 'rollcall-test-'));
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(base, { recursive: true, force: true });
});

/** Runs code in a process of its own, whose system's temporary folder is `base`. */
function run(code: string): ChildProcess & { line: () => Promise<string> } {
  const head = `
    import { tempFolder, removeDeadTempFolders, deadTempFolders } from '${packageRoot}/dist/shared/temp-folder.js';
    import { launchBrowser } from '${packageRoot}/dist/browser/launch-browser.js';
    import { locateBrowser } from '${packageRoot}/dist/browser/locate-browser.js';
    import { monotonicClock } from '${packageRoot}/dist/shared/clock.js';
    const launch = () => launchBrowser(locateBrowser().executablePath, monotonicClock());
    const say = (value) => console.log(JSON.stringify(value));
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', head + code], {
    env: { ...process.env, TMPDIR: base },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout });
  return Object.assign(child, { line: async () => ((await once(lines, 'line')) as [string])[0] });
}

async function answer<T>(code: string): Promise<T> {
  const child = run(code);
  const [line] = await Promise.all([child.line(), once(child, 'exit')]);
  return JSON.parse(line) as T;
}

describe('tempFolder', () => {
  it('is gone when its process has ended, whatever was in it', async () => {
    const { folder, tmpdir } = await answer<{ folder: string; tmpdir: string }>(`
      import os from 'node:os';
      import { writeFileSync } from 'node:fs';
      const folder = tempFolder();
      writeFileSync(folder + '/file', 'text');
      say({ folder, tmpdir: os.tmpdir() });
      if (tempFolder() !== folder) throw new Error('another folder');
    `);
    expect(path.dirname(folder)).toBe(path.join(base, 'rollcall'));
    expect(tmpdir).toBe(folder);
    expect(existsSync(folder)).toBe(false);
  });

  it('lies beside the one of the process that started it, where Chromium finds its path short enough', async () => {
    const [outer, inner] = await answer<[string, string]>(`
      import { execFileSync } from 'node:child_process';
      const code = 'import { tempFolder } from "${packageRoot}/dist/shared/temp-folder.js"; console.log(tempFolder());';
      const outer = tempFolder();
      say([outer, execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).trim()]);
    `);
    expect(inner).not.toBe(outer);
    expect(path.dirname(inner)).toBe(path.dirname(outer));
  });
});

describe('removeDeadTempFolders', () => {
  it('keeps the living, removes the dead and those whose id another process has, and touches nothing else', async () => {
    const living = run(`say(tempFolder()); setInterval(() => {}, 1_000);`);
    const folder = JSON.parse(await living.line()) as string;
    const [, , ...namespace] = path.basename(folder).split('-');
    const named = (...parts: readonly (string | number)[]): string => [...parts, ...namespace].join('-');
    const dead = [named(living.pid!, 1), named(2 ** 22 + 1, 7)];
    const others = ['notes', '12-34-elsewhere', 'x-1'];
    for (const name of [...dead, ...others]) mkdirSync(path.join(base, 'rollcall', name));

    const removed = await answer<string[]>('say(removeDeadTempFolders());');
    expect(removed.map((name) => path.basename(name)).toSorted()).toEqual(dead.toSorted());
    expect(readdirSync(path.join(base, 'rollcall')).toSorted()).toEqual([...others, path.basename(folder)].toSorted());
    expect(await answer('say(removeDeadTempFolders());')).toEqual([]);
  });
});

requires('chromium')('a process that had browsers', () => {
  const launching = `
    const { browser, pid } = await launch();
    const page = await browser.newPage();
    say({ folder: tempFolder(), pid });
  `;

  it('takes them along when it is killed, and the next one removes its folder', async () => {
    const child = run(`${launching} setInterval(() => {}, 1_000);`);
    const { folder, pid } = JSON.parse(await child.line()) as { folder: string; pid: number };
    expect(livingInGroup(pid).length).toBeGreaterThan(1);
    expect(readdirSync(folder).length).toBeGreaterThan(0);

    child.kill('SIGKILL');
    await vi.waitFor(
      () => {
        expect(livingInGroup(pid)).toEqual([]);
      },
      { timeout: 30_000, interval: 100 },
    );
    expect(existsSync(folder)).toBe(true);
    expect(await answer('say(removeDeadTempFolders());')).toEqual([folder]);
    expect(existsSync(folder)).toBe(false);
  });

  it('leaves neither process nor file when it ends without closing them', async () => {
    const { folder, pid } = await answer<{ folder: string; pid: number }>(`${launching} process.exit(0);`);
    await vi.waitFor(
      () => {
        expect(livingInGroup(pid)).toEqual([]);
      },
      { timeout: 30_000, interval: 100 },
    );
    expect(existsSync(folder)).toBe(false);
    // Chromium’s own files too.
    expect(readdirSync(base)).toEqual(['rollcall']);
  });
});
