/**
 * Drops of every cause, mixed with planned leaves. Truth = what the row did, proved by the meeting's own log where the meeting
 * can know it. Said = the recording's outcomes, counted as `drop_rate` and what is beside it count them.
 */
import { dropOf } from '../../src/metrics/drops.js';
import { createRunReducer } from '../../src/metrics/run-data.js';
import type { DropCause } from '../../src/model/outcome.js';
import type { Participant } from '../../src/model/participant.js';
import { readRecording } from '../../src/recording/read-recording.js';
import { monotonicClock } from '../../src/shared/clock.js';
import { seededRandom } from '../../src/shared/random.js';
import { runQuietly } from '../helpers/run-quietly.js';
import { commonFates, killBrowserOf, ownFates, type Fate } from './fates.js';
import { inMeeting } from './in-meeting.js';
import { trials, type TruthRow } from './row.js';
import { readTruth } from './truth-log.js';

const targets = { recall: 1, precision: 1, causes: 0.95 };
/** A join that fails on a busy machine makes no drop: that many of all may be missing. */
const unmadeShare = 0.03;
/** Those who wait out a break cost little: as many at once as two cores can bear beside the joins. */
const together = 14;
const staggerMs = 700;
/** Of a round, which ends for everybody at once; two of them leave before. */
const roundSize = 10;
const leaversOfRound = 2;

interface Trial {
  readonly name: string;
  readonly fate: Fate;
}

/** What was said of one trial that really happened. */
interface Judged extends Trial {
  /** `undefined`: not called a drop. */
  readonly said: DropCause | undefined;
}

interface Judgement {
  readonly judged: readonly Judged[];
  readonly unmade: readonly string[];
}

export const dropsRow: TruthRow = {
  name: 'drops',
  target: '200 drops of every cause among planned leaves: recall and precision 100 %, cause right ≥ 95 %',
  short: 0.08,
  async measure({ scale }) {
    const own = await ownDrops(scale);
    const common: Judgement[] = [];
    for (const fate of commonFates) {
      const rounds = Math.max(1, Math.round((fate.trials * scale) / (roundSize - leaversOfRound)));
      for (let round = 0; round < rounds; round += 1) common.push(await commonDrop(fate, scale));
    }
    return resultOf([own, ...common]);
  },
};

function resultOf(parts: readonly Judgement[]): Awaited<ReturnType<TruthRow['measure']>> {
  const judged = parts.flatMap((part) => part.judged);
  const unmade = parts.flatMap((part) => part.unmade);
  const real = judged.filter(({ fate }) => fate.cause !== undefined);
  const found = real.filter(({ said }) => said !== undefined);
  const invented = judged.filter(({ fate, said }) => fate.cause === undefined && said !== undefined);
  const wrong = found.filter(({ fate, said }) => fate.cause !== said);
  const recall = found.length / real.length;
  const precision = found.length / (found.length + invented.length);
  const causes = 1 - wrong.length / found.length;
  return {
    met:
      recall >= targets.recall &&
      precision >= targets.precision &&
      causes >= targets.causes &&
      unmade.length <= Math.ceil(unmadeShare * (judged.length + unmade.length)),
    figures: {
      drops: real.length,
      leaves: judged.length - real.length,
      recall,
      precision,
      cause_right: causes,
      not_made: unmade.length,
    },
    misses: [
      ...real
        .filter(({ said }) => said === undefined)
        .map(({ name, fate }) => `${name}, ${fate.name}: not called a drop`),
      ...invented.map(({ name, fate, said }) => `${name}, ${fate.name}: called a drop, ${said ?? ''}`),
      ...wrong.map(({ name, fate, said }) => `${name}, ${fate.name}: ${said ?? ''} instead of ${fate.cause ?? ''}`),
      ...unmade,
    ],
  };
}

