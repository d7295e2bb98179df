/**
 * All temporary files of a process lie in one folder, named so that anybody can tell whether its process still lives.
 * It is removed at exit; after `kill -9` the next run, or `doctor`, removes it with `removeDeadTempFolders`.
 *
 *     <base>/rollcall/<pid>-<start>[-<pid namespace>]/
 *
 * `start` tells a process from a later one with the same id. The namespace, where there is one, keeps a container that
 * shares /tmp with others from taking their living folders for dead ones.
 */
import { chmodSync, mkdirSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { epochMs } from './clock.js';
import { HarnessError, messageOf } from './errors.js';

// Read once: tempFolder() points os.tmpdir() at the folder itself.
const base = baseIn(
  // macOS hands out temporary folders of 49 characters, and Chromium's socket in ours has to stay below 104.
  process.platform === 'darwin' ? '/tmp' : os.tmpdir(),
);

/** A run within a run lies beside the outer one: within it, the path of Chromium's socket would grow too long. */
function baseIn(temporary: string): string {
  const parent = path.dirname(temporary);
  const isNested = path.basename(parent) === 'rollcall' && /^\d+-\d+(-[0-9a-z]+)?$/.test(path.basename(temporary));
  return isNested ? parent : path.join(temporary, 'rollcall');
}

let own: string | undefined;

/**
 * This process's folder, made at the first call. From then on everything that asks the system for a temporary folder
 * (Playwright's profiles, Chromium, child processes) gets this one.
 *
 * @throws HarnessError `environment` when it cannot be made.
 */
export function tempFolder(): string {
  if (own !== undefined) return own;
  const folder = path.join(base, nameOf(process.pid, ownStart(), pidNamespace()));
  try {
    mkdirSync(base, { recursive: true });
    shareBase();
    // No `recursive`: a folder of this name that is there already belongs to somebody else.
    mkdirSync(folder, { mode: 0o700 });
  } catch (cause) {
    throw new HarnessError(
      'environment',
      `No folder for temporary files could be made in ${base}: ${messageOf(cause)}`,
      {
        hint: 'Free some disk space there, or set TMPDIR to a folder that can be written to.',
        cause,
      },
    );
  }
  own = folder;
  for (const name of process.platform === 'win32' ? ['TEMP', 'TMP'] : ['TMPDIR']) process.env[name] = folder;
  removeTempFolderLastAtExit();
  return folder;
}

/**
 * Moves the removal to the end of what happens at exit. To be called after each launch of a browser: Playwright ends its
 * browsers at exit too, in a handler that it adds then, and one that still lives makes its files anew.
 */
export function removeTempFolderLastAtExit(): void {
  process.off('exit', removeOwn);
  process.on('exit', removeOwn);
}

function removeOwn(): void {
  if (own !== undefined) remove(own);
}

/** Folders of processes that no longer live, with nothing removed yet. */
export function deadTempFolders(): readonly string[] {
  return readNames(base)
    .filter((name) => isDead(name))
    .map((name) => path.join(base, name));
}

/** @returns the folders that were removed. One that cannot be removed (another user's) is left alone. */
export function removeDeadTempFolders(): readonly string[] {
  return deadTempFolders().filter((folder) => remove(folder));
}

function isDead(name: string): boolean {
  const [, pid, start, namespace] = /^(\d+)-(\d+)(?:-([0-9a-z]+))?$/.exec(name) ?? [];
  if (pid === undefined || start === undefined || namespace !== pidNamespace()) return false;
  return !isAlive(Number(pid), start);
}

function isAlive(pid: number, start: string): boolean {
  if (pid === process.pid) return start === ownStart();
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const started = startTicks(pid);
  return started === undefined || started === start;
}

let ownStartText: string | undefined;

function ownStart(): string {
  ownStartText ??= startTicks(process.pid) ?? String(Math.round(epochMs() - process.uptime() * 1_000));
  return ownStartText;
}

/** Clock ticks between boot and the start of a process; `undefined` without /proc. */
function startTicks(pid: number): string | undefined {
  try {
    return parseStartTicks(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Field 22 of /proc/PID/stat. Field 2 is a name in parentheses that may hold spaces and parentheses itself. */
export function parseStartTicks(stat: string): string | undefined {
  return stat
    .slice(stat.lastIndexOf(')') + 1)
    .trim()
    .split(' ')[19];
}

/** A short name of this process's pid namespace; `undefined` without /proc. */
function pidNamespace(): string | undefined {
  try {
    const inode = /\[(\d+)\]/.exec(readlinkSync('/proc/self/ns/pid'))?.[1];
    return inode === undefined ? undefined : Number(inode).toString(36);
  } catch {
    return undefined;
  }
}

function nameOf(pid: number, start: string, namespace: string | undefined): string {
  return namespace === undefined ? `${pid}-${start}` : `${pid}-${start}-${namespace}`;
}

/** Other users of this machine may make their own folder beside ours, and not remove ours (the sticky bit). */
function shareBase(): void {
  try {
    chmodSync(base, 0o1777);
  } catch {
    // It is somebody else's, who has shared it.
  }
}

function readNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function remove(folder: string): boolean {
  try {
    // Retries: a browser that ends at this moment may write its last file meanwhile.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    return true;
  } catch {
    return false;
  }
}
