/**
 * Staying in: everybody's strip over the run, what was done to them drawn over it, and beneath it round-trip time, loss, bit
 * rates and frame rate; then every outage and drop in a table.
 */
import type { OutageSummary } from '../../model/summary.js';
import type { Timeline, TimelineCurve } from '../../metrics/timeline.js';
import { axisLabels } from '../axis-labels.js';
import { formatKbps, formatMs, formatShare, missing, plural, words } from '../format.js';
import { html, pathData, type Html } from '../html.js';
import type { ReportData } from '../report-data.js';
import { timeAxis, type TimeAxis } from '../scale.js';
import { stripKey, stripOf } from '../strip.js';

/** With their figures beneath; those with something to tell come first. */
const maxOpenRows = 12;
/** Strips that fold away; beyond them the file would grow too big to mail. */
const maxFoldedRows = 288;
const maxEpisodes = 200;
const sparkHeight = 24;

interface StayRow extends Timeline {
  readonly device: string;
}

export function staysSection(data: ReportData): Html | undefined {
  const devices = new Map(data.iterations.map(({ p, device }) => [p, device]));
  const rows = data.timelines
    .filter(({ spans }) => spans.length > 0)
    .map((timeline) => ({ ...timeline, device: devices.get(timeline.p) ?? '' }))
    .sort((a, b) => unrest(b) - unrest(a));
  if (rows.length === 0) return undefined;
  const axis = timeAxis(Math.max(data.course.until, data.summary.run.duration_ms), 8);
  const [open, folded] = [rows.slice(0, maxOpenRows), rows.slice(maxOpenRows, maxOpenRows + maxFoldedRows)];
  const leftOut = rows.length - open.length - folded.length;
  return html`<section aria-labelledby="stays">
    <h2 id="stays">Staying in</h2>
    <p class="lead">${lead(data.summary.outages.length + data.summary.outages_left_out)}</p>
    ${stripKey()}
    <div class="stays">
      ${axisRow(axis)} ${open.map((row) => [stripRow(row, axis), figures(row, axis)])} ${axisRow(axis)}
    </div>
    ${
      folded.length > 0 &&
      html`<details>
        <summary>${plural(folded.length, 'more participant')}</summary>
        <div class="stays">${axisRow(axis)} ${folded.map((row) => stripRow(row, axis))}</div>
      </details>`
    }
    ${leftOut > 0 && html`<p class="small soft">${plural(leftOut, 'more participant')} in the recording.</p>`}
    ${episodes(data)}
  </section>`;
}

function lead(outages: number): string {
  const found = outages === 0 ? 'Nobody lost the meeting for a moment.' : `${plural(outages, 'episode')} in the table.`;
  return `Each participant over the run, those who had the most trouble first. ${found}`;
}

const calm: ReadonlySet<string> = new Set(['joining', 'in', 'out']);

/** How long it was not simply in, ms. */
function unrest({ spans }: StayRow): number {
  return spans.reduce((sum, { state, from, to }) => (calm.has(state) ? sum : sum + (to - from)), 0);
}

function axisRow(axis: TimeAxis): Html {
  return html`<div class="stay-axis" aria-hidden="true">
    <span></span><svg width="100%" height="16">${axisLabels(axis, 12)}</svg>
  </div>`;
}

function stripRow(row: StayRow, axis: TimeAxis): Html {
  return html`<div class="stay">
    <span class="who" title="${row.device}"><b>${row.p}</b> <span class="soft">${row.device}</span></span>
    ${stripOf(row, axis)}
  </div>`;
}

/** Bytes are recorded once in so many ms: a value is of the time since the one before. */
const byteCountersMs = 11_000;

type CurveName = 'round_trip_ms' | 'loss' | 'received_kbps' | 'sent_kbps' | 'frames_per_second';

/** What is drawn beneath a strip: how it is called, how its values are written, how far back one reaches. */
const drawn: readonly (readonly [CurveName, string, (value: number) => string, coversMs: number])[] = [
  ['round_trip_ms', 'Round trip', formatMs, 0],
  ['loss', 'Loss', formatShare, 0],
  ['received_kbps', 'Received', formatKbps, byteCountersMs],
  ['sent_kbps', 'Sent', formatKbps, byteCountersMs],
  ['frames_per_second', 'Pictures', (value) => `${Math.round(value)}/s`, 0],
];

