/**
 * Did the generator spoil this run, and what would a person have to do? Everything from what the run itself measured.
 *
 * Invalid: more than one join in three (and more than two) fell into a saturated second, or so many seconds were saturated that
 * what was measured while staying says little. One or two of six do happen on a machine that is well (`npm start` right after the
 * set-up, no join longer than 1.1 s): such joins are marked, and the run stands. The
 * built-in meeting's own shortage is told and never makes a run invalid by itself.
 */
import type { ParticipantCost } from '../model/participant-cost.js';
import type { RunOptions } from '../model/run-options.js';
import type { GeneratorCost, Short } from '../model/summary.js';
import type { GeneratorData } from './generator-data.js';
import type { IterationRecord } from './iteration.js';
import { coreWords, remedyWords, startsPerSecond, usualCost, type Crowd } from './capacity.js';
import { limits, meanSigns } from './generator-second.js';
import { figureWords, list, plural, shareWords } from './words.js';

/** Share of joins, and of seconds, above which the run is invalid. */
const joinsSpoiled = 1 / 3;
const secondsSpoiled = 0.4;
/** A few seconds may be anything: a cron job, a disk. So may a join or two, unless they are all. */
const fewestSeconds = 5;
const fewestJoins = 3;

/** Below this other programs are what any system has. */
const othersMatter = 0.3;

/** @returns one sentence each: why the run is invalid, then what to do. Empty: it is not. */
export function spoiledBy(
  data: GeneratorData,
  options: RunOptions,
  iterations: readonly IterationRecord[],
): readonly string[] {
  const reason = reasonOf(data);
  return reason === undefined ? [] : [reason, ...adviceOf(data, options, iterations)];
}

function reasonOf({ joins, seconds, short, cores }: GeneratorData): string | undefined {
  const spoiled = joins.filter(({ level }) => level === 'saturated').length;
  const total = seconds.healthy + seconds.strained + seconds.saturated;
  const enough = Math.min(fewestJoins, joins.length);
  const byJoins = spoiled > 0 && spoiled >= enough && spoiled / joins.length > joinsSpoiled;
  const bySeconds = seconds.saturated >= fewestSeconds && seconds.saturated / total > secondsSpoiled;
  if (!byJoins && !bySeconds) return undefined;
  const when = byJoins
    ? `${spoiled} of ${plural(joins.length, 'join')} fell into seconds in which`
    : `In ${seconds.saturated} of ${plural(total, 'second')}`;
  return `${when} ${shortWords(short, cores)}.`;
}

const shortSentences: Readonly<Record<Short, (cores: string) => string>> = {
  browsers: (cores) => `the browsers did not get the processor time that they needed from the ${cores} of this machine`,
  harness: () => 'Rollcall itself did not get to its work',
  meeting: () => 'the built-in meeting waited for a processor',
  memory: () => 'memory was short',
  files: () => 'the limit of open files was near',
  disk: () => 'the disk was full',
};

function shortWords(short: GeneratorData['short'], cores: number): string {
  const gravest = (Object.entries(short) as [Short, number][]).toSorted(([, a], [, b]) => b - a).map(([who]) => who);
  return list(gravest.map((who) => shortSentences[who](coreWords(cores))));
}

function adviceOf(
  { cost, cores, short, joins }: GeneratorData,
  options: RunOptions,
  iterations: readonly IterationRecord[],
): readonly string[] {
  const advice: string[] = [];
  const { cores_taken_by_others: others = 0 } = cost;
  if (others >= othersMatter) {
    advice.push(`Other programs took ${others.toFixed(1)} of ${coreWords(cores)}: end them, or use another machine.`);
  }
  const { throttled = 0, stolen = 0 } = meanSigns(joins.map(({ signs }) => ({ signs, weight: 1 })));
  if (throttled >= limits.throttled.strained) {
    advice.push(
      `A quota withheld ${(throttled * cores).toFixed(1)} cores while people joined: raise it (of a container: --cpus), or start fewer at a time.`,
    );
  }
  if (stolen >= limits.stolen.strained) {
    advice.push(
      `The host of this virtual machine gave ${shareWords(stolen)} of the processor time that was wanted to others: try again later, or use a machine whose processors are its own.`,
    );
  }
  const measured = costInRun(cost);
  if (measured !== undefined) {
    const crowd = crowdOf(options, iterations);
    const rate = startsPerSecond(cores, measured, crowd);
    const asked = askedPerSecond(iterations.map(({ scheduled }) => scheduled.t));
    const isBurst = Object.values(options.scenarios).every(({ executor }) => executor.name === 'burst');
    if (rate < asked)
      advice.push(
        `${coreWords(cores)} can start ${figureWords(rate)} participants/s with this page; the scenario asked for ${figureWords(asked)}/s: ${remedyWords(cores, measured, crowd, isBurst)}, or use a second machine.`,
      );
  }
  if (short.memory !== undefined) advice.push('Close other programs, or start fewer participants.');
  if (short.files !== undefined) advice.push('Raise the limit of open files: ulimit -n 65536');
  if (advice.length === 0) {
    advice.push('What this run asked for fits this machine: try again while it has nothing else to do.');
  }
  return advice;
}

/** What this run measured of its own page; what it could not (somebody was joining in every second) is as usual. */
function costInRun({ processor_s_per_join: join, ...held }: GeneratorCost): ParticipantCost | undefined {
  return join === undefined ? undefined : { ...usualCost, ...held, processor_s_per_join: join };
}

/** The built-in meeting's part, if it ran here, is in what was measured. */
function crowdOf(options: RunOptions, iterations: readonly IterationRecord[]): Crowd {
  return {
    people: iterations.filter(({ scheduled }) => scheduled.iteration === 0).length,
    hold_ms: Math.max(...Object.values(options.scenarios).map(({ hold_ms: hold }) => hold)),
    withMeeting: true,
  };
}

/** Joins a second that leave each other alone, as this run's page and people are. */
export function startsInRun(
  { cost, cores }: GeneratorData,
  options: RunOptions,
  iterations: readonly IterationRecord[],
): number | undefined {
  const measured = costInRun(cost);
  return measured && startsPerSecond(cores, measured, crowdOf(options, iterations));
}

const windowMs = 2_000;

/** The most that were to start in any two seconds, a second. */
function askedPerSecond(starts: readonly number[]): number {
  const ordered = starts.toSorted((a, b) => a - b);
  let most = 0;
  let first = 0;
  for (const [index, start] of ordered.entries()) {
    while ((ordered[first] ?? 0) <= start - windowMs) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most / (windowMs / 1_000);
}
