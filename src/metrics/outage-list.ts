/** Everybody's outages and losses of connection in one list, as the summary has it. */
import type { OutageSummary, Summary } from '../model/summary.js';
import type { RunData } from './run-data.js';

/** A platform that fails a thousand people ten times shall not make a summary that nobody can open. */
const mostListed = 500;

export function listOutages({ iterations, stayOf }: RunData): Pick<Summary, 'outages' | 'outages_left_out'> {
  const all: OutageSummary[] = iterations.flatMap(({ scheduled: { p, tags } }) =>
    (stayOf(p)?.episodes ?? []).map((episode) => ({
      participant: p,
      scenario: tags.scenario,
      device_class: tags.device_class,
      ...episode,
    })),
  );
  // Stable: of the same time in the order of the participants.
  const outages = all.toSorted((a, b) => a.from - b.from).slice(0, mostListed);
  return { outages, outages_left_out: all.length - outages.length };
}
