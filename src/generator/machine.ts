/** The facts of this machine that belong to every run. What the system does not say is absent. */
import { existsSync } from 'node:fs';
import os from 'node:os';
import type { HeaderLine } from '../model/line.js';
import { parseCpuMax, parseOsName, quotaCores } from './proc.js';
import { readParsed } from './read-text.js';

export type MachineFacts = HeaderLine['machine'];

export function machineFacts(): MachineFacts {
  const cpuModel = os.cpus()[0]?.model.trim();
  const container = ['/.dockerenv', '/run/.containerenv'].some((file) => existsSync(file));
  return {
    os: [readParsed('/etc/os-release', parseOsName), os.type(), os.release(), os.arch()]
      .filter((part) => part !== undefined)
      .join(' '),
    cores: usableCores(),
    memory_bytes: usableMemoryBytes(),
    // Virtual machines may not say.
    ...(cpuModel === undefined || cpuModel === '' || cpuModel === 'unknown' ? {} : { cpu_model: cpuModel }),
    // A container may hide that it is one.
    ...(container ? { container } : {}),
  };
}

/** Cores this process may use: affinity and a container's quota count; may be a fraction. */
function usableCores(): number {
  const quota =
    readParsed('/sys/fs/cgroup/cpu.max', parseCpuMax) ??
    quotaCores(
      readParsed('/sys/fs/cgroup/cpu/cpu.cfs_quota_us', Number),
      readParsed('/sys/fs/cgroup/cpu/cpu.cfs_period_us', Number),
    );
  const cores = os.availableParallelism();
  return quota === undefined ? cores : Math.min(cores, quota);
}

function usableMemoryBytes(): number {
  const total = os.totalmem();
  // 0 or an absurd number where there is no limit.
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(total, limit) : total;
}
