/** The run on one time axis: how many were joining and in, who came and went badly, and how busy the generator was. */
import { axisLabels } from '../axis-labels.js';
import type { Levels } from '../../metrics/level-series.js';
import type { HealthLevel } from '../../model/summary.js';
import type { BoundedSeries } from '../bounded-series.js';
import { formatMs, formatShare, plural, words } from '../format.js';
import { html, pathData, type Html } from '../html.js';
import { badEnd } from '../outcome-words.js';
import type { ReportData } from '../report-data.js';
import { percent, timeAxis, type TimeAxis } from '../scale.js';

/** Fine enough for the eye, and the file stays small however many joined. */
const columns = 300;
const peopleHeight = 110;
const tickHeight = 18;
const loadHeight = 46;
const levelHeight = 32;

interface Event {
  readonly t: number;
  readonly text: string;
}

export function timelineSection(data: ReportData): Html {
  const { course, iterations } = data;
  const axis = timeAxis(Math.max(course.until, data.summary.run.duration_ms), 8);
  const joined = iterations.flatMap(({ p, usable_at }) => (usable_at === undefined ? [] : [{ t: usable_at, text: p }]));
  const bad = iterations.flatMap((iteration) => {
    const text = iteration.tags.visit === 'first' ? badEnd(iteration.outcome) : undefined;
    return text === undefined
      ? []
      : [{ t: iteration.ended_at ?? iteration.scheduled, text: `${iteration.p}: ${text}` }];
  });
  const acts = course.actions.map(({ t, p, name }) => ({
    t,
    text: p === undefined ? words(name) : `${p}: ${words(name)}`,
  }));
  const most = Math.max(...counts(data, axis).map(({ joining, inside }) => joining + inside), 0);
  return html`<section aria-labelledby="timeline">
    <h2 id="timeline">The run</h2>
    <p class="lead">Everybody over time, and beneath it how busy the machine was that ran the browsers.</p>
    <ul class="key-list" aria-label="Colours">
      <li>
        <svg width="12" height="12" aria-hidden="true"><rect class="lane-in" width="12" height="12" rx="2" /></svg>in
        the meeting
      </li>
      <li>
        <svg width="12" height="12" aria-hidden="true"><rect class="lane-joining" width="12" height="12" rx="2" /></svg
        >joining
      </li>
    </ul>
    ${lane(
      html`Participants<br />
        <span class="number">up to ${most}</span>`,
      peopleHeight,
      `Participants joining and in the meeting over time, at most ${most}`,
      people(data, axis),
    )}
    ${lane(html`Became usable`, tickHeight, plural(joined.length, 'join became usable', 'joins became usable'), ticks(joined, axis, 'tick-joined'))}
    ${lane(html`Bad ends`, tickHeight, plural(bad.length, 'bad end'), ticks(bad, axis, 'tick-bad'))}
    ${acts.length > 0 && lane(html`Actions`, tickHeight, plural(acts.length + course.actionsLeftOut, 'action'), ticks(acts, axis, 'tick-action'))}
    ${healthLane(data.levels, axis)} ${load('Generator CPU', course.cpu, axis)}
    ${load('CPU pressure', course.pressure, axis)}
    <div class="lane" aria-hidden="true">
      <span class="name"></span><svg width="100%" height="18">${axisLabels(axis, 14)}</svg>
    </div>
  </section>`;
}

function lane(name: Html, height: number, said: string, content: Html | readonly Html[]): Html {
  return html`<div class="lane">
    <span class="name">${name}</span
    ><svg width="100%" height="${height}" role="img" aria-label="${said}">
      <rect class="lane-well" width="100%" height="100%" rx="4" />
      ${content}
    </svg>
  </div>`;
}

/** In the middle of each column. */
function counts(data: ReportData, axis: TimeAxis): { joining: number; inside: number }[] {
  const column = axis.end / columns;
  const result = Array.from({ length: columns }, () => ({ joining: 0, inside: 0 }));
  const fill = (from: number, to: number, kind: 'joining' | 'inside'): void => {
    const last = Math.min(Math.ceil(to / column - 0.5), columns);
    for (let index = Math.max(0, Math.ceil(from / column - 0.5)); index < last; index++) {
      const counted = result[index];
      if (counted !== undefined) counted[kind]++;
    }
  };
  data.iterations.forEach(({ p, link_opened, usable_at, ended_at }, index) => {
    if (link_opened === undefined) return;
    const next = data.iterations[index + 1];
    const again = next?.p === p ? next.link_opened : undefined;
    const gone = again ?? ended_at ?? data.course.until;
    fill(link_opened, usable_at ?? gone, 'joining');
    if (usable_at !== undefined) fill(usable_at, gone, 'inside');
  });
  return result;
}

