/** What was asked for and whether it holds. */
import type { ThresholdResult } from '../../model/summary.js';
import { formatMetric, formatShare, missing, plural } from '../format.js';
import { html, type Html } from '../html.js';
import { joinTimeoutMs, type ReportData } from '../report-data.js';

const resultWords = { pass: '✓ pass', fail: '✗ fail', inconclusive: '? open' } as const;

export function thresholdsSection(data: ReportData): Html {
  const { thresholds } = data.summary;
  return html`<section aria-labelledby="thresholds">
    <h2 id="thresholds">Thresholds</h2>
    <p class="lead">
      The verdict rests on these. The interval says where the true value may lie, given that many samples.
    </p>
    ${
      thresholds.length === 0
        ? html`<p>No threshold was set.</p>`
        : html`<table class="stack thresholds">
            <thead>
              <tr>
                <th scope="col">Metric</th>
                <th scope="col">Wanted</th>
                <th scope="col" class="number">Measured</th>
                <th scope="col" class="number">Interval</th>
                <th scope="col" class="number">Samples</th>
                <th scope="col">Result</th>
                <th scope="col">Note</th>
              </tr>
            </thead>
            <tbody>
              ${thresholds.map((threshold) => thresholdRow(threshold, joinTimeoutMs(data)))}
            </tbody>
          </table>`
    }
  </section>`;
}

function thresholdRow(result: ThresholdResult, timeout: number): Html {
  const { metric, threshold, value, samples, interval, note } = result;
  const show = (number: number | null | undefined): string => formatMetric(metric, threshold, number, timeout);
  const within = rangeWords(interval?.low, interval?.high, show);
  const range =
    interval === undefined || within === undefined
      ? missing
      : html`${within}
          <span class="soft small"
            >(${formatShare(interval.confidence)}${interval.rounds !== undefined && `, ${plural(interval.rounds, 'round')}`})</span
          >`;
  return html`<tr>
    <th scope="row"><code>${metric}</code></th>
    <td data-label="Wanted"><code>${threshold}</code></td>
    <td class="number" data-label="Measured">${show(value)}</td>
    <td class="number" data-label="Interval">${range}</td>
    <td class="number" data-label="Samples">${samples}</td>
    <td data-label="Result"><span class="result result-${result.result}">${resultWords[result.result]}</span></td>
    <td class="small wide" data-label="Note">${note}</td>
  </tr>`;
}

/** A bound that the sample cannot give is absent. */
function rangeWords(
  low: number | null | undefined,
  high: number | null | undefined,
  show: (value: number | null) => string,
): string | undefined {
  if (low === undefined) return high === undefined ? undefined : `up to ${show(high)}`;
  return high === undefined || low === null ? `from ${show(low)}` : `${show(low)} to ${show(high)}`;
}
