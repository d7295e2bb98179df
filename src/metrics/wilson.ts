/**
 * Wilson's score interval for a share: what the true share could be, seen from `passes` of `total`.
 *
 * E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209–212. Chosen over
 * the textbook's p ± z·√(p(1−p)/n), which says "exactly 100 %" after 10 of 10: L. D. Brown, T. T. Cai, A. DasGupta, "Interval
 * estimation for a binomial proportion", Statistical Science 16 (2001) 101–133, recommend it for small n.
 */
import { zOf } from './normal-distribution.js';

/** A bound that the sample cannot give is absent; +∞ where order statistics are. */
export interface Interval {
  readonly low?: number;
  readonly high?: number;
}

/** @returns `undefined` without any trial. It is taken that the trials do not hang together. */
export function wilson(passes: number, total: number, confidence: number): Required<Interval> | undefined {
  if (total === 0) return undefined;
  const z = zOf(confidence);
  const share = passes / total;
  const scale = 1 + (z * z) / total;
  const middle = (share + (z * z) / (2 * total)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  return {
    // Exactly 0 and 1 by the formula, but not by floating point.
    low: passes === 0 ? 0 : Math.max(0, middle - half),
    high: passes === total ? 1 : Math.min(1, middle + half),
  };
}
