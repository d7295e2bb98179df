/**
 * How long people waited: for each device class the share of joins that were usable by then, above every single join,
 * on one axis, with the target as a line. Joins that never became usable have a lane of their own at the right.
 */
import type { DeviceClass } from '../../model/device.js';
import { classWords, formatLimit, formatMs, formatOrMore, formatShare, plural } from '../format.js';
import { axisLabels } from '../axis-labels.js';
import { html, pathData, type Html } from '../html.js';
import { joinTimeoutMs, type ReportData } from '../report-data.js';
import type { ReportIteration } from '../report-iteration.js';
import { percent, timeAxis, type TimeAxis } from '../scale.js';

const curveHeight = 130;
const stripHeight = 44;
/** More single dots than this are a smear: bars then. */
const maxDots = 150;
const bars = 48;

export function joinTimesSection(data: ReportData): Html {
  const { summary, iterations } = data;
  const target = summary.run.target_join_time_ms;
  const counted = iterations.filter(({ counts }) => counts !== 'not_counted');
  const longest = counted.reduce((max, { join_time_ms }) => Math.max(max, join_time_ms ?? 0), 0);
  const axis = timeAxis(Math.max(longest * 1.02, target * 1.25), 8);
  const classes = (['mobile', 'desktop'] as const).filter((device) =>
    counted.some(({ tags }) => tags.device_class === device),
  );
  const leftOut = iterations.length - counted.length;
  return html`<section aria-labelledby="join-times">
    <h2 id="join-times">How long people waited</h2>
    <p class="lead">
      From opening the link to usable media. The curve is the share of all joins that were usable by then; below it is
      every join. The dashed line is the target of ${formatLimit(target)}.
    </p>
    ${
      classes.length === 0
        ? html`<p>No join counts in this run.</p>`
        : classes.map((device) => classPlot(data, device, axis, counted))
    }
    ${leftOut > 0 && html`<p class="small soft">${plural(leftOut, 'iteration')} not shown here: interrupted, broken by the generator, or a rejoin.</p>`}
  </section>`;
}

function classPlot(data: ReportData, device: DeviceClass, axis: TimeAxis, counted: readonly ReportIteration[]): Html {
  const target = data.summary.run.target_join_time_ms;
  const timeout = joinTimeoutMs(data);
  const all = counted.filter(({ tags }) => tags.device_class === device);
  const usable = all.filter((iteration) => iteration.join_time_ms !== undefined);
  const times = usable.map(({ join_time_ms = 0 }) => join_time_ms).sort((a, b) => a - b);
  const never = all.length - times.length;
  const within = times.filter((time) => time <= target).length;
  const time = data.summary.groups.find(
    (group) => group.scenario === null && group.device_class === device,
  )?.join_time_ms;
  const said = `${classWords[device]}: of ${plural(all.length, 'join')}, ${within} usable within ${formatLimit(target)}, ${times.length - within} later, ${never} never.`;
  return html`<figure>
    <figcaption>
      <b>${classWords[device]}</b> · ${within} of ${plural(all.length, 'join')} within ${formatLimit(target)} · median
      ${formatOrMore(time?.p50, timeout)} · p95 ${formatOrMore(time?.p95, timeout)}
    </figcaption>
    <div class="plot" role="img" aria-label="${said}">
      ${yAxis()}
      <svg width="100%" height="${curveHeight}">${curve(times, all.length, axis, target)}</svg>
      ${neverLane(never, all.length, timeout)}
      <span></span>
      <svg width="100%" height="${stripHeight + 22}">
        <line
          class="target-line"
          x1="${percent(target, axis.end)}"
          x2="${percent(target, axis.end)}"
          y1="0"
          y2="${stripHeight}"
        />
        ${usable.length <= maxDots ? dots(usable, axis, target) : histogram(times, axis, target)} ${xAxis(axis)}
      </svg>
      <svg width="100%" height="${stripHeight + 22}">
        <text x="50%" y="${stripHeight + 18}" text-anchor="middle">&gt; ${formatLimit(timeout)}</text>
      </svg>
    </div>
  </figure>`;
}

function yAxis(): Html {
  const share = (value: number): Html =>
    html`<span style="top: ${curveHeight * (1 - value)}px">${formatShare(value)}</span>`;
  return html`<div class="y">${[share(1), share(0.5), share(0)]}</div>`;
}

