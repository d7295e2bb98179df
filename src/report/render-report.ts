/**
 * In: summary, iterations and course of a run. Out: `report.html`, one file that asks nothing of the network, runs no
 * script, and can be mailed, printed and read on a phone.
 */
import { formatMs } from './format.js';
import { html, type Html } from './html.js';
import type { ReportData } from './report-data.js';
import { reportWarnings } from './report-warnings.js';
import { joinTimesSection } from './sections/join-times.js';
import { methodSection } from './sections/method.js';
import { outcomesSection } from './sections/outcomes.js';
import { networksSection } from './sections/networks.js';
import { staysSection } from './sections/stays.js';
import { thresholdsSection } from './sections/thresholds.js';
import { timelineSection } from './sections/timeline.js';
import { keyFigures, verdictSection } from './sections/verdict.js';
import { waterfallSection } from './sections/waterfall.js';
import { style } from './style.js';

export function renderReport(data: ReportData): string {
  const { run } = data.summary;
  // The policy makes the promise: nothing is fetched and no script runs, whatever got into the text.
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="generator" content="Rollcall ${data.course.header?.versions.rollcall}" />
        <title>${run.name}: ${data.summary.verdict}</title>
        <link rel="icon" href="data:," />
        <style>
          ${style}
        </style>
      </head>
      <body>
        <header class="masthead">
          <span class="brand">Rollcall</span><span>${run.name}</span><span>${run.platform}</span
          ><time datetime="${run.started_at}">${startedWords(run.started_at)}</time
          ><span>${formatMs(run.duration_ms)}</span>
        </header>
        <main>
          ${verdictSection(data)} ${warningList(data)} ${keyFigures(data)} ${joinTimesSection(data)}
          ${waterfallSection(data)} ${staysSection(data)} ${timelineSection(data)} ${networksSection(data)}
          ${thresholdsSection(data)} ${outcomesSection(data)} ${methodSection(data)}
        </main>
        <footer>
          Made by Rollcall ${data.course.header?.versions.rollcall} from the recording of run ${run.id}. The recording
          holds everything shown here, and more.
        </footer>
      </body>
    </html> `.text;
}

function warningList(data: ReportData): Html | undefined {
  const warnings = reportWarnings(data);
  if (warnings.length === 0) return undefined;
  return html`<ul class="warnings" aria-label="Warnings">
    ${warnings.map((warning) => html`<li>${warning}</li>`)}
  </ul>`;
}

/** `22 Nov 2026, 01:00 UTC`: the same in every browser, and on paper. */
function startedWords(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const day = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return `${day}, ${date.toISOString().slice(11, 16)} UTC`;
}
