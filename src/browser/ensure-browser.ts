/**
 * A browser for this machine, whatever it takes: an installed one, else Playwright's download, else the system's package
 * manager when we are root, else one sentence that tells what to type.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { noBrowser } from './find-browser.js';
import { locateBrowser, type LocatedBrowser } from './locate-browser.js';
import { installSystemPackages, packageManager } from './system-packages.js';

/** What it takes; given, so that tests need no network. */
export interface BrowserSources {
  locate(): LocatedBrowser | undefined;
  /** Playwright's download. @returns whether it succeeded. */
  download(): boolean;
  /** The command of the system's package manager, when we may use it. */
  readonly manager: string | undefined;
  /** @returns what went wrong. */
  install(): string | undefined;
  /** A download may lack libraries of the system. */
  starts(executablePath: string): boolean;
}

/**
 * Finds, or installs, a browser. `say` is told in one line each what is done; nothing when there is one already.
 *
 * @throws HarnessError `environment` when there is none in the end; its hint tells what to type.
 */
export function ensureBrowser(say: (line: string) => void, sources: BrowserSources = realSources()): LocatedBrowser {
  const there = sources.locate();
  if (there !== undefined) return there;

  say('No Chrome or Chromium found; downloading one with Playwright …');
  if (!sources.download()) say('The download failed.');
  else {
    const downloaded = startable(sources);
    if (downloaded !== undefined) return downloaded;
    say('The download does not start here: libraries of the system are missing.');
  }

  if (sources.manager !== undefined) {
    say(`Installing chromium with ${sources.manager} …`);
    const problem = sources.install();
    const installed = startable(sources);
    if (installed !== undefined) return installed;
    say(`That failed: ${problem ?? 'there is no chromium afterwards that starts'}.`);
  }
  throw noBrowser();
}

function startable(sources: BrowserSources): LocatedBrowser | undefined {
  const located = sources.locate();
  return located !== undefined && sources.starts(located.executablePath) ? located : undefined;
}

function realSources(): BrowserSources {
  const manager = packageManager();
  return {
    locate: () => locateBrowser(),
    download: downloadWithPlaywright,
    manager: manager?.command,
    install: () => (manager === undefined ? undefined : installSystemPackages(manager, ['chromium'])),
    // Windows' programs print no version and open a window instead.
    starts: (executablePath) =>
      process.platform === 'win32' ||
      spawnSync(executablePath, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0,
  };
}

/** Some 170 MB; without a network it must end soon, and Playwright tries several hosts several times each. */
const downloadPatienceMs = 300_000;
const connectPatienceMs = 10_000;

function downloadWithPlaywright(): boolean {
  const cli = path.join(path.dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js');
  // `--no-shell`: see launch-options.ts for why the full browser.
  const { status } = spawnSync(process.execPath, [cli, 'install', '--no-shell', 'chromium'], {
    stdio: 'ignore',
    timeout: downloadPatienceMs,
    env: {
      ...process.env,
      // Somebody may have set it so that installing packages brings no browser, which may not be needed.
      PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '',
      PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(connectPatienceMs),
    },
  });
  return status === 0;
}
