/** A series of samples over time in a bounded number of buckets: when they are used up, each becomes twice as wide. */

interface Bucket {
  readonly sum: number;
  readonly count: number;
  readonly max: number;
}

export interface BoundedSeries {
  bucketMs: number;
  /** From t = 0. A bucket without samples is a hole. */
  buckets: (Bucket | undefined)[];
}

const maxBuckets = 300;

export function newSeries(): BoundedSeries {
  return { bucketMs: 1_000, buckets: [] };
}

/** Changes the series. */
export function addSample(series: BoundedSeries, t: number, value: number): void {
  if (t < 0) return;
  while (t / series.bucketMs >= maxBuckets) {
    const { buckets } = series;
    series.bucketMs *= 2;
    series.buckets = Array.from({ length: Math.ceil(buckets.length / 2) }, (_, index) =>
      merge(buckets[index * 2], buckets[index * 2 + 1]),
    );
  }
  const index = Math.floor(t / series.bucketMs);
  series.buckets[index] = merge(series.buckets[index], { sum: value, count: 1, max: value });
}

function merge(a: Bucket | undefined, b: Bucket | undefined): Bucket | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return { sum: a.sum + b.sum, count: a.count + b.count, max: Math.max(a.max, b.max) };
}
