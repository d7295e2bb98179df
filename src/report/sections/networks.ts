/** Networks: what was asked for and what was measured, side by side; and what could not be shaped. */
import type { NetworkEffect } from '../../model/summary.js';
import { formatKbps, formatMs, formatShare, missing, plural, words } from '../format.js';
import { html, type Html } from '../html.js';
import type { ReportData } from '../report-data.js';

/** Seen at once; the others fold away. */
const maxOpenRows = 8;
const maxRows = 200;

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
    ${table(rows.slice(0, maxOpenRows))}
    ${
      rows.length > maxOpenRows &&
      html`<details>
        <summary>${plural(Math.min(rows.length, maxRows) - maxOpenRows, 'more network')}</summary>
        ${table(rows.slice(maxOpenRows, maxRows))}
      </details>`
    }
    ${rows.length > maxRows && html`<p class="small soft">${plural(rows.length - maxRows, 'more network')} in the summary.</p>`}
  </section>`;
}

function table(rows: readonly NetworkEffect[]): Html {
  return html`<table class="stack">
    <thead>
      <tr>
        <th scope="col">Who</th>
        <th scope="col">Network</th>
        <th scope="col" class="number">From</th>
        <th scope="col">Asked</th>
        <th scope="col">Measured</th>
        <th scope="col">In effect</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(row)}
    </tbody>
  </table>`;
}

function rank({ result }: NetworkEffect): number {
  return result === 'not_in_effect' ? 0 : 1;
}

function row({ participant, network, asked, from_ms, measured, result, note }: NetworkEffect): Html {
  return html`<tr>
    <th scope="row" class="number" style="text-align: left">${participant}</th>
    <td class="number" style="text-align: left" data-label="Network">${network}</td>
    <td class="number" data-label="From">${formatMs(from_ms)}</td>
    <td data-label="Asked">${askedWords(asked)}</td>
    <td data-label="Measured">${measuredWords(measured)}</td>
    <td data-label="In effect">
      <span class="number ${resultClass[result]}">${words(result)}</span>
      ${note !== undefined && html`<span class="small soft">${note}</span>`}
    </td>
  </tr>`;
}

function askedWords({ offline, rtt_ms, loss, down_kbps, up_kbps }: NetworkEffect['asked']): string {
  if (offline === true) return 'nothing goes through';
  const rates = ratesWords(down_kbps, up_kbps);
  return [`${formatMs(rtt_ms)} round trip`, `${formatShare(loss ?? 0)} loss`, ...rates].join(', ');
}

function measuredWords(measured: NetworkEffect['measured']): string {
  const { rtt_min_ms: rtt, loss_down: loss, down_kbps_max: down, up_kbps_max: up } = measured;
  const words = [
    ...(rtt === undefined ? [] : [`at least ${formatMs(rtt)}`]),
    ...(loss === undefined ? [] : [`${formatShare(loss)} loss`]),
    ...ratesWords(down, up).map((rates) => `at most ${rates}`),
  ];
  return words.length === 0 ? missing : words.join(', ');
}

function ratesWords(down: number | undefined, up: number | undefined): readonly string[] {
  if (down === undefined && up === undefined) return [];
  return [[down, up].map((kbps) => (kbps === undefined ? missing : formatKbps(kbps))).join(' down / ') + ' up'];
}