/** Several at once, each with a fate of its own, while one stays and speaks. */
async function ownDrops(scale: number): Promise<Judgement> {
  const fates = shuffled(ownFates.flatMap((fate) => Array.from({ length: trials(fate.trials, scale) }, () => fate)));
  return inMeeting(async (meeting, folder) => {
    const clock = monotonicClock();
    const happened: Trial[] = [];
    let taken = 0;
    let over = 0;
    const { files } = await runQuietly(folder, {
      scenario: {
        name: 'drops',
        meeting: meeting.link,
        scenarios: {
          speaker: {
            executor: 'per-vu-iterations',
            hold: '1h',
            media: { camera: false, microphone: 'speech' },
            exec: async (participant) => {
              await participant.join();
              while (over < fates.length) await participant.hold('1s');
              await participant.leave();
            },
          },
          guests: {
            executor: 'shared-iterations',
            vus: Math.min(together, fates.length),
            iterations: fates.length,
            maxDuration: '1h',
            startTime: '3s',
            hold: '1h',
            media: { camera: false, microphone: false },
            exec: async (participant) => {
              const fate = fates[taken];
              taken += 1;
              if (fate === undefined) return;
              try {
                if (participant.iteration === 0) await clock.sleep(participant.vu * staggerMs);
                await participant.join();
                happened.push({ name: participant.name, fate });
                await fate.act(participant, meeting);
              } finally {
                over += 1;
              }
            },
          },
        },
      },
    });
    return judge(happened, fates.length, files.recording, meeting.truthFile);
  });
}

/** One round: all join, some leave as planned, then it happens to everybody who is in. */
async function commonDrop(fate: Fate, scale: number): Promise<Judgement> {
  const size = trials(roundSize, Math.min(1, scale * 3), leaversOfRound + 2);
  const leaves = ownFates.find(({ name }) => name === 'leaves');
  return inMeeting(async (meeting, folder) => {
    const happened: Trial[] = [];
    const staying: Participant[] = [];
    let settled = 0;
    const settle = async (): Promise<void> => {
      settled += 1;
      if (settled < size) return;
      if (fate.cause === 'ended') await meeting.control('end');
      else for (const participant of staying) await killBrowserOf(participant);
    };
    const { files } = await runQuietly(folder, {
      scenario: {
        name: 'drops',
        meeting: meeting.link,
        hold: '10m',
        media: { camera: false, microphone: 'speech', microphones: 1 },
        scenarios: {
          guests: {
            executor: 'burst',
            vus: size,
            within: size * staggerMs,
            arrival: 'even',
            exec: async (participant) => {
              const own = participant.vu > size - leaversOfRound ? leaves : undefined;
              const joined = await participant.join().then(
                () => true,
                () => false,
              );
              if (joined) happened.push({ name: participant.name, fate: own ?? fate });
              if (own !== undefined && joined) await own.act(participant, meeting);
              else staying.push(participant);
              await settle();
              if (own === undefined && joined) await fate.act(participant, meeting);
            },
          },
        },
      },
    });
    return judge(happened, size, files.recording, meeting.truthFile);
  });
}

async function judge(
  happened: readonly Trial[],
  planned: number,
  recording: string,
  truthFile: string,
): Promise<Judgement> {
  const said = await dropsSaid(recording);
  const truth = await readTruth(truthFile);
  const judged: Judged[] = [];
  const unmade: string[] = [];
  for (const trial of happened) {
    const { name, fate } = trial;
    const { proof } = fate;
    const proved =
      proof === undefined ||
      truth.some((line) => (('name' in line && line.name === name) || nameOfTarget(line) === name) && proof(line));
    // A planned leave that was called a drop is wrong, whatever the meeting heard of it.
    if (proved || said.has(name)) judged.push({ ...trial, said: said.get(name) });
    else unmade.push(`${name}, ${fate.name}: the meeting knows nothing of it`);
  }
  if (happened.length < planned) unmade.push(...Array<string>(planned - happened.length).fill('a join failed'));
  return { judged, unmade };
}

/** Whom a knob was for. */
function nameOfTarget(line: { readonly type: string; readonly participant?: string }): string | undefined {
  return line.type === 'control' ? line.participant : undefined;
}

/** Name → cause, of those whom the summary counts as dropped. */
async function dropsSaid(recording: string): Promise<ReadonlyMap<string, DropCause>> {
  const reducer = createRunReducer();
  for await (const line of readRecording(recording)) reducer.step(line);
  const { header, iterations } = reducer.data;
  const said = new Map<string, DropCause>();
  for (const iteration of iterations) {
    const { outcome, scheduled } = iteration;
    if (header === undefined || outcome?.outcome !== 'dropped') continue;
    if (dropOf(iteration, header.options) !== undefined) said.set(scheduled.display_name, outcome.cause);
  }
  return said;
}

function shuffled<T>(values: readonly T[]): readonly T[] {
  const random = seededRandom(1, 'truth:drops');
  return values
    .map((value) => ({ value, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
