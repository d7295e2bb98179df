/** How it was measured, what was asked for, and on what machine: what another person needs to repeat and to doubt it. */
import type { ScenarioOptions } from '../../model/run-options.js';
import type { GeneratorSummary, UsableRule } from '../../model/summary.js';
import { linkText } from '../../shared/redact.js';
import { formatLimit, formatMs, formatShare, missing, plural } from '../format.js';
import { html, type Html, type Part } from '../html.js';
import type { ReportData } from '../report-data.js';

const usableWords: Readonly<Record<UsableRule, string>> = {
  first_frame: 'in the meeting and the first remote video frame decoded',
  first_audio: 'in the meeting and the first remote audio packet (nobody else sent video)',
  own_dtls: 'in the meeting and their own transport up (nobody else sent anything)',
  in_meeting: 'in the meeting (nobody sent anything)',
  unobserved: 'in the meeting; their media could not be seen',
};

export function methodSection(data: ReportData): Html {
  return html`<section aria-labelledby="method">
    <h2 id="method">How it was measured</h2>
    <p class="lead">
      Real browsers opened the link and joined. A join is timed from right before the link is opened, with browser and
      cache fresh, until the participant is usable: the later of being in the meeting and the first decoded remote video
      frame, or the nearest thing to it that could happen.
    </p>
    ${usableTable(data)} ${scenarioTable(data)} ${machine(data)}
    ${
      data.legend.length > 0 &&
      html`<details class="keep">
        <summary>What each metric means</summary>
        <dl class="legend">
          ${data.legend.map(
            ({ name, unit, definition }) =>
              html`<dt><code>${name}</code>${unit !== undefined && html` <span class="soft small">${unit}</span>`}</dt>
                <dd>${definition}</dd>`,
          )}
        </dl>
      </details>`
    }
  </section>`;
}

function usableTable({ summary, iterations }: ReportData): Html {
  const rules = Object.entries(summary.usable_by) as [UsableRule, number][];
  const uncertainty = iterations.reduce((max, { clock_uncertainty_ms = 0 }) => Math.max(max, clock_uncertainty_ms), 0);
  const clock =
    uncertainty > 0
      ? `Times within pages were placed on the host's clock to within ${formatMs(Math.ceil(uncertainty))}${summary.generator.uncertain_clock_joins > 0 ? `; ${plural(summary.generator.uncertain_clock_joins, 'join')} to worse than 20 ms` : ''}.`
      : undefined;
  return html`<h3>What stopped the clock</h3>
    <ul>
      ${rules.map(([rule, count]) => html`<li>${plural(count, 'join')}: ${usableWords[rule]}</li>`)}
    </ul>
    ${clock !== undefined && html`<p class="small soft">${clock}</p>`}`;
}

