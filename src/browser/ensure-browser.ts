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

/**
 * Finds, or installs, a browser. `say` is told in one line each what is done; nothing when there is one already.
 *
 * @throws HarnessError `environment` when there is none in the end; its hint tells what to type.
 */
export function ensureBrowser(say: (line: string) => void): LocatedBrowser {
  const there = locateBrowser();
  if (there !== undefined) return there;

  say('No Chrome or Chromium found; downloading one with Playwright …');
  if (downloadWithPlaywright()) {
    const downloaded = locateBrowser();
    if (downloaded !== undefined && starts(downloaded.executablePath)) return downloaded;
    say('The download does not start here (libraries of the system are missing).');
  } else {
    say('The download failed.');
  }

  const manager = packageManager();
  if (manager !== undefined) {
    say(`Installing chromium with ${manager.command} …`);
    const problem = installSystemPackages(manager, ['chromium']);
    const installed = locateBrowser();
    if (installed !== undefined && starts(installed.executablePath)) return installed;
    say(`That failed: ${problem ?? 'no chromium afterwards'}`);
  }
  throw noBrowser();
}

/** Some 170 MB; without a network it must end soon, and Playwright tries several hosts five times each. */
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
      // Set while packages are installed, so that they do not bring a browser which may not be needed.
      PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '',
      PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(connectPatienceMs),
    },
  });
  return status === 0;
}

function starts(executablePath: string): boolean {
  // Windows programs print no version and open a window instead.
  if (process.platform === 'win32') return true;
  return spawnSync(executablePath, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}
