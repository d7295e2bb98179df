/** The system's package manager, for the two cases in which we are root and may use it. */
import { spawnSync } from 'node:child_process';
import { messageOf } from '../shared/errors.js';

export interface PackageManager {
  readonly command: string;
  /** Run in this order, each with `env` added to ours. */
  installing(packages: readonly string[]): readonly (readonly string[])[];
  readonly env: Readonly<Record<string, string>>;
}

const managers: readonly PackageManager[] = [
  {
    command: 'apt-get',
    // A fresh image has no package lists at all.
    installing: (packages) => [
      ['update', '-q'],
      ['install', '-q', '-y', '--no-install-recommends', ...packages],
    ],
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  },
  { command: 'dnf', installing: (packages) => [['install', '-q', '-y', ...packages]], env: {} },
  { command: 'apk', installing: (packages) => [['add', '--no-cache', ...packages]], env: {} },
  { command: 'pacman', installing: (packages) => [['-Sy', '--noconfirm', ...packages]], env: {} },
  { command: 'zypper', installing: (packages) => [['--non-interactive', 'install', ...packages]], env: {} },
];

/** @returns `undefined` when we are not root or know none of this system. */
export function packageManager(): PackageManager | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  return managers.find(({ command }) => spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined);
}

/** Long enough for a slow mirror, short enough that nobody believes it hangs. */
const patienceMs = 300_000;

/** @returns what went wrong, in the tool's own last words; `undefined` when all went well. */
export function installSystemPackages(manager: PackageManager, packages: readonly string[]): string | undefined {
  for (const args of manager.installing(packages)) {
    const { status, error, stderr, stdout } = spawnSync(manager.command, args, {
      encoding: 'utf8',
      env: { ...process.env, ...manager.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: patienceMs,
      maxBuffer: 64 * 1024 * 1024,
    });
    if (error !== undefined) return messageOf(error);
    if (status !== 0) return lastLine(stderr) ?? lastLine(stdout) ?? `exit code ${String(status)}`;
  }
  return undefined;
}

function lastLine(text: string): string | undefined {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .at(-1);
}
