/**
 * How the generator feels, once a second: what a verdict needs to tell a slow meeting from a tired machine.
 *
 * In:  counters of the system and of this process.
 * Out: the fields of a health line; what this system cannot tell is absent, never 0.
 */
import { readdirSync, statfsSync } from 'node:fs';
import os from 'node:os';
import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';
import type { EventSink } from '../model/event-sink.js';
import type { HealthLine } from '../model/line.js';
import type { HostMs } from '../model/time.js';
import type { Clock } from '../shared/clock.js';
import { FullPieces, pieceMs } from './full-pieces.js';
import {
  parseCpuTicks,
  parseMeminfoBytes,
  parseOpenFilesLimit,
  parsePressureUs,
  parseThrottledNs,
  throttleFiles,
  type CpuTicks,
} from './proc.js';
import { ProcessGroups, timeBetween, type ProcessGroup, type ThreadTimes } from './process-groups.js';
import { readParsed } from './read-text.js';

export type Health = Omit<HealthLine, 't' | 'type'>;

/** Counters at one moment; two of them make a health. */
export interface HealthCounters {
  /** On the clock, ms. */
  readonly at: number;
  readonly cpu?: CpuTicks | undefined;
  /** Share of the time since the last counters. */
  readonly cpuFull?: number | undefined;
  /** Where quotas are kept, and what this one has withheld. */
  readonly throttled?: { readonly file: string; readonly ns: number } | undefined;
  readonly pressureCpuUs?: number | undefined;
  readonly pressureMemoryUs?: number | undefined;
  readonly pressureIoUs?: number | undefined;
  /** CPU time of this process. */
  readonly processUs: number;
  readonly cores: number;
  /** Longest delay of this process's event loop since the last sample. */
  readonly eventLoopDelayMs: number;
  readonly load1?: number | undefined;
  readonly memoryAvailableBytes?: number | undefined;
  readonly rssBytes: number;
  readonly diskFreeBytes?: number | undefined;
  /** Share of the limit. */
  readonly openFiles?: number | undefined;
  readonly threads?: Readonly<Partial<Record<ProcessGroup, ThreadTimes>>>;
  readonly participants?: number | undefined;
}

/** Pure. Shares are 0–1: of all cores for CPU, of the time between for pressure. */
export function healthBetween(before: HealthCounters, after: HealthCounters): Health {
  const elapsedMs = after.at - before.at;
  const elapsedTicks = difference(before.cpu?.total, after.cpu?.total);
  return {
    ...present('cpu', share(difference(before.cpu?.busy, after.cpu?.busy), elapsedTicks)),
    ...present('cpu_full', after.cpuFull === undefined ? undefined : round(after.cpuFull)),
    ...present('steal', share(difference(before.cpu?.steal, after.cpu?.steal), elapsedTicks)),
    ...present('throttled', share(throttledNs(before, after), elapsedMs * 1e6 * after.cores)),
    ...present('load1', after.load1),
    ...present('psi_cpu_some', share(difference(before.pressureCpuUs, after.pressureCpuUs), elapsedMs * 1_000)),
    ...present(
      'psi_memory_some',
      share(difference(before.pressureMemoryUs, after.pressureMemoryUs), elapsedMs * 1_000),
    ),
    ...present('psi_io_some', share(difference(before.pressureIoUs, after.pressureIoUs), elapsedMs * 1_000)),
    event_loop_delay_ms: round(after.eventLoopDelayMs),
    ...present('memory_available_bytes', after.memoryAvailableBytes),
    rss_bytes: after.rssBytes,
    ...present('disk_free_bytes', after.diskFreeBytes),
    ...present('open_files', after.openFiles === undefined ? undefined : round(after.openFiles)),
    ...present('harness_cpu', share(after.processUs - before.processUs, elapsedMs * 1_000 * after.cores)),
    ...groupHealth('browsers', before, after),
    ...groupHealth('meeting', before, after),
    ...groupHealth('harness', before, after),
    ...present('participants', after.participants),
  };
}

/** A process that was moved to another group has nothing to compare. */
function throttledNs({ throttled: before }: HealthCounters, { throttled: after }: HealthCounters): number | undefined {
  return before?.file === after?.file ? difference(before?.ns, after?.ns) : undefined;
}

/** A group that was not there before began meanwhile, and all its time is of this second. */
function groupHealth(group: ProcessGroup, before: HealthCounters, after: HealthCounters): Partial<Health> {
  const times = after.threads?.[group];
  if (times === undefined) return {};
  const elapsedNs = (after.at - before.at) * 1e6;
  const { ranNs, wait } = timeBetween(before.threads?.[group] ?? new Map(), times, elapsedNs);
  return {
    // Its own accounting is exact, and there on every system.
    ...(group === 'harness' ? {} : present(`${group}_cpu`, share(ranNs, elapsedNs * after.cores))),
    ...present(`${group}_wait`, wait === undefined ? undefined : round(wait)),
  };
}

