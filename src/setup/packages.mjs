/** node_modules as package-lock.json wants it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from './is-alive.mjs';
import { say, SetUpError } from './say.mjs';

/** Runs `npm ci` when something is missing or of another version. `dev`: packages that only tests need count too. */
export async function ensurePackages(root, { dev }) {
  if (packagesAreThere(root, dev)) return;
  const release = await lock(path.join(root, '.rollcall', 'installing'));
  try {
    // Whoever held the lock may have installed them.
    if (!packagesAreThere(root, dev)) install(root);
  } finally {
    release();
  }
}

function packagesAreThere(root, dev) {
  const wanted = readJson(path.join(root, 'package-lock.json'));
  // A package that npm itself has installed comes without its lockfile, and with its dependencies.
  if (wanted === undefined) return true;
  const installed = readJson(path.join(root, 'node_modules', '.package-lock.json'));
  return installed !== undefined && isInstalled(wanted.packages, installed.packages, dev);
}

/**
 * npm writes the second list when it has finished. Packages for other systems are not in it, and development packages
 * need not be.
 */
export function isInstalled(wanted, installed, dev) {
  return Object.entries(wanted).every(
    ([place, entry]) =>
      place === '' ||
      entry.optional ||
      entry.devOptional ||
      entry.peer ||
      (entry.dev && !dev) ||
      installed[place]?.version === entry.version,
  );
}

function install(root) {
  say('Installing packages (npm ci) …');
  // Started by npm, its own program is known; else it is on PATH, where Windows has a script that needs a shell.
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, commandArgs] = npm === undefined ? ['npm', args] : [process.execPath, [npm, ...args]];
  const { status, error, stdout, stderr } = spawnSync(command, commandArgs, {
    cwd: root,
    encoding: 'utf8',
    shell: npm === undefined && process.platform === 'win32',
    // A browser is looked for later, and may be installed already.
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error?.code === 'ENOENT')
    throw new SetUpError('npm is not there. Install Node with npm from https://nodejs.org.');
  if (status === 0) return;
  say(firstLines(`${stderr ?? ''}${stdout ?? ''}`));
  throw new SetUpError(`npm ci failed in ${root}. Check the network and the registry (npm config get registry).`);
}

/** npm tells the reason first and its whole usage after it. */
function firstLines(text) {
  return text.trim().split('\n').slice(0, 12).join('\n');
}

/**
 * One process at a time: two `npm ci` delete each other's work. Everybody lays down a claim, a file named by process id,
 * and only then looks around: who sees no other living claim may go on, so two never can. Of several that see each other
 * the lowest id keeps its claim and waits; the others take theirs back and come again. A claim belongs to one process
 * alone, so those of the dead can be removed by anybody.
 *
 * Returns the function that takes the claim back.
 */
async function lock(folder) {
  const mine = path.join(folder, String(process.pid));
  const release = () => rmSync(mine, { force: true });
  for (let told = false; ; told = true) {
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(mine, '');
    } catch (error) {
      throw new SetUpError(`${folder} cannot be written to (${error.code}), so packages cannot be installed.`);
    }
    const others = livingClaims(folder).filter((pid) => pid !== process.pid);
    if (others.length === 0) return release;
    if (others.some((pid) => pid < process.pid)) release();
    if (!told) say('Another process is installing packages; waiting for it …');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function livingClaims(folder) {
  return readdirSync(folder)
    .map(Number)
    .filter((pid) => {
      if (isAlive(pid)) return true;
      rmSync(path.join(folder, String(pid)), { force: true });
      return false;
    });
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