function scenarioTable({ course }: ReportData): Html | undefined {
  const options = course.header?.options;
  if (options === undefined) return undefined;
  return html`<h3>What was asked for</h3>
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">Scenario</th>
          <th scope="col">Arrivals</th>
          <th scope="col">Device</th>
          <th scope="col">Network</th>
          <th scope="col">Sends</th>
          <th scope="col" class="number">Stays</th>
          <th scope="col" class="number">Join timeout</th>
        </tr>
      </thead>
      <tbody>
        ${Object.entries(options.scenarios).map(
          ([name, scenario]) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td data-label="Arrivals">${arrivals(scenario)}</td>
              <td data-label="Device">${scenario.device}</td>
              <td data-label="Network">${scenario.network}</td>
              <td data-label="Sends">${media(scenario)}</td>
              <td class="number" data-label="Stays">${scenario.exec ? 'own code' : formatLimit(scenario.hold_ms)}</td>
              <td class="number" data-label="Join timeout">${formatLimit(scenario.join_timeout_ms)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

function arrivals({ executor }: ScenarioOptions): string {
  switch (executor.name) {
    case 'burst':
      return `burst of ${executor.vus} within ${formatLimit(executor.within_ms)}, ${executor.arrival}`;
    case 'shared-iterations':
    case 'per-vu-iterations':
      return `${executor.name}: ${executor.vus} VUs, ${plural(executor.iterations, 'iteration')}`;
    case 'constant-vus':
      return `constant-vus: ${executor.vus} VUs for ${formatLimit(executor.duration_ms)}`;
    case 'constant-arrival-rate':
      return `constant-arrival-rate: ${executor.rate} in ${formatLimit(executor.time_unit_ms)}, for ${formatLimit(executor.duration_ms)}`;
    case 'ramping-vus':
    case 'ramping-arrival-rate':
      return `${executor.name}: to ${executor.stages.map(({ target, duration_ms }) => `${target} in ${formatLimit(duration_ms)}`).join(', to ')}`;
  }
}

function media({ media: { camera, microphone, width, height, frameRate } }: ScenarioOptions): string {
  const video =
    camera === false
      ? 'no camera'
      : `${typeof camera === 'string' ? camera : 'video file'} ${width}x${height}@${frameRate}`;
  const audio = microphone === false ? 'no microphone' : typeof microphone === 'string' ? microphone : 'sound file';
  return `${video}, ${audio}`;
}

function machine({ course: { header }, summary: { generator, run } }: ReportData): Html {
  const facts: [string, Part][] = [
    ['Run', run.id],
    ['Platform', run.platform],
    ['Seed', run.seed],
  ];
  if (header !== undefined) {
    const { machine, browser, versions, options } = header;
    facts.push(
      ['Meeting', Object.values(options.meetings).map((link, index) => html`${index > 0 && ', '}${linkText(link)}`)],
      [
        'Machine',
        `${machine.os}, ${plural(machine.cores, 'core')}${machine.cpu_model === undefined ? '' : ` (${machine.cpu_model})`}, ${(machine.memory_bytes / 1024 ** 3).toFixed(1)} GB${machine.container === true ? ', in a container' : ''}`,
      ],
      [
        'Browser',
        browser === undefined
          ? missing
          : `${browser.version} (${browser.source}${browser.headless ? ', headless' : ''}), H.264 ${browser.h264 ? 'yes' : 'no'}`,
      ],
      ['Versions', `Rollcall ${versions.rollcall}, Node ${versions.node}, Playwright ${versions.playwright}`],
    );
    const { authorisation } = options;
    if (authorisation !== undefined) {
      facts.push([
        'Authorised',
        `by ${authorisation.by} for ${authorisation.for}, until ${authorisation.until}, up to ${plural(authorisation.maxParticipants, 'participant')} and ${authorisation.maxJoinsPerSecond} joins a second`,
      ]);
    }
  }
  facts.push(['Generator', generatorWords(generator)]);
  return html`<h3>Where it ran</h3>
    <dl class="legend">
      ${facts.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>`;
}

function generatorWords(generator: GeneratorSummary): string {
  const facts: [string, string | undefined][] = [
    ['CPU p95', generator.cpu_p95 === undefined ? undefined : formatShare(generator.cpu_p95)],
    [
      'CPU pressure p95',
      generator.psi_cpu_some_p95 === undefined ? undefined : formatShare(generator.psi_cpu_some_p95),
    ],
    [
      'event loop delay p95',
      generator.event_loop_delay_ms_p95 === undefined ? undefined : formatMs(generator.event_loop_delay_ms_p95),
    ],
    [
      'late starts p95',
      generator.start_delay_ms_p95 === undefined ? undefined : formatMs(generator.start_delay_ms_p95),
    ],
    ['latest start', generator.start_delay_ms_max === undefined ? undefined : formatMs(generator.start_delay_ms_max)],
  ];
  const known = facts.filter(([, value]) => value !== undefined).map(([name, value]) => `${name} ${value ?? ''}`);
  return known.length === 0 ? 'not known on this machine' : known.join(', ');
}