function figures(row: StayRow, axis: TimeAxis): readonly Html[] {
  return drawn.flatMap(([name, title, write, coversMs]) => {
    const curve = row[name];
    const values = curve.values.filter((value) => value !== null);
    const top = Math.max(...values);
    // Who sends no media still sends a few words about that of others.
    if (values.length === 0 || (coversMs > 0 && top < 1)) return [];
    return html`<div class="stay-figure">
      <span class="name">${title} <span class="number">up to ${write(top)}</span></span>
      <svg
        width="100%"
        height="${sparkHeight}"
        viewBox="0 0 1000 100"
        preserveAspectRatio="none"
        role="img"
        aria-label="${title} of ${row.p} over time, up to ${write(top)}"
      >
        <path class="spark" d="${pathData(sparkline(curve, top, axis, coversMs))}" />
      </svg>
    </div>`;
  });
}

/** A staircase over the run; a bucket in which nothing was measured is a hole, never a zero. */
function sparkline({ from, bucket_ms, values }: TimelineCurve, top: number, axis: TimeAxis, coversMs: number): string {
  const x = (t: number): number => Math.round((Math.max(0, t) / axis.end) * 10_000) / 10;
  let path = '';
  let drawnUntil = -Infinity;
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    const y = Math.round((1 - (top === 0 ? 0 : value / top)) * 900) / 10 + 5;
    const end = from + (index + 1) * bucket_ms;
    const start = Math.min(end - bucket_ms, Math.max(from, drawnUntil, end - coversMs));
    path += start <= drawnUntil ? `V${y}H${x(end)}` : `M${x(start)} ${y}H${x(end)}`;
    drawnUntil = end;
  }
  return path;
}

interface Row {
  readonly t: number;
  readonly who: string;
  readonly what: string;
  readonly lost: string;
  readonly cause: string;
  readonly took: string;
  readonly frames: string;
  readonly ended: string;
}

function episodes(data: ReportData): Html | undefined {
  const rows = [...data.summary.outages.map(outageRow), ...drops(data)].toSorted((a, b) => a.t - b.t);
  if (rows.length === 0) return undefined;
  const leftOut = rows.length - maxEpisodes + data.summary.outages_left_out;
  return html`<h3>Outages, reconnects and drops</h3>
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">Who</th>
          <th scope="col" class="number">At</th>
          <th scope="col">What</th>
          <th scope="col">Lost</th>
          <th scope="col">Cause</th>
          <th scope="col" class="number">Media away</th>
          <th scope="col" class="number">Picture away</th>
          <th scope="col">Ended</th>
        </tr>
      </thead>
      <tbody>
        ${rows.slice(0, maxEpisodes).map(
          (row) =>
            html`<tr>
              <th scope="row">${row.who}</th>
              <td class="number" data-label="At">${formatMs(row.t)}</td>
              <td data-label="What">${row.what}</td>
              <td data-label="Lost">${row.lost}</td>
              <td data-label="Cause">${row.cause}</td>
              <td class="number" data-label="Media away">${row.took}</td>
              <td class="number" data-label="Picture away">${row.frames}</td>
              <td data-label="Ended">${row.ended}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${leftOut > 0 && html`<p class="small soft">${plural(leftOut, 'more episode')} in the recording.</p>`}`;
}

function outageRow(outage: OutageSummary): Row {
  return {
    t: outage.from,
    who: outage.participant,
    what: words(outage.kind),
    lost: outage.lost.map(words).join(', '),
    cause: words(outage.cause),
    took: formatMs(outage.outage_ms),
    frames: formatMs(outage.frame_outage_ms),
    ended: words(outage.ended),
  };
}

function drops({ iterations }: ReportData): readonly Row[] {
  return iterations.flatMap(({ p, tags, outcome, ended_at }) =>
    outcome?.outcome !== 'dropped' || tags.visit === 'again'
      ? []
      : {
          t: outcome.since ?? ended_at ?? 0,
          who: p,
          what: 'drop',
          lost: 'everything',
          cause: words(outcome.cause),
          took: missing,
          frames: missing,
          ended: 'dropped',
        },
  );
}
