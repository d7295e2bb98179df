/**
 * Batches of a recording, made by a thread of their own: reading, reducing and writing lines is most of what a backfill costs, and goes on
 * while others are compressed and sent.
 *
 *     batch-worker.ts:  recording ─► points ─► lines ──bytes──► this thread:  gzip ─► /write
 *                                     ◄──one was taken: make another──
 */
import { on } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { HarnessError, type ErrorCode } from '../../shared/errors.js';
import { packageRoot } from '../../shared/package-root.js';
import type { BatchOrder, RecordedBatch } from './recording-points.js';

/** Made and not taken yet: one that is taken next, and two so that the thread need not wait while sendings end unevenly. */
export const batchesAhead = 3;

export type ThreadMessage =
  | { readonly batch: RecordedBatch }
  | { readonly end: true }
  | {
      readonly error: {
        readonly code: ErrorCode;
        readonly message: string;
        readonly hint?: string;
        readonly cause: string;
      };
    };

/** @throws HarnessError `bad_recording` */
export async function* batchesOf(order: BatchOrder): AsyncGenerator<RecordedBatch> {
  // From dist/, where it is JavaScript, for tests too.
  const worker = new Worker(path.join(packageRoot, 'dist', 'sinks', 'influxdb', 'batch-worker.js'), {
    workerData: order,
    // Ours may be some that no thread takes.
    execArgv: [],
  });
  try {
    for await (const [message] of on(worker, 'message') as AsyncIterable<[ThreadMessage]>) {
      if ('end' in message) return;
      if ('error' in message) {
        const { code, message: sentence, ...more } = message.error;
        throw new HarnessError(code, sentence, more);
      }
      worker.postMessage('taken');
      yield message.batch;
    }
  } finally {
    await worker.terminate();
  }
}
