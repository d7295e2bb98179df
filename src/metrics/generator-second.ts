/**
 * Was the generator fit to measure? `strained`: it was busy, and joins may have been a little longer for it. `saturated`: a join
 * took longer than the meeting made it.
 *
 *     health line ──┐
 *     pages' stats ─┴─► signs of a second ─┬─► its level, and who was short of what
 *                                          └─► mean over a join's seconds ─► the join's level, by the same limits
 *
 * A sign that the system does not give is not judged. The limits come from an experiment, not from taste:
 * `generator/README.md` has the data.
 */
import type { HealthLine } from '../model/line.js';
import { healthLevels, type HealthLevel, type Short } from '../model/summary.js';

export interface Health {
  readonly level: HealthLevel;
  /** Of `saturated` those that made it so, of `strained` those that did. */
  readonly short: readonly Short[];
}

/** What the pages told since the last health line. */
export interface PageSigns {
  /** Of each page that told and whose processor is not slowed on purpose: the longest delay of its own timers, ms. */
  readonly lateMs: readonly number[];
  /**
   * Of those that can tell and have been there for longer than a second: the longest part of a delay that no task of its own
   * accounts for, ms.
   */
  readonly stalledMs: readonly number[];
  /** Video streams that are sent, and those of them with `qualityLimitationReason: cpu`. */
  readonly streams: number;
  readonly limitedStreams: number;
  /** Cameras whose rate is known, and those that deliver less than 80 % of what was asked. */
  readonly cameras: number;
  readonly slowCameras: number;
}

/** The signs of want, each a number that can be averaged; absent where it is not known. */
export type Signs = Readonly<Partial<Record<Sign, number>>>;

interface Limit {
  readonly short: Short;
  /** From here on; `saturated` below `strained`: the sign is what is left of something. */
  readonly strained: number;
  readonly saturated: number;
}

export const limits = {
  /** Seconds waited for each second on a processor, by the threads of the browsers that had work to do. Rested: 0.8–1.6. */
  wait: { short: 'browsers', strained: 1.7, saturated: 2.2 },
  /** Share of all processors that others took while none was left over, at the most. Rested: up to 0.08. */
  taken: { short: 'browsers', strained: 0.15, saturated: 0.25 },
  /** Of the time that processors were wanted: what the hypervisor gave to other machines. From 0.15 on joins are longer for it. */
  stolen: { short: 'browsers', strained: 0.15, saturated: 0.25 },
  /** Share of all processors that a container's quota withheld. Rested: none. */
  throttled: { short: 'browsers', strained: 0.02, saturated: 0.08 },
  /** Delay of the most punctual page for which its own work does not account, ms: all were stopped. Rested: up to 24. */
  allLate: { short: 'browsers', strained: 25, saturated: 50 },
  /** Delay of a page that its own work cannot explain, ms. */
  unexplainedLate: { short: 'browsers', strained: 100, saturated: 250 },
  /** Delay of the harness's event loop, ms: lines are late to be stamped, clicks late to be sent. */
  harnessLate: { short: 'harness', strained: 100, saturated: 250 },
  /** Share of the time in which some task waited for memory. */
  memoryPressure: { short: 'memory', strained: 0.1, saturated: 0.3 },
  /** Bytes. */
  memoryLeft: { short: 'memory', strained: 500e6, saturated: 150e6 },
  diskLeft: { short: 'disk', strained: 200e6, saturated: 20e6 },
  /** Share of the limit. */
  openFiles: { short: 'files', strained: 0.8, saturated: 0.95 },
  /** Encoders limited by the processor, cameras that are slow: never more than strained. */
  slowMedia: { short: 'browsers', strained: Number.MIN_VALUE, saturated: Infinity },
  /** The built-in meeting answers in a millisecond; it is told, and never makes a run invalid by itself. */
  meetingWait: { short: 'meeting', strained: 4, saturated: Infinity },
} as const satisfies Readonly<Record<string, Limit>>;

type Sign = keyof typeof limits;
const signNames = Object.keys(limits) as readonly Sign[];

