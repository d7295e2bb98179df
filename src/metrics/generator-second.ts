/**
 * Was the generator fit to measure in this second? `strained`: it was busy, and joins may have been a little longer for it.
 * `saturated`: a join in it took longer than the meeting made it.
 *
 * In:  a health line, and what the pages said since the last one.
 * Out: the level, and who was short of what. A sign that the system does not give is not judged.
 *
 * The limits come from an experiment, not from taste: `generator/README.md` has the data.
 */
import type { HealthLine } from '../model/line.js';
import { healthLevels, type HealthLevel, type Short } from '../model/summary.js';

export interface SecondHealth {
  readonly level: HealthLevel;
  /** Of `saturated` those that made it so, of `strained` those that did. */
  readonly short: readonly Short[];
}

/** What the pages told since the last health line. */
export interface PageSigns {
  /** The longest delays of pages' own timers that no slowed processor explains, one a page, ms. */
  readonly lateMs: readonly number[];
  /** Video streams that are sent, and those of them with `qualityLimitationReason: cpu`. */
  readonly streams: number;
  readonly limitedStreams: number;
  /** Cameras whose rate is known, and those that deliver less than 80 % of what was asked. */
  readonly cameras: number;
  readonly slowCameras: number;
}

interface Limits {
  readonly strained: number;
  readonly saturated: number;
}

/** Seconds waited for each second on a processor, by the threads of the browsers that had work to do. Rested: 0.8–1.7. */
const browserWait: Limits = { strained: 1.5, saturated: 2 };
/** Taken by the hypervisor, share of all processors. */
const steal: Limits = { strained: 0.05, saturated: 0.15 };
/** Lines are late to be stamped, clicks late to be sent. */
const eventLoopDelayMs: Limits = { strained: 100, saturated: 250 };
/** Delays of a page that its own work cannot explain. */
const unexplainedLateMs: Limits = { strained: 100, saturated: 250 };
/** Share of the second in which some task waited for memory. */
const memoryPressure: Limits = { strained: 0.1, saturated: 0.3 };
/** Share of the limit. */
const openFiles: Limits = { strained: 0.8, saturated: 0.95 };
/** Bytes, from which on the level holds downwards. */
const memoryLeft = { strained: 500e6, saturated: 150e6 };
const diskLeft = { strained: 200e6, saturated: 20e6 };
/** The built-in meeting answers in a millisecond; it is told, and never makes a run invalid by itself. */
const meetingWait = 4;

export function judgeSecond(line: HealthLine, pages: PageSigns, cores: number): SecondHealth {
  const found: { readonly short: Short; readonly level: HealthLevel }[] = [];
  const judge = (short: Short, value: number | undefined, { strained, saturated }: Limits): void => {
    if (value === undefined || value < strained) return;
    found.push({ short, level: value < saturated ? 'strained' : 'saturated' });
  };
  const judgeRest = (short: Short, left: number | undefined, { strained, saturated }: Limits): void => {
    if (left !== undefined && left < strained)
      found.push({ short, level: left < saturated ? 'saturated' : 'strained' });
  };
  judge('browsers', line.browsers_wait, browserWait);
  judge('browsers', line.steal, steal);
  judge('browsers', unexplainedLate(line, pages, cores), unexplainedLateMs);
  judge('harness', line.event_loop_delay_ms, eventLoopDelayMs);
  judge('memory', line.psi_memory_some, memoryPressure);
  judgeRest('memory', line.memory_available_bytes, memoryLeft);
  judge('files', line.open_files, openFiles);
  judgeRest('disk', line.disk_free_bytes, diskLeft);
  if (pages.limitedStreams > 0 || pages.slowCameras > 0) found.push({ short: 'browsers', level: 'strained' });
  if ((line.meeting_wait ?? 0) >= meetingWait) found.push({ short: 'meeting', level: 'strained' });

  const level = worst(found.map((each) => each.level));
  return { level, short: [...new Set(found.filter((each) => each.level === level).map((each) => each.short))] };
}

/**
 * A page that is busy with itself is late and no fault of ours. But all browsers together cannot have been busy for longer than
 * they were on a processor: what is left over was taken from them (a machine that stood still, a disk that did not answer).
 */
function unexplainedLate({ browsers_cpu: cpu }: HealthLine, { lateMs }: PageSigns, cores: number): number | undefined {
  if (cpu === undefined || lateMs.length === 0) return undefined;
  return Math.max(...lateMs) - cpu * cores * 1_000;
}

export function worst(levels: Iterable<HealthLevel>): HealthLevel {
  let found: HealthLevel = 'healthy';
  for (const level of levels) if (healthLevels.indexOf(level) > healthLevels.indexOf(found)) found = level;
  return found;
}
