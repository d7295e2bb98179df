/**
 * The exact interval for a rate of rare events: how many there could have been, seen from `count` in a given time.
 *
 * F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936) 437–442. The lower bound is the mean of which as
 * many or more would come with probability α/2 only, the upper one that of which as few or fewer would. It covers the truth with
 * 1 − α at least, whatever the mean. The events must not hang together: ten drops by one crash of a server are one event.
 */
export interface CountBounds {
  /** 0 when none was seen. */
  readonly low: number;
  readonly high: number;
}

/** @returns bounds of the expected number in the same time. */
export function poissonBounds(count: number, confidence: number): CountBounds {
  const tail = (1 - confidence) / 2;
  return {
    // P(X ≥ count | low) = tail
    low: count === 0 ? 0 : meanWhere(count, (mean) => 1 - poissonAtMost(count - 1, mean) > tail),
    // P(X ≤ count | high) = tail
    high: meanWhere(count, (mean) => poissonAtMost(count, mean) < tail),
  };
}

/** P(X ≤ k), of a Poisson distribution of that mean. */
export function poissonAtMost(k: number, mean: number): number {
  let logTerm = -mean;
  let sum = 0;
  for (let i = 0; i <= k; i++) {
    sum += Math.exp(logTerm);
    logTerm += Math.log(mean) - Math.log(i + 1);
  }
  return Math.min(1, sum);
}

/** The smallest mean for which it holds; it holds for all above. To 12 digits. */
function meanWhere(count: number, holds: (mean: number) => boolean): number {
  let low = 0;
  let high = count + 10;
  while (!holds(high)) high *= 2;
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
