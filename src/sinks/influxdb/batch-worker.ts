/** The thread that reads a recording and makes its batches (`batch-thread.ts`). Their bytes are handed over, not copied. */
import { parentPort, workerData } from 'node:worker_threads';
import { HarnessError, messageOf } from '../../shared/errors.js';
import { batchesAhead, type ThreadMessage } from './batch-thread.js';
import { batchesIn, type BatchOrder } from './recording-points.js';

const port = parentPort;
if (port === null) throw new HarnessError('internal', 'this is a thread of rollcall push and nothing else');

/** Batches that were made and not asked for yet. */
let ahead = 0;
let wake: () => void = () => undefined;
port.on('message', () => {
  ahead -= 1;
  wake();
});

const tell = (message: ThreadMessage, handedOver: ArrayBuffer[] = []): void => {
  port.postMessage(message, handedOver);
};

try {
  for await (const batch of batchesIn(workerData as BatchOrder)) {
    ahead += 1;
    tell({ batch }, [batch.bytes.buffer]);
    // Memory is bounded by this: a database may be slower than a disk.
    while (ahead >= batchesAhead) await new Promise<void>((resolve) => (wake = resolve));
  }
  tell({ end: true });
} catch (thrown) {
  if (!(thrown instanceof HarnessError)) throw thrown;
  // An error's class does not survive the way to another thread.
  const { code, message, hint, cause } = thrown;
  tell({ error: { code, message, ...(hint !== undefined && { hint }), cause: messageOf(cause) } });
}
port.close();
