/** A recording of several batches of points, as the text of its file. */
import { recordingOf } from './recording-builder.js';

/** 1,000 participants: more batches of points than are on their way at once. */
export function bigRecording(): string {
  const recording = recordingOf({ name: 'faults', scenarios: { desks: {} } });
  for (let i = 0; i < 1_000; i++) {
    const one = recording.participant('desks').joins(100 + i, 1_500);
    for (let t = 2_000; t < 18_000; t += 1_000) {
      one.line(t + i, {
        type: 'stats',
        document: 'd1',
        full: t === 2_000,
        pcs: {
          'd1.1': { IT1: { id: 'IT1', type: 'inbound-rtp', kind: 'audio', packetsReceived: t, jitter: t / 1e6 } },
        },
      });
    }
    one.leaves(19_000 + i);
  }
  return recording
    .end(22_000)
    .lines()
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}
