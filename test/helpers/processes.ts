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