export interface HealthSamplerOptions {
  readonly clock: Clock;
  readonly sink: EventSink;
  /** How many are in a meeting or on their way. */
  readonly participants?: () => number;
  /** Process ids of the browsers, of their main processes. */
  readonly browsers?: () => readonly number[];
  /** Process ids of the meeting, where it is on this machine. */
  readonly meeting?: readonly number[];
  /** Where the recording is written. */
  readonly folder?: string;
}

/** Emits a health line a second from `start` to `stop`. */
export class HealthSampler {
  readonly #options: HealthSamplerOptions;
  readonly #groups = new ProcessGroups();
  readonly #openFilesLimit = readParsed('/proc/self/limits', parseOpenFilesLimit);
  readonly #pieces = new FullPieces();
  #stopTimers: readonly (() => void)[] = [];
  #delay: IntervalHistogram | undefined;

  constructor(options: HealthSamplerOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#stopTimers.length > 0) return;
    const { clock, sink } = this.#options;
    const delay = monitorEventLoopDelay({ resolution: delayResolutionMs });
    delay.enable();
    this.#delay = delay;
    let before = this.#read(delay);
    this.#stopTimers = [
      clock.every(pieceMs, () => {
        this.#pieces.step(cpuTicks());
      }),
      clock.every(1_000, () => {
        const after = this.#read(delay);
        sink.emit({ t: after.at as HostMs, type: 'health', ...healthBetween(before, after) });
        before = after;
      }),
    ];
  }

  stop(): void {
    for (const stop of this.#stopTimers) stop();
    this.#stopTimers = [];
    this.#delay?.disable();
    this.#delay = undefined;
  }

  #read(delay: IntervalHistogram): HealthCounters {
    const { user, system } = process.cpuUsage();
    // The histogram holds the time between two ticks of its own timer, so an idle loop shows the timer's period.
    const eventLoopDelayMs = Math.max(0, delay.max / 1e6 - delayResolutionMs);
    delay.reset();
    const { clock, participants, browsers, meeting, folder } = this.#options;
    const roots = {
      browsers: browsers?.() ?? [],
      harness: [process.pid],
      meeting: meeting ?? [],
    };
    return {
      at: clock.now(),
      cpu: cpuTicks(),
      cpuFull: this.#pieces.take(),
      throttled: throttled(),
      pressureCpuUs: readParsed('/proc/pressure/cpu', parsePressureUs),
      pressureMemoryUs: readParsed('/proc/pressure/memory', parsePressureUs),
      pressureIoUs: readParsed('/proc/pressure/io', parsePressureUs),
      processUs: user + system,
      cores: os.availableParallelism(),
      eventLoopDelayMs,
      // Windows has no load and Node says 0.
      load1: process.platform === 'win32' ? undefined : os.loadavg()[0],
      memoryAvailableBytes: readParsed('/proc/meminfo', (text) => parseMeminfoBytes(text, 'MemAvailable')),
      rssBytes: process.memoryUsage.rss(),
      diskFreeBytes: folder === undefined ? undefined : freeBytes(folder),
      openFiles: openFilesShare([...roots.harness, ...roots.browsers], this.#openFilesLimit),
      threads: this.#groups.read(roots),
      participants: participants?.(),
    };
  }
}

/** Short against the delays that matter (tens of ms), long enough to cost nothing. */
const delayResolutionMs = 20;

function freeBytes(folder: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

/** Of the process that is nearest to the limit, which they all have from this one. */
function openFilesShare(pids: readonly number[], limit: number | undefined): number | undefined {
  if (limit === undefined) return undefined;
  const counts = pids.flatMap((pid) => {
    try {
      return [readdirSync(`/proc/${pid}/fd`).length];
    } catch {
      return [];
    }
  });
  return counts.length === 0 ? undefined : Math.max(...counts) / limit;
}

function throttled(): HealthCounters['throttled'] {
  const files = readParsed('/proc/self/cgroup', throttleFiles) ?? [];
  for (const file of files) {
    const ns = readParsed(file, parseThrottledNs);
    if (ns !== undefined) return { file, ns };
  }
  return undefined;
}

function cpuTicks(): CpuTicks | undefined {
  const ticks = readParsed('/proc/stat', parseCpuTicks);
  if (ticks !== undefined || process.platform === 'linux') return ticks;
  const times = os.cpus().map((cpu) => cpu.times);
  const sum = (...kinds: (keyof os.CpuInfo['times'])[]): number =>
    times.reduce((total, each) => kinds.reduce((rest, kind) => rest + each[kind], total), 0);
  const busy = sum('user', 'nice', 'sys', 'irq');
  return times.length === 0 ? undefined : { busy, total: busy + sum('idle') };
}

function difference(before: number | undefined, after: number | undefined): number | undefined {
  return before === undefined || after === undefined ? undefined : after - before;
}

/** `undefined` when unknown, and when the counter ran backwards or no time went by. */
function share(part: number | undefined, whole: number | undefined): number | undefined {
  if (part === undefined || whole === undefined || whole <= 0 || part < 0) return undefined;
  return round(part / whole);
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function present<Name extends keyof Health>(name: Name, value: number | undefined): Pick<Health, Name> | object {
  return value === undefined ? {} : { [name]: value };
}
