/**
 * Arrival plans drawn as text, for `inspect`: how many are in over time and when they join, one picture a scenario under one
 * axis, as if joining took no time. Pure.
 */
import type { PhoneStep } from '../model/phone.js';
import type { ScenarioOptions } from '../model/run-options.js';
import { formatDuration } from '../shared/duration.js';
import type { ArrivalPlan } from './arrival-plan.js';
import { counted } from './counted.js';
import { leastIterationMs } from './drive-closed.js';
import { peakWithin, plannedStarts } from './planned-starts.js';

export interface Drawn {
  readonly name: string;
  readonly options: ScenarioOptions;
  readonly plan: ArrivalPlan;
}

const gutter = 9;
const mostRows = 4;
const eighths = ' ▁▂▃▄▅▆▇█';

/** @param width of the terminal in columns, 40 at least. */
export function drawPlans(scenarios: readonly Drawn[], width = 80): string {
  const columns = Math.max(40, width) - gutter - 1;
  const timelines = scenarios.map((scenario) => timelineOf(scenario));
  const endsAt = Math.max(1, ...timelines.flatMap(({ ends }) => ends.slice(-1)));
  const bucketMs = endsAt / columns;
  const pictures = timelines.map((timeline) =>
    [
      ...heading(timeline, width),
      ...chart(timeline, columns, bucketMs),
      joinsRow(timeline, columns, bucketMs),
      ...axis(endsAt, columns),
    ].join('\n'),
  );
  const joins = timelines.reduce((sum, { starts }) => sum + starts.length, 0);
  const note = `${counted(joins, 'join')} in ${formatDuration(Math.round(endsAt / 100) * 100)}, if joining took no time. A digit is the joins within ${formatDuration(Number(bucketMs.toPrecision(2)))} (+: ten or more).`;
  return [...pictures, wrap(note, width, '').join('\n')].join('\n\n').replace(/[ ]+$/gm, '');
}

interface Timeline extends Drawn {
  /** Ascending, since the start of the run. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

function timelineOf(scenario: Drawn): Timeline {
  const { options, plan } = scenario;
  const starts = plannedStarts(plan, options.hold_ms).map((start) => options.start_time_ms + start);
  const stays = Math.max(leastIterationMs, options.hold_ms);
  return { ...scenario, starts, ends: starts.map((start) => start + stays) };
}

function heading({ name, options, plan, starts }: Timeline, width: number): readonly string[] {
  const { camera, microphone } = options.media;
  const count = (all: number | undefined): string => (all === undefined ? '' : ` (${all})`);
  const facts = [
    `${options.executor.name}: ${plan.describe}`,
    options.device,
    ...(options.processor === undefined ? [] : [`processor ${options.processor}`]),
    ...(options.networks === undefined ? [] : [`network ${options.network}`]),
    ...(options.storage_states === undefined ? [] : [counted(options.storage_states.length, 'session')]),
    `hold ${formatDuration(options.hold_ms)}`,
    camera === false ? 'no camera' : `camera ${sourceName(camera)}${count(options.cameras)}`,
    microphone === false ? 'no microphone' : `microphone ${sourceName(microphone)}${count(options.microphones)}`,
    ...(options.start_time_ms > 0 ? [`after ${formatDuration(options.start_time_ms)}`] : []),
    ...(options.steps ?? []).map(stepText),
    ...(options.exec ? ['with an exec of its own'] : []),
    `at most ${counted(peakWithin(starts, 1_000), 'join')} a second`,
  ];
  return wrap(`${name}  ${facts.join(' · ')}`, width, '  ');
}

function stepText({ action, at_ms: at, after, for_ms: lasts, frozen }: PhoneStep): string {
  const duration = lasts === undefined ? '' : ` for ${formatDuration(lasts)}`;
  return `${action}${frozen === true ? ' frozen' : ''}${duration} at ${formatDuration(at)} after ${after}`;
}

function sourceName(source: string | { readonly file: string }): string {
  return typeof source === 'string' ? source : 'from a file';
}

function chart(timeline: Timeline, columns: number, bucketMs: number): readonly string[] {
  const counts = Array.from({ length: columns }, (_, column) =>
    inBetween(timeline, column * bucketMs, (column + 1) * bucketMs),
  );
  const peak = Math.max(1, ...counts);
  // Few people get a row each.
  const rows = Math.min(mostRows, peak);
  return Array.from({ length: rows }, (_, row) => {
    const below = rows - 1 - row;
    const cells = counts.map((count) => {
      const filled = Math.round((count / peak) * rows * 8) - below * 8;
      // One person in a crowd is still to be seen.
      const least = below === 0 && count > 0 ? 1 : 0;
      return eighths[Math.min(8, Math.max(least, filled))] ?? ' ';
    });
    const label = row === 0 ? `${peak} in ` : '';
    return `${label.padStart(gutter - 1)}${row === 0 ? '┤' : '│'}${cells.join('')}`;
  });
}

/** How many were in at some time between the two; who came and went makes room for the next. */
function inBetween({ starts, ends, plan }: Timeline, from: number, to: number): number {
  return Math.min(plan.maxVUs, countBelow(starts, to) - countBelow(ends, from));
}

function joinsRow({ starts }: Timeline, columns: number, bucketMs: number): string {
  const cells = Array.from({ length: columns }, (_, column) => {
    const joins = countBelow(starts, (column + 1) * bucketMs) - countBelow(starts, column * bucketMs);
    return joins === 0 ? ' ' : joins < 10 ? String(joins) : '+';
  });
  return `${'joins '.padStart(gutter - 1)}│${cells.join('')}`;
}

/** How many of the ascending times are before `limit`. */
function countBelow(times: readonly number[], limit: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];
const ticks = [
  ...[100, 200, 500, second, 2 * second, 5 * second, 10 * second, 15 * second, 30 * second],
  ...[minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute],
  ...[hour, 2 * hour, 6 * hour, 12 * hour, day, 2 * day, 5 * day],
];

function axis(endsAt: number, columns: number): readonly string[] {
  const step = ticks.find((tick) => endsAt / tick <= 7) ?? 10 * day;
  const line = Array.from({ length: columns }, () => '─');
  let labels = '';
  for (let at = 0; at < endsAt; at += step) {
    const column = Math.floor((at / endsAt) * columns);
    const label = formatDuration(at);
    if (column + label.length > columns) break;
    line[column] = '┴';
    labels = labels.padEnd(column) + label;
  }
  return [`${' '.repeat(gutter - 1)}└${line.join('')}`, `${' '.repeat(gutter)}${labels}`];
}

function wrap(text: string, width: number, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
