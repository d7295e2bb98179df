/** The top of the report: verdict, sentence, reasons, what the sample can prove, and the key figures of each class. */
import type { GroupSummary } from '../../model/summary.js';
import { classWords, formatLimit, formatOrMore, formatShare, missing, plural } from '../format.js';
import { html, type Html } from '../html.js';
import { joinTimeoutMs, type ReportData } from '../report-data.js';

const verdictWords = { pass: 'Pass', fail: 'Fail', inconclusive: 'Inconclusive', invalid: 'Invalid' } as const;

export function verdictSection({ summary }: ReportData): Html {
  return html`<section class="verdict tone-${summary.verdict}" aria-labelledby="verdict">
    <span class="badge">${verdictWords[summary.verdict]}${summary.run.partial && ' · partial run'}</span>
    <h1 id="verdict">${summary.sentence}</h1>
    ${list(summary.reasons, '')}${list(summary.remarks, 'remarks')}
  </section>`;
}

function list(sentences: readonly string[], className: string): Html | undefined {
  if (sentences.length === 0) return undefined;
  return html`<ul class="${className}">
    ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
  </ul>`;
}

export function keyFigures(data: ReportData): Html {
  const groups = data.summary.groups.filter(({ scenario }) => scenario === null);
  return html`<div class="cards">${groups.map((group) => keyCard(data, group))}</div>`;
}

function keyCard(data: ReportData, group: GroupSummary): Html {
  const { run } = data.summary;
  const timeout = joinTimeoutMs(data);
  const { joins, share_within_target: share, join_time_ms: time, drops } = group;
  const confidence = formatShare(run.confidence ?? 0.95);
  const facts: readonly (readonly [string, string])[] = [
    ['Joined', `${joins.joined} of ${joins.planned}`],
    ['Median', formatOrMore(time.p50, timeout)],
    ['p95', formatOrMore(time.p95, timeout)],
    ['p99', formatOrMore(time.p99, timeout)],
    ['Slowest', formatOrMore(time.max, timeout)],
    ['Dropped', `${drops.count} of ${drops.joins}`],
  ];
  return html`<section aria-labelledby="key-${group.device_class}">
    <h2 id="key-${group.device_class}">${classWords[group.device_class]}</h2>
    <p class="key">
      <span class="big">${formatShare(share?.value)}</span>
      <span
        >usable within ${formatLimit(run.target_join_time_ms)}<br /><span class="soft small"
          >${
            share === undefined
              ? 'no join that counts'
              : `${joins.within_target} of ${plural(joins.planned - joins.generator_broken - joins.interrupted, 'join')}; the true share lies between ${formatShare(share.low)} and ${formatShare(share.high)} (${confidence} confidence)`
          }</span
        ></span
      >
    </p>
    <dl class="facts">
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value === '' ? missing : value}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
}
