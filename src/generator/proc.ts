/** What Linux tells in /proc and /sys, as texts. Pure; `undefined` where a text does not say. */

/** Clock ticks since boot, all cores together. */
export interface CpuTicks {
  readonly busy: number;
  /** Taken by the hypervisor for others; absent where the system does not say. */
  readonly steal?: number;
  readonly total: number;
}

/**
 * The first line of /proc/stat: `cpu user nice system idle iowait irq softirq steal guest guest_nice`.
 * Waiting for a disk is not busy; guest time is in user time already.
 *
 * @see https://docs.kernel.org/filesystems/proc.html#miscellaneous-kernel-statistics-in-proc-stat
 */
export function parseCpuTicks(stat: string): CpuTicks | undefined {
  const [, rest] = /^cpu +(.+)$/m.exec(stat) ?? [];
  const ticks = rest?.split(' ').map(Number);
  const [user, nice, system, idle, iowait = 0, irq = 0, softirq = 0, steal = 0] = ticks ?? [];
  if (user === undefined || nice === undefined || system === undefined || idle === undefined) return undefined;
  const busy = user + nice + system + irq + softirq;
  const total = busy + idle + iowait + steal;
  return Number.isFinite(total) ? { busy, steal, total } : undefined;
}

/**
 * A file of /proc/pressure: microseconds since boot in which some task waited. Its averages are over ten seconds and more;
 * the difference of two totals is exact.
 *
 * @see https://docs.kernel.org/accounting/psi.html
 */
export function parsePressureUs(pressure: string): number | undefined {
  const total = /^some .*\btotal=(\d+)/m.exec(pressure)?.[1];
  return total === undefined ? undefined : Number(total);
}

/** One field of /proc/meminfo in bytes. */
export function parseMeminfoBytes(meminfo: string, field: string): number | undefined {
  for (const line of meminfo.split('\n')) {
    const [name, value] = line.split(':');
    const kibibytes = /^\s*(\d+) kB$/.exec(value ?? '')?.[1];
    if (name === field && kibibytes !== undefined) return Number(kibibytes) * 1_024;
  }
  return undefined;
}

/** Cores that cgroup v2's `cpu.max` allows: `200000 100000` is 2; `max` is no limit. */
export function parseCpuMax(cpuMax: string): number | undefined {
  const [quota, period] = cpuMax.trim().split(' ').map(Number);
  return quotaCores(quota, period);
}

/** The same from cgroup v1's two files; a quota of -1 is no limit. */
export function quotaCores(quotaUs: number | undefined, periodUs: number | undefined): number | undefined {
  if (quotaUs === undefined || periodUs === undefined) return undefined;
  const cores = quotaUs / periodUs;
  return Number.isFinite(cores) && cores > 0 ? cores : undefined;
}

/** `PRETTY_NAME` of /etc/os-release. */
export function parseOsName(osRelease: string): string | undefined {
  return /^PRETTY_NAME="?([^"\n]+)"?$/m.exec(osRelease)?.[1];
}

/** Soft limit of open files in /proc/PID/limits; `Infinity` when unlimited. */
export function parseOpenFilesLimit(limits: string): number | undefined {
  const soft = /^Max open files\s+(\S+)/m.exec(limits)?.[1];
  if (soft === undefined) return undefined;
  return soft === 'unlimited' ? Infinity : Number(soft);
}

/** What a thread had since it began, in nanoseconds. */
export interface ThreadTime {
  readonly ranNs: number;
  /** Ready to run, and waiting for a processor. */
  readonly waitedNs: number;
}

/** `schedstat`: time on a processor, time waiting for one, time slices. All zero where the kernel keeps no such books. */
export function parseThreadTime(schedstat: string): ThreadTime | undefined {
  const [ran, waited, slices] = schedstat.split(' ').map(Number);
  if (ran === undefined || waited === undefined || slices === undefined) return undefined;
  return slices > 0 && Number.isFinite(ran + waited) ? { ranNs: ran, waitedNs: waited } : undefined;
}

/** Who started the process, from /proc/PID/stat; the name before it may hold anything, brackets and spaces too. */
export function parseParent(stat: string): number | undefined {
  const parent = /^\S+ \((?:.|\n)*\) \S (\d+) /.exec(stat)?.[1];
  return parent === undefined ? undefined : Number(parent);
}

/**
 * Files that may tell what a quota has withheld from the process of this /proc/self/cgroup, nearest first: with version 2 of
 * control groups, with version 1, and both where a container sees its own group as the root.
 */
export function throttleFiles(selfCgroup: string): readonly string[] {
  const paths = selfCgroup.split('\n').flatMap((line) => {
    const [id, controllers, group] = line.split(/:(.*?):/);
    if (group === undefined) return [];
    const at = group === '/' ? '' : group;
    if (id === '0' && controllers === '') return [`/sys/fs/cgroup${at}`];
    return controllers?.split(',').includes('cpu') === true ? [`/sys/fs/cgroup/cpu${at}`] : [];
  });
  return [...new Set([...paths, '/sys/fs/cgroup', '/sys/fs/cgroup/cpu'])].map((folder) => `${folder}/cpu.stat`);
}

/**
 * Nanoseconds on a processor that a quota has withheld so far, of all cores together: `throttled_usec` of version 2,
 * `throttled_time` of version 1.
 *
 * @see https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu-interface-files
 */
export function parseThrottledNs(cpuStat: string): number | undefined {
  const usec = /^throttled_usec (\d+)$/m.exec(cpuStat)?.[1];
  if (usec !== undefined) return Number(usec) * 1_000;
  const ns = /^throttled_time (\d+)$/m.exec(cpuStat)?.[1];
  return ns === undefined ? undefined : Number(ns);
}

/**
 * The listening sockets of /proc/net/tcp and tcp6, whose columns are `sl local_address rem_address st … inode …`, addresses in
 * hexadecimal, state 0A for listening.
 *
 * @see https://docs.kernel.org/networking/proc_net_tcp.html
 */
export function parseListening(text: string): readonly { readonly port: number; readonly inode: string }[] {
  return text.split('\n').flatMap((line) => {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
    if (state !== '0A' || local === undefined || inode === undefined) return [];
    return [{ port: Number.parseInt(local.slice(local.lastIndexOf(':') + 1), 16), inode }];
  });
}
