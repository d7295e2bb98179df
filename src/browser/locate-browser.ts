/**
 * Where a Chrome or Chromium is on this machine, without starting it.
 *
 * In:  `ROLLCALL_BROWSER`, PATH, the usual places of each system, Playwright's cache.
 * Out: the first that is there, in that order.
 */
import { accessSync, constants, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';
import { HarnessError } from '../shared/errors.js';

export interface LocatedBrowser {
  readonly executablePath: string;
  /** `given`: by `ROLLCALL_BROWSER`. `playwright`: downloaded by Playwright. */
  readonly source: 'installed' | 'playwright' | 'given';
}

/** What decides; given, so that tests can be on any system. */
export interface BrowserSearch {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Where Playwright would put its own. */
  readonly playwrightPath: string | undefined;
  isExecutable(file: string): boolean;
}

/** Chrome before Chromium: it has H.264 everywhere and is what most people join with. */
const commandNames = ['google-chrome-stable', 'google-chrome', 'chrome', 'chromium', 'chromium-browser'];

/**
 * @returns `undefined` when there is none.
 * @throws HarnessError `environment` when `ROLLCALL_BROWSER` names one that cannot be run: using another one silently
 *   would measure something else than was asked for.
 */
export function locateBrowser(search: BrowserSearch = thisMachine()): LocatedBrowser | undefined {
  const given = search.env.ROLLCALL_BROWSER;
  if (given !== undefined && given !== '') {
    const executablePath = hasFolder(given) ? absolute(search, given) : onPath(search, [given]);
    if (executablePath !== undefined && search.isExecutable(executablePath)) return { executablePath, source: 'given' };
    throw new HarnessError(
      'environment',
      `The browser that was named is ${given}, and no program that can be run is there.`,
      {
        hint: 'Name the path of a Chrome or Chromium with --browser or ROLLCALL_BROWSER, or neither: then one is looked for.',
      },
    );
  }
  const installed = onPath(search, commandNames) ?? usualPlaces(search).find((file) => search.isExecutable(file));
  if (installed !== undefined) return { executablePath: installed, source: 'installed' };
  const { playwrightPath } = search;
  if (playwrightPath !== undefined && search.isExecutable(playwrightPath)) {
    return { executablePath: playwrightPath, source: 'playwright' };
  }
  return undefined;
}

/** @param given stands for `ROLLCALL_BROWSER`, which a flag or the configuration may overrule. */
export function thisMachine(given = process.env.ROLLCALL_BROWSER): BrowserSearch {
  return {
    platform: process.platform,
    env: { ...process.env, ROLLCALL_BROWSER: given },
    home: os.homedir(),
    playwrightPath: chromium.executablePath(),
    isExecutable: (file) => {
      try {
        accessSync(file, constants.X_OK);
        return statSync(file).isFile();
      } catch {
        return false;
      }
    },
  };
}

function hasFolder(name: string): boolean {
  return name.includes('/') || name.includes('\\');
}

function absolute(search: BrowserSearch, file: string): string {
  return pathOf(search).resolve(file);
}

function onPath(search: BrowserSearch, names: readonly string[]): string | undefined {
  const { delimiter } = pathOf(search);
  const folders = (search.env.PATH ?? search.env.Path ?? '').split(delimiter).filter((folder) => folder !== '');
  const suffix = search.platform === 'win32' ? '.exe' : '';
  for (const name of names) {
    for (const folder of folders) {
      const file = pathOf(search).join(folder, name.endsWith(suffix) ? name : name + suffix);
      if (search.isExecutable(file)) return file;
    }
  }
  return undefined;
}

function usualPlaces(search: BrowserSearch): readonly string[] {
  const join = (...parts: readonly string[]): string => pathOf(search).join(...parts);
  if (search.platform === 'darwin') {
    return ['Google Chrome', 'Chromium'].flatMap((name) =>
      ['/', search.home].map((root) => join(root, 'Applications', `${name}.app`, 'Contents', 'MacOS', name)),
    );
  }
  if (search.platform === 'win32') {
    return ['Google\\Chrome', 'Chromium'].flatMap((name) =>
      ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
        .map((variable) => search.env[variable])
        .filter((root) => root !== undefined)
        .map((root) => join(root, name, 'Application', 'chrome.exe')),
    );
  }
  return ['/opt/google/chrome/chrome', '/usr/lib/chromium/chromium', '/snap/bin/chromium'];
}

function pathOf(search: BrowserSearch): path.PlatformPath {
  return search.platform === 'win32' ? path.win32 : path.posix;
}
