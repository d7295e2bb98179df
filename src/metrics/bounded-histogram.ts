/**
 * Percentiles of numbers that come for ever (the generator's health, once a second), in bounded memory: each bin is 0.5 % wide,
 * so a percentile is right to 0.25 %. For what a verdict rests on, values are kept themselves: see `percentile.ts`.
 */
const width = Math.log(1.005);
/** Below it a number counts as 0: shares and milliseconds are not told finer. */
const least = 1e-6;

export class BoundedHistogram {
  readonly #bins = new Map<number, number>();
  #count = 0;

  /** Negative numbers count as 0. */
  add(value: number): void {
    const bin = value < least ? -Infinity : Math.round(Math.log(value) / width);
    this.#bins.set(bin, (this.#bins.get(bin) ?? 0) + 1);
    this.#count++;
  }

  /** @param percent 0–100. @returns `undefined` when there are no values. */
  percentile(percent: number): number | undefined {
    let left = Math.max(1, Math.ceil((this.#count * percent) / 100));
    for (const bin of [...this.#bins.keys()].sort((a, b) => a - b)) {
      left -= this.#bins.get(bin) ?? 0;
      if (left <= 0) return Math.exp(bin * width);
    }
    return undefined;
  }
}