function people(data: ReportData, axis: TimeAxis): Html {
  const over = counts(data, axis);
  const top = Math.max(...over.map(({ joining, inside }) => joining + inside), 1);
  const area = (heightOf: (count: { joining: number; inside: number }) => number): string =>
    `M0 100${steps(over.map((count) => 100 - (heightOf(count) / top) * 94))}V100Z`;
  const hostActs = data.course.actions.filter(({ p }) => p === undefined);
  return html`<svg width="100%" height="${peopleHeight}" viewBox="0 0 ${columns} 100" preserveAspectRatio="none">
      <path class="lane-joining" d="${pathData(area(({ joining, inside }) => joining + inside))}" />
      <path class="lane-in" d="${pathData(area(({ inside }) => inside))}" />
    </svg>
    ${hostActs.map(({ t, name }) => html`<line class="host-line" x1="${percent(t, axis.end)}" x2="${percent(t, axis.end)}" y1="0" y2="100%"><title>${words(name)} at ${formatMs(t)}</title></line>`)}`;
}

/** A staircase through one y per column; levels that do not change take no space. */
function steps(ys: readonly number[]): string {
  let path = '';
  let before: number | undefined;
  ys.forEach((y, column) => {
    const rounded = Math.round(y * 10) / 10;
    if (rounded !== before) path += `H${column}V${rounded}`;
    before = rounded;
  });
  return `${path}H${ys.length}`;
}

/** Events of one column share a tick. */
function ticks(events: readonly Event[], axis: TimeAxis, tickClass: string): readonly Html[] {
  const byColumn = new Map<number, Event[]>();
  for (const event of events) {
    const column = Math.floor((event.t / axis.end) * columns);
    byColumn.set(column, [...(byColumn.get(column) ?? []), event]);
  }
  return [...byColumn.values()].map((together) => {
    const first = together[0];
    if (first === undefined) return html``;
    const others = together.length > 1 ? ` and ${together.length - 1} more` : '';
    return html`<rect
      class="${tickClass}"
      x="${percent(first.t, axis.end)}"
      width="${together.length > 1 ? 4 : 2.5}"
      y="3"
      height="12"
      rx="1"
      ><title>${first.text}${others} at ${formatMs(first.t)}</title></rect
    >`;
  });
}

/** The generator's health, second by second: what was measured in a red one is the machine's own doing. */
function healthLane({ span_ms: span, levels }: Levels, axis: TimeAxis): Html | undefined {
  if (levels.every((level) => level === undefined)) return undefined;
  const runs: { level: HealthLevel; from: number; to: number }[] = [];
  for (const [index, level] of levels.entries()) {
    const last = runs.at(-1);
    if (level === undefined) continue;
    if (last?.level === level && last.to === index) last.to = index + 1;
    else runs.push({ level, from: index, to: index + 1 });
  }
  const seconds = (wanted: HealthLevel): number =>
    Math.round((levels.filter((level) => level === wanted).length * span) / 1_000);
  const said = `${plural(seconds('saturated'), 'saturated second')}, ${seconds('strained')} strained`;
  return lane(
    html`Generator<br />
      <span class="number">${seconds('saturated')} s saturated</span>`,
    levelHeight,
    `The generator's health over time: ${said}`,
    runs.map(
      ({ level, from, to }) =>
        html`<rect
          class="health-${level}"
          x="${percent(from * span, axis.end)}"
          width="${percent((to - from) * span, axis.end)}"
          y="9"
          height="14"
          ><title>${level} from ${formatMs(from * span)} to ${formatMs(to * span)}</title></rect
        >`,
    ),
  );
}

function load(name: string, series: BoundedSeries, axis: TimeAxis): Html {
  const measured = series.buckets.filter((bucket) => bucket !== undefined);
  if (measured.length === 0) {
    return html`<div class="lane">
      <span class="name">${name}</span><span class="soft">not known on this machine</span>
    </div>`;
  }
  const peak = Math.max(...measured.map(({ max }) => max));
  const sums = measured.reduce((all, { sum, count }) => ({ sum: all.sum + sum, count: all.count + count }), {
    sum: 0,
    count: 0,
  });
  const height = (share: number): number => Math.round((1 - Math.min(share, 1)) * 1_000) / 10;
  const x = (index: number): number => Math.round(((index * series.bucketMs) / axis.end) * 10_000) / 10;
  let area = '';
  let line = '';
  for (const [index, bucket] of series.buckets.entries()) {
    if (bucket === undefined) continue;
    area += `M${x(index)} 100V${height(bucket.sum / bucket.count)}H${x(index + 1)}V100Z`;
    line += `M${x(index)} ${height(bucket.max)}H${x(index + 1)}`;
  }
  return lane(
    html`${name}<br />
      <span class="number">peak ${formatShare(Math.min(peak, 1))}</span>`,
    loadHeight,
    `${name} over time: ${formatShare(sums.sum / sums.count)} on average, at most ${formatShare(peak)}`,
    html`<svg width="100%" height="${loadHeight}" viewBox="0 0 1000 100" preserveAspectRatio="none">
      <path class="lane-cpu" d="${pathData(area)}" />
      <path class="lane-max" d="${pathData(line)}" />
    </svg>`,
  );
}
