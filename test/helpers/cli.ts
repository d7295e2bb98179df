/** The `rollcall` command as a person runs it: a process of its own, in a folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Line } from '../../src/model/line.js';
import type { Summary } from '../../src/model/summary.js';
import { packageRoot } from '../../src/shared/package-root.js';

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunningCli {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** What was printed so far. */
  output(): string;
}

const program = path.join(packageRoot, 'src', 'setup', 'rollcall.mjs');

/**
 * Started as the leader of a process group, so that a test can tell what was left of it.
 *
 * @param input what it finds on its standard input
 * @param under a program that it is started by, such as strace
 */
export function startCli(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
  { input = '', under = [] as readonly string[] } = {},
): RunningCli {
  const [command = process.execPath, ...rest] = [...under, process.execPath, program, ...args];
  const child = spawn(command, rest, {
    cwd,
    detached: true,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // It may end without having read.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const finished = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }));
  return { child, finished, output: () => out + err };
}

export function cli(
  args: readonly string[],
  cwd: string,
  env?: Readonly<Record<string, string>>,
  more?: Parameters<typeof startCli>[3],
): Promise<Finished> {
  return startCli(args, cwd, env, more).finished;
}

/** Of the one run in this folder. */
export function resultsIn(cwd: string): string {
  const [run] = readdirSync(path.join(cwd, 'results'));
  if (run === undefined) throw new Error(`no results in ${cwd}`);
  return path.join(cwd, 'results', run);
}

export async function summaryIn(cwd: string): Promise<Summary> {
  return JSON.parse(await readFile(path.join(resultsIn(cwd), 'summary.json'), 'utf8')) as Summary;
}

export async function linesIn(cwd: string): Promise<readonly Line[]> {
  const text = await readFile(path.join(resultsIn(cwd), 'recording.jsonl'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}
