/** How everybody ended, and for those who ended badly what was kept: picture and console. */
import type { OutcomeCount } from '../../model/summary.js';
import { classWords, formatMs, plural, words } from '../format.js';
import { html, Html } from '../html.js';
import { badEnd, refusalsIn } from '../outcome-words.js';
import type { ReportData } from '../report-data.js';
import type { ReportIteration } from '../report-iteration.js';
import { nearestClause } from '../story-text.js';

/** With a card of their own; the others are one line each. */
const maxCards = 24;
const maxLines = 300;
const maxConsole = 8;

export function outcomesSection(data: ReportData): Html {
  const { summary, iterations } = data;
  const firsts = iterations.filter(({ tags }) => tags.visit === 'first');
  const bad = firsts
    .filter(({ outcome }) => badEnd(outcome) !== undefined)
    .sort((a, b) => pictures(data, b).length - pictures(data, a).length);
  const [cards, lines] = [bad.slice(0, maxCards), bad.slice(maxCards, maxCards + maxLines)];
  const leftOut = bad.length - cards.length - lines.length;
  return html`<section aria-labelledby="outcomes">
    <h2 id="outcomes">How it ended for everybody</h2>
    <p class="lead">
      ${bad.length === 0 ? 'Nobody ended badly.' : `${plural(bad.length, 'bad end')} of ${plural(firsts.length, 'iteration')}.`}
    </p>
    ${outcomeTable(summary.outcomes)} ${walls(summary.outcomes)}
    ${
      cards.length > 0 &&
      html`<h3>What was seen</h3>
        <div class="ends">${cards.map((iteration) => card(data, iteration))}</div>`
    }
    ${
      lines.length > 0 &&
      html`<details>
        <summary>${plural(lines.length, 'more bad end')}</summary>
        <ul class="small">
          ${lines.map(({ p, display_name, outcome }) => html`<li><b>${p}</b> ${display_name}: ${badEnd(outcome)}</li>`)}
        </ul>
      </details>`
    }
    ${leftOut > 0 && html`<p class="small soft">${plural(leftOut, 'more')} in the recording.</p>`}
  </section>`;
}

function outcomeTable(outcomes: readonly OutcomeCount[]): Html {
  return html`<table class="stack">
    <thead>
      <tr>
        <th scope="col">Outcome</th>
        <th scope="col">Why</th>
        <th scope="col">Scenario</th>
        <th scope="col">Device</th>
        <th scope="col" class="number">Count</th>
      </tr>
    </thead>
    <tbody>
      ${outcomes.map(({ outcome, reason, cause, state, scenario, device_class, count }) => {
        const why = reason ?? cause ?? state;
        return html`<tr>
          <th scope="row">${words(outcome)}</th>
          <td data-label="Why">${why !== undefined && words(why)}</td>
          <td data-label="Scenario">${scenario}</td>
          <td data-label="Device">${classWords[device_class]}</td>
          <td class="number" data-label="Count">${count}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

/** What a person can do about each refusal. */
function walls(outcomes: readonly OutcomeCount[]): Html | undefined {
  const refusals = refusalsIn(outcomes);
  if (refusals.length === 0) return undefined;
  return html`<h3>What can be done</h3>
    <dl class="legend">
      ${refusals.map(
        ({ what, count, advice }) =>
          html`<dt>${what} <span class="soft small">${count}</span></dt>
            <dd>${advice}</dd>`,
      )}
    </dl>`;
}

function pictures(data: ReportData, { p }: ReportIteration): readonly string[] {
  return (data.course.evidence.get(p) ?? []).flatMap(({ file }) => data.screenshots.get(file ?? '') ?? []);
}

function card(data: ReportData, iteration: ReportIteration): Html {
  const { p, display_name, device, outcome, ended_at, link_opened } = iteration;
  const evidence = data.course.evidence.get(p) ?? [];
  const picture = pictures(data, iteration)[0];
  const lacking = evidence.flatMap(({ rules = [] }) => nearestClause(rules) ?? [])[0];
  const after = ended_at === undefined ? undefined : formatMs(ended_at - (link_opened ?? iteration.scheduled));
  const said = evidence.filter(({ kind, text }) => kind !== 'screenshot' && text !== undefined).slice(0, maxConsole);
  return html`<article>
    ${picture !== undefined && html`<img src="${dataUri(picture)}" alt="What ${p} saw at the end" />`}
    <div class="what">
      <h3>${p} <span class="soft">${display_name}</span></h3>
      <p class="why">${badEnd(outcome)}${after !== undefined && ` after ${after}`}</p>
      ${lacking !== undefined && html`<p class="small">${lacking}</p>`}
      <p class="small soft">${device}${outcome !== undefined && 'detail' in outcome && ` · ${outcome.detail}`}</p>
      ${
        said.length > 0 &&
        html`<details class="keep">
          <summary>${plural(said.length, 'line')} of its page</summary>
          <ul class="console">
            ${said.map(({ kind, text }) => html`<li>${kind === 'console' ? '' : `${words(kind)}: `}${text}</li>`)}
          </ul>
        </details>`
      }
    </div>
  </article>`;
}

/** Made by us from bytes, and far longer than foreign text may be. */
function dataUri(uri: string): Html {
  if (!/^data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/=]*$/.test(uri)) return html``;
  return new Html(uri);
}