export function signsOf(line: HealthLine, pages: PageSigns, cores: number): Signs {
  const { cpu, steal = 0, browsers_cpu: browsers, harness_cpu: harness = 0, meeting_cpu: meeting = 0 } = line;
  const busy = cpu === undefined ? undefined : cpu + steal;
  const others =
    busy === undefined || browsers === undefined ? undefined : Math.max(0, busy - browsers - harness - meeting);
  return defined({
    wait: line.browsers_wait,
    taken: others === undefined || busy === undefined ? undefined : Math.min(others, full(line.cpu_full, busy)),
    stolen: busy === undefined || busy < idleBelow ? undefined : steal / busy,
    throttled: line.throttled,
    allLate: allLate(pages),
    unexplainedLate: unexplainedLate(line, pages, cores),
    harnessLate: line.event_loop_delay_ms,
    memoryPressure: line.psi_memory_some,
    memoryLeft: line.memory_available_bytes,
    diskLeft: line.disk_free_bytes,
    openFiles: line.open_files,
    slowMedia: pages.limitedStreams + pages.slowCameras,
    meetingWait: line.meeting_wait,
  });
}

/**
 * When the others ran is not known, only for how long processors were left over; what can have been taken counts as taken.
 * Recordings of before 27 November 2026 have nothing finer than the second.
 */
function full(share: number | undefined, busy: number): number {
  return share ?? (busy > 0.8 ? 1 : 0);
}

/** A page that cannot tell its own work from want is believed when another one says the same. */
function allLate({ lateMs, stalledMs }: PageSigns): number | undefined {
  if (stalledMs.length > 0) return Math.min(...stalledMs);
  return lateMs.length < 2 ? undefined : Math.min(...lateMs);
}

/** Of a machine that does next to nothing, a share says nothing. */
const idleBelow = 0.1;

/**
 * A page that is busy with itself is late and no fault of ours. But all browsers together cannot have been busy for longer than
 * they were on a processor: what is left over was taken from them (a machine that stood still, a disk that did not answer).
 */
function unexplainedLate({ browsers_cpu: cpu }: HealthLine, { lateMs }: PageSigns, cores: number): number | undefined {
  if (cpu === undefined || lateMs.length === 0) return undefined;
  return Math.max(...lateMs) - cpu * cores * 1_000;
}

/** Of several seconds, each with how much of it counts. A sign is averaged over those seconds that have it. */
export function meanSigns(parts: readonly { readonly signs: Signs; readonly weight: number }[]): Signs {
  return defined(
    Object.fromEntries(
      signNames.map((name) => {
        let sum = 0;
        let weights = 0;
        for (const { signs, weight } of parts) {
          const value = signs[name];
          if (value === undefined) continue;
          sum += value * weight;
          weights += weight;
        }
        return [name, weights > 0 ? sum / weights : undefined];
      }),
    ),
  );
}

export function judge(signs: Signs): Health {
  const found = signNames.flatMap((name) => {
    const level = levelOf(signs[name], limits[name]);
    return level === 'healthy' ? [] : [{ short: limits[name].short, level }];
  });
  const level = worst(found.map((each) => each.level));
  return { level, short: [...new Set(found.filter((each) => each.level === level).map((each) => each.short))] };
}

function levelOf(value: number | undefined, { strained, saturated }: Limit): HealthLevel {
  if (value === undefined) return 'healthy';
  const reaches = (limit: number): boolean => (saturated < strained ? value < limit : value >= limit);
  if (reaches(saturated)) return 'saturated';
  return reaches(strained) ? 'strained' : 'healthy';
}

function defined(signs: Readonly<Partial<Record<string, number | undefined>>>): Signs {
  return Object.fromEntries(Object.entries(signs).filter(([, value]) => value !== undefined));
}

export function worst(levels: Iterable<HealthLevel>): HealthLevel {
  let found: HealthLevel = 'healthy';
  for (const level of levels) if (healthLevels.indexOf(level) > healthLevels.indexOf(found)) found = level;
  return found;
}
