/**
 * The verdict in one sentence that a sales person can read:
 * "Yes: 10 of 10 phones (slowest 3.2 s) were in the meeting within 8 s."
 */
import type { GroupSummary, ThresholdResult, VerdictName } from '../model/summary.js';
import { metricNamed } from './catalog.js';
import { parseSelector } from './selector.js';
import { list, plural, timeWords, valueWords } from './words.js';

export interface SentenceFacts {
  readonly verdict: VerdictName;
  /** Of all scenarios together, one a device class. */
  readonly classes: readonly GroupSummary[];
  readonly thresholds: readonly ThresholdResult[];
  readonly targetMs: number;
  readonly partial: boolean;
  /** `invalid` because of the generator; else a network was not in effect. */
  readonly byGenerator: boolean;
}

export function sentenceOf(facts: SentenceFacts): string {
  const { verdict, classes, thresholds, targetMs, partial } = facts;
  const invalid = facts.byGenerator
    ? 'Worth nothing: the machine that ran the browsers was the bottleneck'
    : 'Worth nothing: a network was not as it was asked for';
  const broke = partial ? ' The run broke off before its end.' : '';
  const counted = classes.filter((group) => countedJoins(group) > 0);
  if (counted.length === 0) {
    return `No: no join was carried to its end, so nothing can be said about the meeting.${broke}`;
  }
  if (counted.every(({ joins }) => joins.joined === 0)) {
    const who = list(counted.map((group) => people(group.device_class, countedJoins(group))));
    return verdict === 'invalid'
      ? `${invalid}; nobody got in, ${who} tried.${broke}`
      : `No: nobody got into the meeting; ${who} tried.${broke}`;
  }
  const seen = `${list(counted.map(shareWithin))} were in the meeting within ${timeWords(targetMs)}`;
  switch (verdict) {
    case 'pass':
      return `Yes: ${seen}.${broke}`;
    case 'inconclusive':
      return `Not proved: ${seen}.${moreWords(thresholds)}${broke}`;
    case 'invalid':
      return `${invalid}; ${seen}.${broke}`;
    case 'fail':
      return `No: ${seen}${brokenWords(thresholds)}.${broke}`;
  }
}

function countedJoins({ joins }: GroupSummary): number {
  return joins.planned - joins.generator_broken - joins.interrupted;
}

function shareWithin(group: GroupSummary): string {
  const { joins, join_time_ms: times, drops } = group;
  const asides = [
    ...slowest(times),
    ...(times.never > 0 ? [`${times.never} never got in`] : []),
    ...(joins.dropped_iterations > 0 ? [`${joins.dropped_iterations} could not even start`] : []),
    ...(drops.count > 0 ? [`${drops.count} dropped out later`] : []),
  ];
  const of = `${joins.within_target} of ${people(group.device_class, countedJoins(group))}`;
  return asides.length === 0 ? of : `${of} (${asides.join(', ')})`;
}

/** With one that never came the slowest is +∞, and the fastest is what can be told. */
function slowest({ never, max, min }: GroupSummary['join_time_ms']): readonly string[] {
  if (never === 0 && typeof max === 'number') return [`slowest ${timeWords(max)}`];
  return typeof min === 'number' ? [`fastest ${timeWords(min)}`] : [];
}

/** Broken promises that the numbers before do not show by themselves. */
function brokenWords(thresholds: readonly ThresholdResult[]): string {
  const others = thresholds.filter(
    ({ result, metric }) => result === 'fail' && parseSelector(metric)?.metric !== 'join_within_target',
  );
  const [first, ...rest] = others;
  if (first === undefined) return '';
  const more =
    rest.length === 0 ? '' : `, and ${plural(rest.length, 'more threshold is', 'more thresholds are')} broken`;
  return `; ${brokenPromise(first)}${more}`;
}

function brokenPromise({ metric, threshold, value }: ThresholdResult): string {
  const selector = parseSelector(metric);
  const unit = metricNamed(selector?.metric ?? '')?.unit ?? 'count';
  if (value === undefined) return `${metric} has no samples`;
  const words = valueWords(value ?? Infinity, unit);
  const deviceClass = selector?.tags.device_class;
  const who = deviceClass === 'mobile' ? 'phones' : deviceClass === 'desktop' ? 'desktops' : 'participants';
  const asked = `where ${threshold} was asked for`;
  if (selector?.metric === 'join_success') return `${words} of ${who} got in ${asked}`;
  if (selector?.metric === 'drop_rate') return `${words} of ${who} dropped out ${asked}`;
  return `${metric} is ${words} ${asked}`;
}

function moreWords(thresholds: readonly ThresholdResult[]): string {
  const open = thresholds.filter(({ result }) => result === 'inconclusive');
  if (open.some(({ more_joins }) => more_joins === undefined)) return ' No number of joins like these would settle it.';
  const more = Math.max(...open.map(({ more_joins }) => more_joins ?? 0));
  return ` About ${plural(more, 'more join')} like these would settle it.`;
}

function people(deviceClass: GroupSummary['device_class'], count: number): string {
  return deviceClass === 'mobile' ? plural(count, 'phone') : plural(count, 'desktop');
}