function curve(times: readonly number[], total: number, axis: TimeAxis, target: number): Html {
  const x = (ms: number): number => Math.round((ms / axis.end) * 10_000) / 10;
  const y = (count: number): number => Math.round((1 - count / total) * 1_000) / 10;
  let path = `M0 100`;
  times.forEach((time, index) => {
    path += `H${x(time)}V${y(index + 1)}`;
  });
  path += 'H1000';
  const at = percent(target, axis.end);
  const within = times.filter((time) => time <= target).length / total;
  // Under the curve when there is room, above it otherwise.
  const labelY = within > 0.25 ? curveHeight - 10 : 18;
  return html`<rect class="band" width="${at}" height="100%" />
    ${[0, 50, 100].map((share) => html`<line class="grid-line" x1="0" x2="100%" y1="${share}%" y2="${share}%" />`)}
    <svg width="100%" height="${curveHeight}" viewBox="0 0 1000 100" preserveAspectRatio="none">
      <path class="ecdf-fill" d="${pathData(`${path}V100Z`)}" />
      <path class="ecdf" d="${pathData(path)}" />
    </svg>
    <line class="target-line" x1="${at}" x2="${at}" y1="0" y2="100%" />
    <circle class="dot" cx="${at}" cy="${Math.round((1 - within) * curveHeight)}" r="4.5" />
    <text
      class="target-text"
      x="${at}"
      y="${labelY}"
      dx="${target / axis.end > 0.5 ? -8 : 8}"
      text-anchor="${target / axis.end > 0.5 ? 'end' : 'start'}"
      >${formatShare(within)} within ${formatLimit(target)}</text
    >`;
}

function neverLane(never: number, total: number, timeout: number): Html {
  const height = Math.round((never / total) * curveHeight);
  return html`<svg width="100%" height="${curveHeight}">
    <title>${plural(never, 'join')} of ${total} not usable within ${formatLimit(timeout)}</title>
    <rect class="${never > 0 ? 'never-lane' : 'never-none'}" width="100%" height="100%" rx="6" />
    <rect
      class="never-bar"
      y="${curveHeight - Math.max(height, never > 0 ? 3 : 0)}"
      width="6"
      height="${Math.max(height, never > 0 ? 3 : 0)}"
    />
    <text class="never-number ${never === 0 && 'none'}" x="50%" y="${curveHeight / 2}" text-anchor="middle">
      ${never}
    </text>
    <text x="50%" y="${curveHeight / 2 + 18}" text-anchor="middle">never</text>
  </svg>`;
}

/** Rows are given out in turn, so that neighbours in time do not cover each other. */
function dots(usable: readonly ReportIteration[], axis: TimeAxis, target: number): readonly Html[] {
  const rows = 4;
  return [...usable]
    .sort((a, b) => (a.join_time_ms ?? 0) - (b.join_time_ms ?? 0))
    .map(({ p, display_name, join_time_ms = 0 }, index) => {
      const y = 6 + (index % rows) * ((stripHeight - 12) / (rows - 1));
      return html`<circle
        class="dot ${join_time_ms > target && 'late'}"
        cx="${percent(join_time_ms, axis.end)}"
        cy="${Math.round(y)}"
        r="4"
        ><title>${p} ${display_name}: ${formatMs(join_time_ms)}</title></circle
      >`;
    });
}

function histogram(times: readonly number[], axis: TimeAxis, target: number): readonly Html[] {
  const width = axis.end / bars;
  const counts = Array.from({ length: bars }, () => 0);
  for (const time of times) {
    const bin = Math.min(Math.floor(time / width), bars - 1);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const most = Math.max(...counts, 1);
  return counts.map((count, bin) => {
    if (count === 0) return html``;
    const height = Math.max(2, Math.round((count / most) * (stripHeight - 4)));
    const [from, to] = [bin * width, (bin + 1) * width];
    return html`<rect
      class="bar ${from >= target && 'late'}"
      x="${percent(from, axis.end)}"
      width="${percent(width * 0.9, axis.end)}"
      y="${stripHeight - height}"
      height="${height}"
      ><title>${plural(count, 'join')} in ${formatMs(from)} to ${formatMs(to)}</title></rect
    >`;
  });
}

function xAxis(axis: TimeAxis): Html {
  return html`<line class="axis-line" x1="0" x2="100%" y1="${stripHeight}" y2="${stripHeight}" />
    ${axis.ticks.map(({ at }) => html`<line class="axis-line" x1="${percent(at, axis.end)}" x2="${percent(at, axis.end)}" y1="${stripHeight}" y2="${stripHeight + 4}" />`)}
    ${axisLabels(axis, stripHeight + 18)}`;
}
