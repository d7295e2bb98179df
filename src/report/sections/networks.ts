/** Networks: what was asked for and what was measured, side by side; and what could not be shaped. */
import type { NetworkEffect } from '../../model/summary.js';
import { formatKbps, formatMs, formatShare, missing, plural, words } from '../format.js';
import { html, type Html } from '../html.js';
import type { ReportData } from '../report-data.js';

const maxRows = 100;

const resultClass = { in_effect: 'result-pass', not_in_effect: 'result-fail', not_observable: 'soft' } as const;

export function networksSection({ summary }: ReportData): Html | undefined {
  const { networks } = summary;
  if (networks.length === 0) return undefined;
  // What was not as asked comes first: it makes the run invalid.
  const rows = networks.toSorted((a, b) => rank(a) - rank(b));
  return html`<section aria-labelledby="networks">
    <h2 id="networks">Networks</h2>
    <p class="lead">
      What was asked for, and what WebRTC itself measured while it was in force. The address of a participant never
      changes, as it would from one network to another.
    </p>
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">Who</th>
          <th scope="col">Network</th>
          <th scope="col" class="number">From</th>
          <th scope="col" class="number">Round trip, asked</th>
          <th scope="col" class="number">at least</th>
          <th scope="col" class="number">Loss, asked</th>
          <th scope="col" class="number">measured</th>
          <th scope="col" class="number">Rate down / up, asked</th>
          <th scope="col" class="number">at most</th>
          <th scope="col">In effect</th>
        </tr>
      </thead>
      <tbody>
        ${rows.slice(0, maxRows).map(row)}
      </tbody>
    </table>
    ${networks.length > maxRows && html`<p class="small soft">${plural(networks.length - maxRows, 'more')} in the summary.</p>`}
  </section>`;
}

function rank({ result }: NetworkEffect): number {
  return result === 'not_in_effect' ? 0 : 1;
}

function row({ participant, network, asked, from_ms, measured, result, note }: NetworkEffect): Html {
  const offline = asked.offline === true;
  return html`<tr>
    <th scope="row">${participant}</th>
    <td data-label="Network">${network}</td>
    <td class="number" data-label="From">${formatMs(from_ms)}</td>
    <td class="number" data-label="Round trip, asked">${offline ? 'none' : formatMs(asked.rtt_ms)}</td>
    <td class="number" data-label="at least">${formatMs(measured.rtt_min_ms)}</td>
    <td class="number" data-label="Loss, asked">${offline ? 'all' : formatShare(asked.loss ?? 0)}</td>
    <td class="number" data-label="measured">${formatShare(measured.loss_down)}</td>
    <td class="number" data-label="Rate down / up, asked">${rates(asked.down_kbps, asked.up_kbps, 'no limit')}</td>
    <td class="number" data-label="at most">${rates(measured.down_kbps_max, measured.up_kbps_max, missing)}</td>
    <td data-label="In effect">
      <span class="${resultClass[result]}">${words(result)}</span>
      ${note !== undefined && html`<span class="small soft">${note}</span>`}
    </td>
  </tr>`;
}

function rates(down: number | undefined, up: number | undefined, none: string): string {
  if (down === undefined && up === undefined) return none;
  return [down, up].map((kbps) => (kbps === undefined ? none : formatKbps(kbps))).join(' / ');
}
