/**
 * The verdict in one sentence that a sales person can read: "Yes: 10 of 10 phones were in the meeting within 8 s (slowest 3.2 s)."
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
}

export function sentenceOf({ verdict, classes, thresholds, targetMs, partial }: SentenceFacts): string {
  const seen = list(classes.flatMap((group) => classWords(group, targetMs)));
  const broke = partial ? ' The run broke off before its end.' : '';
  if (seen === '') {
    return `No: nobody tried to get in to the end, so nothing can be said about the meeting.${broke}`;
  }
  if (classes.every(({ joins }) => joins.joined === 0)) return `No: nobody got into the meeting (${seen}).${broke}`;
  switch (verdict) {
    case 'pass':
      return `Yes: ${seen}.${broke}`;
    case 'inconclusive':
      return `Not proved: ${seen}.${moreWords(thresholds)}${broke}`;
    case 'invalid':
      return `Invalid: the machine that ran the browsers was the bottleneck (${seen}).${broke}`;
    case 'fail':
      return `No: ${seen}${brokenWords(thresholds)}.${broke}`;
  }
}

function classWords(group: GroupSummary, targetMs: number): readonly string[] {
  const { joins, join_time_ms: times } = group;
  const counted = joins.planned - joins.generator_broken - joins.interrupted;
  if (counted === 0) return [];
  const [one, many] =
    group.device_class === 'mobile' ? (['phone', 'phones'] as const) : (['desktop', 'desktops'] as const);
  const asides = [
    ...slowest(times),
    ...(times.never > 0 ? [`${times.never} never got in`] : []),
    ...(joins.dropped_iterations > 0 ? [`${joins.dropped_iterations} could not even start`] : []),
    ...(group.drops.count > 0 ? [`${group.drops.count} dropped out later`] : []),
  ];
  const of = `${joins.within_target} of ${counted === 1 ? `1 ${one}` : `${counted} ${many}`}`;
  const was = joins.within_target === 1 ? 'was' : 'were';
  return [
    `${of} ${was} in the meeting within ${timeWords(targetMs)}${asides.length === 0 ? '' : ` (${asides.join(', ')})`}`,
  ];
}

/** Of those who got in: `max` is +∞ as soon as one did not. */
function slowest({ count, never, max, min }: GroupSummary['join_time_ms']): readonly string[] {
  if (never === 0 && max !== undefined && max !== null) return [`${count === 1 ? 'in' : 'slowest'} ${timeWords(max)}`];
  return min === undefined || min === null ? [] : [`fastest ${timeWords(min)}`];
}

/** Broken promises that the numbers before do not show by themselves. */
function brokenWords(thresholds: readonly ThresholdResult[]): string {
  const others = thresholds.filter(
    ({ result, metric }) => result === 'fail' && parseSelector(metric)?.metric !== 'join_within_target',
  );
  const first = others[0];
  if (first === undefined) return '';
  const unit = metricNamed(parseSelector(first.metric)?.metric ?? '')?.unit ?? 'count';
  const value = first.value === undefined ? 'has no samples' : `is ${valueWords(first.value ?? Infinity, unit)}`;
  const rest = others.length === 1 ? '' : `, and ${plural(others.length - 1, 'more threshold')} broken`;
  return `; ${first.metric} ${value} where ${first.threshold} was asked for${rest}`;
}

function moreWords(thresholds: readonly ThresholdResult[]): string {
  const open = thresholds.filter(({ result }) => result === 'inconclusive');
  if (open.some(({ more_joins }) => more_joins === undefined)) return ' No number of joins like these would settle it.';
  const more = Math.max(...open.map(({ more_joins }) => more_joins ?? 0));
  return ` About ${plural(more, 'more join')} like these would settle it.`;
}
