/**
 * How fast people may come: a platform may take many joins at once for an attack (Tencent documents "too frequent joins" as a
 * refusal), so its profile says what is gentle. Made scenarios keep to it; others are told when they do not.
 */
import { peakWithin } from '../scenario/planned-starts.js';
import type { PlatformRules } from './known.js';
import { allStarts, type Guarded } from './guard.js';

/** Desktops and phones of one scenario come in pairs. */
const atOnce = 2;
const busyMs = 10_000;

/** @returns a sentence when people come faster than that. */
export function rateWarning(
  scenarios: readonly Pick<Guarded, 'options' | 'plan'>[],
  { title, joinsPerSecond: rate }: PlatformRules,
): string | undefined {
  const starts = allStarts(scenarios);
  if (rate === undefined || keepsTo(starts, rate)) return undefined;
  const busiest = peakWithin(starts, busyMs);
  return `${busiest} joins within ${busyMs / 1_000} s are more than ${title} takes for gentle (${rate} a second): it may refuse some as too frequent.`;
}

/** Never more than `atOnce` ahead of a steady stream of so many a second. */
function keepsTo(starts: readonly number[], rate: number): boolean {
  let ahead = 0;
  let last = 0;
  return starts.every((start) => {
    ahead = Math.max(0, ahead - ((start - last) / 1_000) * rate) + 1;
    last = start;
    // Sums of fractions are not exact.
    return ahead <= atOnce + 1e-6;
  });
}
