/** What lives, out of /proc: for tests that prove that nothing is left behind. Linux only. */
import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of a process group, without those that are dead and only not yet waited for. */
export function livingInGroup(group: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const [state, , processGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return Number(processGroup) === group && state !== 'Z';
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Process ids of all children of a process, and of theirs. */
export function descendantsOf(ancestor: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = readStat(name);
    if (stat !== undefined) parents.set(Number(name), Number(stat[1]));
  }
  const found = new Set([ancestor]);
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  found.delete(ancestor);
  return [...found];
}

/** It lives: one that is dead and only not yet waited for does not. */
export function isAlive(pid: number): boolean {
  const state = readStat(String(pid))?.[0];
  return state !== undefined && state !== 'Z';
}

/** What follows the name in /proc/PID/stat: state, parent, process group, … */
function readStat(pid: string): readonly string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
