/** What so many joins can prove, and what the numbers take for granted: for those who know that 10 of 10 is not 100 %. */
import type { GeneratorSummary, GroupSummary, NetworkEffect, ThresholdResult } from '../model/summary.js';
import { fewestFor } from './order-statistic-interval.js';
import type { StuckLeaving } from './stuck-leaving.js';
import { parseAggregation, splitThreshold } from './threshold-grammar.js';
import { plural, shareWords, timeWords } from './words.js';

export interface RemarkFacts {
  /** Of all scenarios together, one a device class. */
  readonly classes: readonly GroupSummary[];
  readonly thresholds: readonly ThresholdResult[];
  readonly generator: GeneratorSummary;
  readonly targetMs: number;
  readonly confidence: number;
  readonly unreadableLines: number;
  readonly networks: readonly NetworkEffect[];
  readonly unshaped: readonly string[];
  readonly keptFrom: readonly string[];
  readonly stuckLeaving: StuckLeaving | undefined;
  /** Addresses that led elsewhere. */
  readonly rewrite: Readonly<Record<string, string>>;
  readonly backOffs: number;
}

export function remarksOf(facts: RemarkFacts): readonly string[] {
  return [
    ...rewritten(facts),
    ...facts.classes.flatMap((group) => provedShare(group, facts)),
    ...missingBounds(facts),
    ...assumption(facts),
    ...facts.classes.flatMap(otherRules),
    ...facts.classes.flatMap(notCounted),
    ...networkRemarks(facts),
    ...heldBack(facts),
    ...closedPages(facts),
    ...(facts.generator.joins.saturated > 0
      ? [
          `${plural(facts.generator.joins.saturated, 'join')} fell into seconds in which the machine that ran the browsers was short.`,
        ]
      : []),
    ...(facts.generator.uncertain_clock_joins > 0
      ? [
          `The page's clock is uncertain by more than 20 ms in ${plural(facts.generator.uncertain_clock_joins, 'join')}.`,
        ]
      : []),
    ...(facts.unreadableLines > 0
      ? [
          `${plural(facts.unreadableLines, 'line')} of the recording could not be read and ${facts.unreadableLines === 1 ? 'is' : 'are'} left out.`,
        ]
      : []),
  ];
}

/** So that a run of a hundred participants has a sentence or three and not a hundred. */
const mostOfAKind = 3;

function rewritten({ rewrite, keptFrom }: RemarkFacts): readonly string[] {
  const leads = Object.entries(rewrite).map(([from, to]) => `${from} to ${to}`);
  return [
    ...(leads.length === 0
      ? []
      : [`Addresses led elsewhere (${leads.join(', ')}): the numbers are of what stands there.`]),
    ...shortened(keptFrom),
  ];
}

function networkRemarks({ networks, unshaped }: RemarkFacts): readonly string[] {
  const unproved = networks.filter(({ result }) => result === 'not_observable').length;
  return [
    ...shortened(unshaped),
    ...(unproved > 0
      ? [`Of ${plural(networks.length, 'network')} in force ${unproved} could not be observed: too little was sent.`]
      : []),
    ...(networks.length > 0 ? ['Networks change what a connection is like, never its address.'] : []),
  ];
}

function heldBack({ backOffs }: RemarkFacts): readonly string[] {
  if (backOffs === 0) return [];
  return [
    `The platform limits the rate of joins: starts were held back ${plural(backOffs, 'time')}, so people came later and more slowly than planned.`,
  ];
}

function closedPages({ stuckLeaving }: RemarkFacts): readonly string[] {
  if (stuckLeaving === undefined) return [];
  const { participants, error } = stuckLeaving;
  return [
    `${plural(participants, 'participant')} did not find the way out of the page (${error}), so it was closed; no number depends on that.`,
  ];
}

export function shortened(sentences: readonly string[]): readonly string[] {
  const more = sentences.length - mostOfAKind;
  return more > 0 ? [...sentences.slice(0, mostOfAKind), `And ${more} more like that.`] : sentences;
}

function provedShare(
  { device_class, joins, share_within_target: share }: GroupSummary,
  facts: RemarkFacts,
): readonly string[] {
  if (share === undefined) return [];
  const counted = joins.planned - joins.generator_broken - joins.interrupted;
  const seen = `${joins.within_target} of ${counted} ${device_class} joins within ${timeWords(facts.targetMs)}`;
  const low = `as low as ${shareWords(share.low)}`;
  const high = `as high as ${shareWords(share.high)}`;
  const range =
    share.high === 1 && share.value === 1 ? low : share.low === 0 && share.value === 0 ? high : `${low} or ${high}`;
  return [`${seen}; the true share could be ${range} (${shareWords(facts.confidence)} confidence).`];
}

/** A percentile that looks like a number but has no upper bound with so few joins. */
function missingBounds({ thresholds, confidence }: RemarkFacts): readonly string[] {
  return thresholds.flatMap(({ metric, threshold, interval, samples, result }) => {
    const aggregation = parseAggregation(splitThreshold(threshold)?.aggregation ?? '', 'trend');
    // The note of an inconclusive one says so already.
    if (interval === undefined || 'high' in interval || aggregation?.name !== 'percentile' || result === 'inconclusive')
      return [];
    const needs = fewestFor('high', aggregation.percent, confidence);
    return [
      `${metric}: p(${aggregation.percent}) has no upper bound with ${plural(samples, 'join')}; that takes ${needs}.`,
    ];
  });
}

function assumption({ thresholds }: RemarkFacts): readonly string[] {
  const rounds = thresholds.flatMap(({ interval }) => (interval === undefined ? [] : [interval.rounds]));
  if (rounds.length === 0) return [];
  if (!rounds.includes(undefined)) return ['The joins came in rounds; the intervals of the thresholds resample them.'];
  return [
    'The intervals take the joins as independent. Joins of one burst are not, so the truth may lie further out; five rounds would show it.',
  ];
}

function otherRules({ device_class, usable_by: by }: GroupSummary): readonly string[] {
  const lines: string[] = [];
  const say = (count: number | undefined, what: string): void => {
    if (count !== undefined) lines.push(`${plural(count, `${device_class} join`)} ${what}.`);
  };
  say(by.first_audio, 'ended at the first remote sound: nobody else sent video');
  say(by.own_dtls, 'ended with its own media transport: nobody else sent anything');
  say(by.in_meeting, 'ended when the page said so: nobody sent anything');
  say(by.unobserved, 'ended when the page said so: media cannot be seen');
  return lines;
}

function notCounted({ device_class, joins, drops }: GroupSummary): readonly string[] {
  const lines: string[] = [];
  const say = (count: number, what: string): void => {
    if (count > 0) lines.push(`${plural(count, `${device_class} join`)} ${what}.`);
  };
  say(joins.generator_broken, 'did not count: the generator broke');
  say(joins.interrupted, 'did not count: the run was cut short');
  say(drops.beside, 'ended by a crash of the generator or by the scenario itself, which is no drop');
  return lines;
}
