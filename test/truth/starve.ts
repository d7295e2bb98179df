/**
 * Ways to starve the browsers of a run, each begun when its process lives and ended with it. The built-in meeting is spared: it
 * runs before everything else, so that what a join takes longer is the browsers' want and not the meeting's.
 */
import { execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseParent } from '../../src/generator/proc.js';
import { startCli } from '../helpers/cli.js';

export interface Starvation {
  /** Joins a second, of what the machine is said to bear: too many starve each other. */
  readonly joins?: number;
  /** @param pid of the run's first process. @returns what ends it */
  begin?(pid: number): () => Promise<void> | void;
}

/** The limits of `metrics/generator-second.ts` were chosen with these in view. */
const seen: Readonly<Record<string, Starvation>> = {
  'one program that computes': { begin: () => compute(1) },
  'four programs that compute': { begin: () => compute(4) },
  'programs that compute in bursts': { begin: () => compute(3, { busyMs: 400, idleMs: 400 }) },
  'a quota of one core': { begin: (pid) => group(pid, { quota: 1 }) },
  'one core of all': { begin: (pid) => oneCore(pid) },
  'browsers stopped, 100 ms in each 400': { begin: (pid) => stops(pid, { everyMs: 400, forMs: 100 }) },
  'too many joins': { joins: 2 },
};

/** And these were first run when the limits stood. */
const heldOut: Readonly<Record<string, Starvation>> = {
  'programs that live for a moment': { begin: () => shortLived(3) },
  'another run beside it': { begin: () => anotherRun() },
  'a small weight beside two programs': {
    begin: (pid) => {
      const [endGroup, endPrograms] = [group(pid, { weight: 0.25 }), compute(2)];
      return () => {
        endPrograms();
        return endGroup();
      };
    },
  },
};

export const starvations: Readonly<Record<string, Starvation>> = { ...seen, ...heldOut };

/** Programs that do nothing but compute, all the time or in turns. */
function compute(count: number, turns = { busyMs: 1_000, idleMs: 0 }): () => void {
  const code = `const { busyMs, idleMs } = ${JSON.stringify(turns)};
    const step = () => { const until = Date.now() + busyMs; while (Date.now() < until); setTimeout(step, idleMs); };
    step();
    // Never longer than a run, whatever became of who started it.
    setTimeout(() => process.exit(), 120_000);`;
  const children = Array.from({ length: count }, () => spawn(process.execPath, ['-e', code], { stdio: 'ignore' }));
  return () => {
    for (const child of children) child.kill('SIGKILL');
  };
}

/** Whom a run has started, and it itself; not the built-in meeting. */
function familyOf(pid: number): readonly number[] {
  return processes().filter((each) => isBelow(each, pid) && !isMeeting(each));
}

function processes(): readonly number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

function isBelow(pid: number, ancestor: number): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parentOf(at))
    if (at === ancestor) return true;
  return false;
}

function parentOf(pid: number): number | undefined {
  return parseParent(textOf(`/proc/${pid}/stat`));
}

function isMeeting(pid: number): boolean {
  return commandOf(pid).includes('rehearsal/server.js');
}

function commandOf(pid: number): string {
  return textOf(`/proc/${pid}/cmdline`);
}

/** Empty for a process that is gone meanwhile. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** The built-in meeting of a run, before everybody else on the machine from when it lives. */
export async function spareMeeting(pid: number): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const meeting = processes().find((each) => isMeeting(each) && isBelow(each, pid));
    if (meeting !== undefined) {
      // Root alone may; without it the meeting starves with the browsers, which is no worse for what is asked here.
      unlessGone(() =>
        execFileSync('chrt', ['--all-tasks', '--fifo', '--pid', '1', String(meeting)], { stdio: 'ignore' }),
      );
      return;
    }
    await sleep(25);
  }
  throw new Error('the run has started no meeting');
}

/**
 * A control group for the run's processes. A quota, in cores: the kernel takes the processor away for the rest of each tenth of a
 * second. A weight, 1 is everybody's: what it gets where others want the processor too.
 */
function group(
  pid: number,
  { quota, weight }: { readonly quota?: number; readonly weight?: number },
): () => Promise<void> {
  const isUnified = existsSync('/sys/fs/cgroup/cgroup.controllers');
  const folder = path.join(isUnified ? '/sys/fs/cgroup' : '/sys/fs/cgroup/cpu', `rollcall-truth-${pid}`);
  mkdirSync(folder);
  const set = (file: string, value: string): void => {
    writeFileSync(path.join(folder, file), value);
  };
  if (quota !== undefined && isUnified) set('cpu.max', `${quota * 100_000} 100000`);
  if (quota !== undefined && !isUnified) set('cpu.cfs_quota_us', String(quota * 100_000));
  if (weight !== undefined) set(isUnified ? 'cpu.weight' : 'cpu.shares', String((isUnified ? 100 : 1_024) * weight));
  const stop = repeat(() => {
    for (const each of familyOf(pid))
      unlessGone(() => {
        set('cgroup.procs', String(each));
      });
  }, 250);
  return async () => {
    stop();
    // Those of a run that is over are reaped.
    await sleep(300);
    rmdirSync(folder);
  };
}

function shortLived(count: number): () => void {
  const shells = Array.from({ length: count }, () =>
    // Never longer than a run, whatever became of who started it.
    spawn('timeout', ['120', 'sh', '-c', 'while :; do sh -c :; done'], { stdio: 'ignore', detached: true }),
  );
  return () => {
    for (const { pid } of shells) if (pid !== undefined) unlessGone(() => process.kill(-pid, 'SIGKILL'));
  };
}

/** As many people as the machine bears alone, on browsers and a meeting of their own. */
function anotherRun(): () => Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rollcall-beside-'));
  const { child, finished } = startCli(
    ['run', '--participants', '10', '--within', '14s', '--hold', '4s', '--quiet'],
    folder,
  );
  return async () => {
    child.kill('SIGINT');
    child.kill('SIGINT');
    await finished;
    rmSync(folder, { recursive: true, force: true });
  };
}

function oneCore(pid: number): () => void {
  return repeat(() => {
    for (const each of familyOf(pid)) {
      unlessGone(() =>
        execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', '0', String(each)], { stdio: 'ignore' }),
      );
    }
  }, 500);
}

/** All processes of the browsers at once, as if the machine stood still for a moment. */
function stops(pid: number, { everyMs, forMs }: { readonly everyMs: number; readonly forMs: number }): () => void {
  let stopped: readonly number[] = [];
  const goOn = (): void => {
    for (const each of stopped) unlessGone(() => process.kill(each, 'SIGCONT'));
    stopped = [];
  };
  const stop = repeat(() => {
    stopped = familyOf(pid).filter((each) => /--type=|--headless/.test(commandOf(each)));
    for (const each of stopped) unlessGone(() => process.kill(each, 'SIGSTOP'));
    setTimeout(goOn, forMs);
  }, everyMs);
  return () => {
    stop();
    goOn();
  };
}

/** A process may end between being listed and being reached. */
function unlessGone(act: () => void): void {
  try {
    act();
  } catch {
    // There is nobody left to do it to.
  }
}

function repeat(act: () => void, everyMs: number): () => void {
  act();
  const timer = setInterval(act, everyMs);
  return () => {
    clearInterval(timer);
  };
}
