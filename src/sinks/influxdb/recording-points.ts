/** A recording's points, one after the other: for a database, to be counted, or to be compared with what a database has. */
import { readRecording } from '../../recording/read-recording.js';
import { lineOf } from './line-protocol.js';
import type { Point, Tags } from './point.js';
import { createPointReducer } from './points.js';
import { withTags } from './tags.js';
import { TextBatch, type Batch } from './text-batch.js';

/** A megabyte of text, a tenth of that compressed; InfluxDB's documentation recommends 5,000 to 10,000. */
export const batchSize = 5_000;

export interface BatchOrder {
  readonly recording: string;
  /** Added to every point. */
  readonly tags: Tags;
  /** So many of the first points are left out. */
  readonly skip: number;
}

export interface RecordedBatch extends Batch {
  /** Points of the recording until its end, those that were left out too. */
  readonly upTo: number;
}

/** Those of each line that has any: one by one would cost a microtask a point. */
export async function* pointsIn(recording: string, tags: Tags): AsyncGenerator<readonly Point[]> {
  const reducer = createPointReducer();
  const tagged = withTags(tags);
  for await (const lines of readRecording(recording).groups()) {
    for (const line of lines) {
      const points = reducer.step(line);
      if (points.length > 0) yield points.map(tagged);
    }
  }
  yield reducer.finish().map(tagged);
}

/** The last one may be empty. */
export async function* batchesIn({ recording, tags, skip }: BatchOrder): AsyncGenerator<RecordedBatch> {
  const text = new TextBatch();
  let upTo = 0;
  for await (const points of pointsIn(recording, tags)) {
    for (const point of points) {
      upTo += 1;
      if (upTo <= skip) continue;
      text.add(lineOf(point));
      if (text.lines >= batchSize) yield { ...text.take(), upTo };
    }
  }
  yield { ...text.take(), upTo };
}
