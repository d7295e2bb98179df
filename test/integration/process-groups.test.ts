/** Whose a process is, with real processes: this one starts a parent, and the parent starts a child. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { ProcessGroups, type ProcessGroup, type ProcessRoots } from '../../src/generator/process-groups.js';

let parent: ChildProcess | undefined;

/** Both end when this process does, or a minute later. */
const text = `
const child = require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'inherit' });
process.on('SIGTERM', () => { child.kill(); process.exit(); });
process.stdout.write(String(child.pid));
setTimeout(() => {}, 60_000);
`;

async function family(): Promise<{ parent: number; child: number }> {
  const started = spawn(process.execPath, ['-e', text], { stdio: ['ignore', 'pipe', 'inherit'] });
  parent = started;
  const [said] = (await once(started.stdout, 'data')) as [Buffer];
  if (started.pid === undefined) throw new Error('it did not start');
  return { parent: started.pid, child: Number(said.toString()) };
}

afterEach(async () => {
  if (parent === undefined) return;
  parent.kill('SIGTERM');
  await once(parent, 'exit');
  parent = undefined;
});

/** The main thread of a process has its number. */
const has = (roots: ProcessRoots, group: ProcessGroup, pid: number): boolean =>
  new ProcessGroups().read(roots)[group]?.has(pid) ?? false;

it('counts what a root started as its own', async () => {
  const { parent: meeting, child } = await family();
  const roots = { browsers: [], harness: [process.pid], meeting: [meeting] };
  expect([has(roots, 'meeting', meeting), has(roots, 'meeting', child)]).toEqual([true, true]);
});

it('counts a process for the nearest of its ancestors', async () => {
  const { parent: harness, child } = await family();
  // A harness that runs within the meeting's process: what it starts is not the meeting's.
  const roots = { browsers: [], harness: [harness], meeting: [process.pid] };
  expect([has(roots, 'meeting', process.pid), has(roots, 'meeting', harness), has(roots, 'meeting', child)]).toEqual([
    true,
    false,
    false,
  ]);
  // And a browser that this one starts is the browsers', not the harness's.
  expect(has({ ...roots, browsers: [child] }, 'browsers', child)).toBe(true);
});
