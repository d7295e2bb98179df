/** Where the time went: the phases of a typical join, then every participant's join as a bar of its phases. */
import type { DeviceClass } from '../../model/device.js';
import { classWords, formatLimit, formatMs, formatOrMore, plural, words } from '../format.js';
import { axisLabels } from '../axis-labels.js';
import { html, type Html } from '../html.js';
import { joinTimeoutMs, type ReportData } from '../report-data.js';
import type { ReportIteration } from '../report-iteration.js';
import { phaseNames, type PhaseName } from '../../metrics/phases.js';
import { percent, timeAxis, type TimeAxis } from '../scale.js';

/** Rows that are shown at once, of each device class; the others fold away. */
const maxOpenRows = 30;
/** Rows that fold away; beyond them the file would grow too big to mail. */
const maxFoldedRows = 470;
const rowHeight = 18;

const phaseWords: Readonly<Record<PhaseName, readonly [string, string]>> = {
  page: ['Page', 'opening the link until the page is ready'],
  prejoin: ['Pre-join', 'the page is ready until Join is pressed'],
  lobby: ['Waiting room', 'in the waiting room'],
  admission: ['Admission', 'the rest until the meeting has let them in'],
  media: ['Media', 'in the meeting until media is usable'],
};

export function waterfallSection(data: ReportData): Html {
  const joins = data.iterations.filter(({ link_opened }) => link_opened !== undefined);
  const classes = (['mobile', 'desktop'] as const).filter((device) =>
    joins.some(({ tags }) => tags.device_class === device),
  );
  return html`<section aria-labelledby="waterfall">
    <h2 id="waterfall">Where the time went</h2>
    <p class="lead">
      Each join from opening the link, slowest first. The dashed line, where it is in sight, is the target of
      ${formatLimit(data.summary.run.target_join_time_ms)}.
    </p>
    ${key()} ${phaseTable(data)} ${classes.map((device) => classWaterfall(data, device, joins))}
  </section>`;
}

function key(): Html {
  return html`<svg width="0" height="0" style="position: absolute" aria-hidden="true">
      <defs>
        <pattern id="hatch" width="6" height="6" patternTransform="rotate(45)" patternUnits="userSpaceOnUse">
          <rect width="3" height="6" fill="var(--fail)" />
        </pattern>
      </defs>
    </svg>
    <ul class="key-list" aria-label="Colours">
      ${phaseNames.map(
        (name) =>
          html`<li title="${phaseWords[name][1]}">
            <svg width="12" height="12" aria-hidden="true">
              <rect class="phase-${name}" width="12" height="12" rx="2" /></svg
            >${phaseWords[name][0]}
          </li>`,
      )}
      <li>
        <svg width="12" height="12" aria-hidden="true"><rect class="unfinished" width="12" height="12" /></svg>never
        usable
      </li>
      <li>
        <svg width="4" height="14" aria-hidden="true"><line class="mark" x1="2" x2="2" y1="0" y2="14" /></svg>transport:
        signalling, ICE, DTLS
      </li>
      <li>
        <svg width="8" height="12" aria-hidden="true"><circle class="mark-dot" cx="4" cy="6" r="3" /></svg>first media
        sent or received
      </li>
    </ul>`;
}

