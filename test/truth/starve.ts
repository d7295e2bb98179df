/**
 * Ways to starve the browsers of a run, each begun when its process lives and ended with it. The built-in meeting is spared: it
 * runs before everything else, so that what a join takes longer is the browsers' want and not the meeting's.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseParent } from '../../src/generator/proc.js';

export interface Starvation {
  /** Joins a second, of what the machine can bear; 1 unless it is too many joins that starve. */
  readonly joins?: number;
  /** The limits that the run found were chosen with this kind in view. */
  readonly tuned?: true;
  /** It takes little: joins get a tenth to a half longer. */
  readonly mild?: true;
  /** @param pid of the run's first process. @returns what ends it */
  begin?(pid: number): () => Promise<void> | void;
}

export const starvations: Readonly<Record<string, Starvation>> = {
  'four programs that compute': { tuned: true, begin: () => compute(4) },
  'too many joins': { tuned: true, joins: 3 },
  'one program that computes': { tuned: true, mild: true, begin: () => compute(1) },
  'a program that computes in bursts': { begin: () => compute(3, { busyMs: 400, idleMs: 400 }) },
  'a quota of one core': { begin: (pid) => quota(pid, 1) },
  'one core of all': { begin: (pid) => oneCore(pid) },
  'browsers stopped, 100 ms in each 400': { begin: (pid) => stops(pid, { everyMs: 400, forMs: 100 }) },
  'a quota that is seldom reached': { mild: true, begin: (pid) => quota(pid, 1.4) },
  'half a program': { mild: true, begin: () => compute(1, { busyMs: 100, idleMs: 100 }) },
  'browsers stopped, 30 ms in each 300': { mild: true, begin: (pid) => stops(pid, { everyMs: 300, forMs: 30 }) },
};

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
      execFileSync('chrt', ['--all-tasks', '--fifo', '--pid', '1', String(meeting)]);
      return;
    }
    await sleep(25);
  }
  throw new Error('the run has started no meeting');
}

/** A container's quota: the kernel takes the processor away for the rest of each tenth of a second. */
function quota(pid: number, cores: number): () => Promise<void> {
  const isUnified = existsSync('/sys/fs/cgroup/cgroup.controllers');
  const root = isUnified ? '/sys/fs/cgroup' : '/sys/fs/cgroup/cpu';
  const group = path.join(root, `rollcall-truth-${pid}`);
  mkdirSync(group);
  if (isUnified) writeFileSync(path.join(group, 'cpu.max'), `${cores * 100_000} 100000`);
  else writeFileSync(path.join(group, 'cpu.cfs_quota_us'), String(cores * 100_000));
  const stop = repeat(() => {
    for (const each of familyOf(pid))
      unlessGone(() => {
        writeFileSync(path.join(group, 'cgroup.procs'), String(each));
      });
  }, 250);
  return async () => {
    stop();
    // Those of a run that is over are reaped.
    await sleep(300);
    rmdirSync(group);
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

function unlessGone(act: () => void): void {
  try {
    act();
  } catch {
    // The process ended between being listed and being reached.
  }
}

function repeat(act: () => void, everyMs: number): () => void {
  act();
  const timer = setInterval(act, everyMs);
  return () => {
    clearInterval(timer);
  };
}
