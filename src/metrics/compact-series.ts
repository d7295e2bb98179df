/**
 * The mean of a value over time in at most 120 buckets, small enough for five of them a participant: when the buckets are used
 * up, each becomes twice as wide.
 */
const maxBuckets = 120;
const firstBucketMs = 1_000;
/** Grown by so many: most participants stay for seconds, not hours. */
const growBy = 30;

export class CompactSeries {
  readonly from: number;
  bucketMs = firstBucketMs;
  #sums = new Float64Array(0);
  #counts = new Uint32Array(0);
  #used = 0;

  /** @param from the beginning of the first bucket; what is before it goes into that one */
  constructor(from: number) {
    this.from = from;
  }

  add(t: number, value: number): void {
    while ((t - this.from) / this.bucketMs >= maxBuckets) this.#halve();
    const index = Math.max(0, Math.floor((t - this.from) / this.bucketMs));
    if (index >= this.#sums.length) this.#grow(index + 1);
    this.#used = Math.max(this.#used, index + 1);
    this.#sums[index] = (this.#sums[index] ?? 0) + value;
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
  }

  /** One mean a bucket; `undefined` where nothing was measured. */
  get means(): readonly (number | undefined)[] {
    return Array.from({ length: this.#used }, (_, index) => {
      const count = this.#counts[index] ?? 0;
      return count === 0 ? undefined : (this.#sums[index] ?? 0) / count;
    });
  }

  #grow(needed: number): void {
    const length = Math.min(maxBuckets, Math.ceil(needed / growBy) * growBy);
    const [sums, counts] = [new Float64Array(length), new Uint32Array(length)];
    sums.set(this.#sums);
    counts.set(this.#counts);
    this.#sums = sums;
    this.#counts = counts;
  }

  #halve(): void {
    for (let index = 0; index < this.#sums.length; index++) {
      const [a, b] = [2 * index, 2 * index + 1];
      this.#sums[index] = (this.#sums[a] ?? 0) + (this.#sums[b] ?? 0);
      this.#counts[index] = (this.#counts[a] ?? 0) + (this.#counts[b] ?? 0);
    }
    this.#used = Math.ceil(this.#used / 2);
    this.bucketMs *= 2;
  }
}
