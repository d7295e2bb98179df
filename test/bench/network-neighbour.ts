/**
 * Does one participant's network cost its neighbour anything? Pairs of joins, turn by turn with the other's network on and off; the
 * neighbour has none and is timed by the meeting's own truth log, its round trip by its own getStats.
 */
import path from 'node:path';
import { percentile } from '../../src/metrics/percentile.js';
import { readRecording } from '../../src/recording/read-recording.js';
import { startRehearsal } from '../../src/rehearsal/start-rehearsal.js';
import { runQuietly } from '../helpers/run-quietly.js';
import { withTempFolder } from '../helpers/temp.js';
import { readTruth, truthByName } from '../truth/truth-log.js';
import { figure, type Figure } from './figure.js';

const pairs = 20;
const turnMs = 14_000;
/** The neighbour comes when the other is in: two joins at once would measure each other. */
const besideMs = 3_500;
/** So short that whoever came in one half of a turn has left before the other. */
const holdMs = { changed: 4_500, beside: 1_500 };

export async function networkNeighbour(): Promise<readonly Figure[]> {
  return withTempFolder(async (folder) => {
    const truthFile = path.join(folder, 'truth.jsonl');
    const meeting = await startRehearsal({ truthFile });
    try {
      const turns = (offsetMs: number, hold: number) =>
        ({
          executor: 'constant-arrival-rate',
          rate: 1,
          timeUnit: turnMs,
          duration: pairs * turnMs - 1,
          startTime: 5_000 + offsetMs,
          preAllocatedVUs: 3,
          hold,
          media: { camera: false, microphone: 'speech' },
        }) as const;
      const { files } = await runQuietly(folder, {
        scenario: {
          name: 'neighbour',
          meeting: meeting.link,
          scenarios: {
            // With everybody else: those who come see and hear somebody.
            sender: {
              executor: 'per-vu-iterations',
              hold: pairs * turnMs + 15_000,
              media: { camera: 'talking-head', microphone: 'speech' },
            },
            on: { ...turns(0, holdMs.changed), network: '4g' },
            beside_on: turns(besideMs, holdMs.beside),
            off: turns(turnMs / 2, holdMs.changed),
            beside_off: turns(turnMs / 2 + besideMs, holdMs.beside),
          },
        },
      });
      const truth = truthByName(await readTruth(truthFile));
      const joins = (beside: string): number =>
        median([...truth].flatMap(([name, ms]) => (name.startsWith(beside) ? [ms] : [])));
      const roundTrips = await roundTripsOf(files.recording);
      return [
        figure(
          'round trip of the neighbour, network beside it on less off',
          median(roundTrips.get('beside_on') ?? []) - median(roundTrips.get('beside_off') ?? []),
          'ms',
          5,
        ),
        figure('join time of the neighbour, on ÷ off', joins('beside_on') / joins('beside_off'), '×', 1.1),
      ];
    } finally {
      await meeting.close();
    }
  });
}

/** Scenario → every round trip that its connections reported, ms. */
async function roundTripsOf(recording: string): Promise<ReadonlyMap<string, readonly number[]>> {
  const all = new Map<string, number[]>();
  for await (const line of readRecording(recording)) {
    if (line.type !== 'stats') continue;
    const scenario = line.p.replace(/-\d.*$/, '');
    const values = all.get(scenario) ?? [];
    all.set(scenario, values);
    for (const objects of Object.values(line.pcs)) {
      for (const fields of Object.values(objects)) {
        const seconds = fields?.currentRoundTripTime;
        if (typeof seconds === 'number') values.push(seconds * 1_000);
      }
    }
  }
  return all;
}

function median(values: readonly number[]): number {
  return (
    percentile(
      values.toSorted((a, b) => a - b),
      50,
    ) ?? Number.NaN
  );
}