function phaseTable(data: ReportData): Html {
  const groups = data.summary.groups.filter(({ scenario }) => scenario === null);
  const timeout = joinTimeoutMs(data);
  const slowest = groups.map((group) =>
    phaseNames.reduce((worst, name) => ((medianOf(group, name) ?? 0) > (medianOf(group, worst) ?? 0) ? name : worst)),
  );
  return html`<table class="stack">
    <caption>
      Median and 95th percentile of each phase; the longest median in bold.
    </caption>
    <thead>
      <tr>
        <th scope="col">Phase</th>
        ${groups.map(
          ({ device_class }) =>
            html`<th scope="col" class="number">${classWords[device_class]} median</th>
              <th scope="col" class="number">${classWords[device_class]} p95</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${phaseNames
        .filter((name) => groups.some((group) => (group.phases[`${name}_ms`]?.count ?? 0) > 0))
        .map(
          (name) =>
            html`<tr>
              <th scope="row">
                ${phaseWords[name][0]} <span class="soft small" style="font-weight: 400">${phaseWords[name][1]}</span>
              </th>
              ${groups.map((group, index) => {
                const values = group.phases[`${name}_ms`];
                const median = formatOrMore(values?.p50, timeout);
                return html`<td class="number" data-label="${classWords[group.device_class]} median">
                    ${slowest[index] === name ? html`<b>${median}</b>` : median}
                  </td>
                  <td class="number" data-label="${classWords[group.device_class]} p95">
                    ${formatOrMore(values?.p95, timeout)}
                  </td>`;
              })}
            </tr>`,
        )}
    </tbody>
  </table>`;
}

function medianOf(
  group: { phases: Readonly<Record<string, { p50?: number | null }>> },
  name: PhaseName,
): number | undefined {
  const median = group.phases[`${name}_ms`]?.p50;
  return median === null ? Number.POSITIVE_INFINITY : median;
}

function classWaterfall(data: ReportData, device: DeviceClass, joins: readonly ReportIteration[]): Html {
  const rows = joins.filter(({ tags }) => tags.device_class === device).sort((a, b) => sortKey(b) - sortKey(a));
  const target = data.summary.run.target_join_time_ms;
  // A join that was given up after a minute would squeeze all the others: its bar runs off the axis. So would a target
  // far beyond what anybody needed.
  const longest = rows.reduce((max, { join_time_ms = 0 }) => Math.max(max, join_time_ms), 0);
  const targetInSight = longest === 0 || target < longest * 2;
  const axis = timeAxis(Math.max(longest * 1.02, targetInSight ? target * 1.05 : 0), 8);
  const [open, folded] = [rows.slice(0, maxOpenRows), rows.slice(maxOpenRows, maxOpenRows + maxFoldedRows)];
  const leftOut = rows.length - open.length - folded.length;
  return html`<h3>${classWords[device]}, ${plural(rows.length, 'join')}</h3>
    ${table(open, axis, target, `${classWords[device]} joins, slowest first`)}
    ${
      folded.length > 0 &&
      html`<details>
        <summary>${plural(folded.length, 'quicker join')}</summary>
        ${table(folded, axis, target, `Quicker ${classWords[device].toLowerCase()} joins`)}
      </details>`
    }
    ${leftOut > 0 && html`<p class="small soft">${plural(leftOut, 'more join')} in the recording, all of them quicker.</p>`}`;
}

/** Never usable first, the longest try before the others. */
function sortKey(row: ReportIteration): number {
  return row.join_time_ms ?? 1e12 + ((row.ended_at ?? 0) - (row.link_opened ?? 0));
}

function table(rows: readonly ReportIteration[], axis: TimeAxis, target: number, caption: string): Html {
  return html`<table class="waterfall">
    <caption class="hidden">
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col" class="who">Who</th>
        <th scope="col">
          <span class="hidden">Phases</span
          ><svg width="100%" height="16" aria-hidden="true">${axisLabels(axis, 12)}</svg>
        </th>
        <th scope="col" class="took">Usable after</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) => waterfallRow(row, axis, target))}
    </tbody>
  </table>`;
}

function waterfallRow(row: ReportIteration, axis: TimeAxis, target: number): Html {
  const opened = row.link_opened ?? 0;
  const onAxis = (t: number): number => Math.min(Math.max(0, t - opened), axis.end);
  const last = row.phases.at(-1);
  const after = (last?.to ?? opened) - opened;
  const said = row.phases.map(({ name, from, to }) => `${phaseWords[name][0]} ${formatMs(to - from)}`).join(', ');
  // What came after usable is no part of the wait.
  const marks = row.marks.filter(({ t }) => t >= opened && t <= opened + Math.min(after, axis.end));
  return html`<tr>
    <th scope="row" class="who" title="${row.display_name}, ${row.device}">
      <b>${row.p}</b>${row.tags.visit === 'again' && ' again'}
      <span class="extra soft">${row.display_name !== row.p && row.display_name}</span>
    </th>
    <td>
      <svg width="100%" height="${rowHeight}" role="img" aria-label="${said}">
        <title>${said}</title>
        ${row.phases.map((phase) => {
          const [from, to] = [onAxis(phase.from), onAxis(phase.to)];
          const unfinished = row.counts === 'never' && phase === last;
          return bar(phase.name, percent(from, axis.end), percent(to - from, axis.end), unfinished);
        })}
        ${marks.map(({ name, t }) => markAt(name, percent(onAxis(t), axis.end), formatMs(t - opened)))}
        ${target <= axis.end && targetLine(percent(target, axis.end))}
        ${after > axis.end && html`<text class="clipped" x="100%" dx="-6" y="13" text-anchor="end">${formatLimit(Math.round(after))} ›</text>`}
      </svg>
    </td>
    <td class="number took">${took(row, target)}</td>
  </tr>`;
}

function targetLine(x: string): Html {
  return html`<line class="target-line" x1="${x}" x2="${x}" y1="0" y2="${rowHeight}" />`;
}

function bar(name: PhaseName, x: string, width: string, unfinished: boolean): Html {
  return html`<rect
      class="phase-${name}"
      x="${x}"
      width="${width}"
      y="3"
      height="12"
    />${unfinished && html`<rect class="unfinished" x="${x}" width="${width}" y="3" height="12" />`}`;
}

function markAt(name: string, x: string, after: string): Html {
  const title = html`<title>${words(name)} after ${after}</title>`;
  return name.startsWith('first_')
    ? html`<circle class="mark-dot" cx="${x}" cy="9" r="2.5">${title}</circle>`
    : html`<line class="mark" x1="${x}" x2="${x}" y1="1" y2="17">${title}</line>`;
}

function took(row: ReportIteration, target: number): Html {
  if (row.join_time_ms !== undefined) {
    return row.join_time_ms > target
      ? html`<span class="late-text">${formatMs(row.join_time_ms)}</span>`
      : html`${formatMs(row.join_time_ms)}`;
  }
  return row.counts === 'never'
    ? html`<span class="never-text">never</span>`
    : html`<span class="soft">not counted</span>`;
}
