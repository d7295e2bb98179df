/**
 * `npm test [-- vitest's arguments]`: sets up what is missing, then runs the whole suite. The last line is
 * `N passed, N failed, N skipped`, and nothing else is in it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { endWith, say } from './say.mjs';
import { packageRoot, setUp } from './set-up.mjs';
import { lineOf, skippedSuites, tally } from './tally.mjs';

/** What tests need beyond npm's packages, by Debian's names. Elsewhere the suites that need them are skipped by name. */
const systemPackages = [
  { name: 'chromium', reason: 'joins', isThere: ({ locateBrowser }) => locateBrowser() !== undefined },
  { name: 'janus', reason: 'a real meeting server that others wrote', isThere: () => existsSync('/usr/bin/janus') },
  { name: 'janus-demos', reason: 'its web client', isThere: () => existsSync('/usr/share/janus/demos') },
  { name: 'influxdb', reason: 'a database for what runs write', isThere: () => existsSync('/usr/bin/influxd') },
  { name: 'strace', reason: 'whom a refused run speaks to', isThere: () => existsSync('/usr/bin/strace') },
  { name: 'coturn', reason: 'TURN under a shaped network', isThere: () => existsSync('/usr/bin/turnserver') },
];

async function installSystemPackages() {
  const { locateBrowser } = await import('../../dist/browser/locate-browser.js');
  const missing = systemPackages.filter(({ isThere }) => !isThere({ locateBrowser }));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name);
  const { packageManager, installSystemPackages: install } = await import('../../dist/browser/system-packages.js');
  const manager = packageManager();
  if (manager?.command !== 'apt-get') {
    say(`Not on this machine: ${missing.map(({ name, reason }) => `${name} (${reason})`).join(', ')}.`);
    return;
  }
  say(`Installing ${names.join(', ')} (apt-get) …`);
  const problem = install(manager, names);
  if (problem !== undefined) say(`That failed: ${problem}`);
}

async function ensureBrowser() {
  const { ensureBrowser: ensure } = await import('../../dist/browser/ensure-browser.js');
  try {
    ensure(say);
  } catch (error) {
    // Most tests need none.
    say(`${error.message} ${error.hint ?? ''}`);
  }
}

/** Runs vitest and returns its exit code and what its JSON report says; no report when it did not get that far. */
function runVitest(args) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rollcall-tests-'));
  const file = path.join(folder, 'report.json');
  try {
    const { status } = spawnSync(
      process.execPath,
      [
        path.join(packageRoot, 'node_modules', 'vitest', 'vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
        ...args,
      ],
      { cwd: packageRoot, stdio: 'inherit' },
    );
    return { status, report: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  await setUp({ dev: true });
  await installSystemPackages();
  await ensureBrowser();
  const { status, report } = runVitest(process.argv.slice(2));
  const counts = tally(report, status);
  for (const name of skippedSuites(report)) console.log(`Skipped: ${name}`);
  console.log(lineOf(counts));
  process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
} catch (error) {
  endWith(error);
}
