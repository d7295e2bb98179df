/**
 * The verdict: `invalid` when the generator spoiled the run, whatever the numbers say; else `fail` when a threshold is broken or nobody got in, `inconclusive` when none is broken but one cannot be told,
 * `pass` when all hold.
 */
import type { ThresholdResult, VerdictName } from '../model/summary.js';
import { metricNamed } from './catalog.js';
import { parseSelector } from './selector.js';
import { plural, valueWords } from './words.js';

export interface Verdict {
  readonly verdict: VerdictName;
  /** One sentence each, the gravest first. */
  readonly reasons: readonly string[];
}

/**
 * @param joined how many joins became usable: without any, no threshold can make it a pass.
 * @param spoiled why the run is worth nothing, and what to do
 */
export function verdictOf(
  thresholds: readonly ThresholdResult[],
  joined: number,
  spoiled: readonly string[] = [],
): Verdict {
  const broken = thresholds.filter(({ result }) => result === 'fail');
  const open = thresholds.filter(({ result }) => result === 'inconclusive');
  const reasons = [...(joined === 0 ? ['Nobody got into the meeting.'] : []), ...[...broken, ...open].map(reasonOf)];
  if (spoiled.length > 0) return { verdict: 'invalid', reasons: [...spoiled, ...reasons] };
  if (joined === 0 || broken.length > 0) return { verdict: 'fail', reasons };
  if (open.length > 0) return { verdict: 'inconclusive', reasons };
  const holds = thresholds.length === 1 ? 'The one threshold holds.' : `All ${thresholds.length} thresholds hold.`;
  return { verdict: 'pass', reasons: [holds] };
}

function reasonOf({ metric, threshold, value, samples, result, note }: ThresholdResult): string {
  const name = `${metric}: ${threshold}`;
  const unit = metricNamed(parseSelector(metric)?.metric ?? '')?.unit ?? 'count';
  const seen =
    value === undefined ? '' : ` It is ${valueWords(value ?? Infinity, unit)} over ${plural(samples, 'sample')}.`;
  const said = note === undefined ? '' : ` ${note}`;
  return `${name} ${result === 'fail' ? 'is broken' : 'cannot be told'}.${seen}${said}`;
}
