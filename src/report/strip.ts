/** One participant's stay as a strip of states over time, with what the scenario did to it drawn over it. */
import type { Timeline, TimelineState } from '../metrics/timeline.js';
import { formatMs, words } from './format.js';
import { html, type Html } from './html.js';
import { percent, type TimeAxis } from './scale.js';

const height = 16;

const stateWords: Readonly<Record<TimelineState, string>> = {
  out: 'out of it',
  joining: 'joining',
  in: 'in the meeting',
  degraded: 'poor quality',
  gap: 'media gap',
  reconnecting: 'reconnecting',
  unobserved: 'unobserved',
};

export function stripOf({ p, spans, injected }: Timeline, axis: TimeAxis): Html {
  const shown = spans.filter(({ state }) => state !== 'out');
  // Networks last to the end of the stay, which nothing says in so many words.
  const gone = spans.at(-1)?.to ?? 0;
  const said = shown.map(({ state, from, to }) => `${words(state)} ${formatMs(to - from)}`).join(', ');
  const at = (t: number): string => percent(Math.min(Math.max(t, 0), axis.end), axis.end);
  // Short ones are what one looks for: never thinner than the eye can see.
  const width = (from: number, to: number): string => `max(2px, ${percent(Math.max(0, to - from), axis.end)})`;
  return html`<svg width="100%" height="${height}" role="img" aria-label="${p}: ${said}">
    <rect class="lane-well" width="100%" height="100%" rx="3" />
    ${shown.map(({ state, from, to }) =>
      block(`stay-${state}`, height, at(from), width(from, to), `${stateWords[state]} ${during(from, to)}`),
    )}
    ${injected
      .filter(({ from }) => from < gone)
      .map(({ name, network, from, to = gone }) => {
        const what = network === undefined ? words(name) : `${words(name)} ${network}`;
        return block('stay-injected', 5, at(from), width(from, to), `${what} ${during(from, to)}: by the scenario`);
      })}
  </svg>`;
}

function block(of: string, tall: number, x: string, width: string, title: string): Html {
  return html`<rect class="${of}" x="${x}" style="width: ${width}" y="0" height="${tall}"
    ><title>${title}</title></rect
  >`;
}

function during(from: number, to: number): string {
  return `from ${formatMs(from)}, for ${formatMs(to - from)}`;
}

export function stripKey(): Html {
  const entries = [
    ...Object.entries(stateWords).filter(([state]) => state !== 'out'),
    ['injected', 'done by the scenario'] as const,
  ];
  return html`<ul class="key-list" aria-label="Colours">
    ${entries.map(
      ([state, text]) =>
        html`<li>
          <svg width="12" height="12" aria-hidden="true">
            <rect class="stay-${state}" width="12" height="${state === 'injected' ? 5 : 12}" rx="2" /></svg
          >${text}
        </li>`,
    )}
  </ul>`;
}
