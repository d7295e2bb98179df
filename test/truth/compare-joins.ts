/** Joins of groups in turn, while a sender is in: what Rollcall says of each beside what is true. */
import path from 'node:path';
import type { Participant } from '../../src/model/participant.js';
import { startRehearsal } from '../../src/rehearsal/start-rehearsal.js';
import { readRun } from '../../src/run/read-run.js';
import { runQuietly } from '../helpers/run-quietly.js';
import { withTempFolder } from '../helpers/temp.js';
import { medianOf, percentileOf } from './order.js';
import type { TruthResult } from './row.js';
import { readTruth, truthByName, type TruthStart } from './truth-log.js';

export interface ComparedJoin {
  readonly group: string;
  readonly name: string;
  readonly measuredMs: number;
  readonly truthMs: number;
}

export interface JoinsToCompare {
  /** Key → what its participants are like, and the query of the link that they open. */
  readonly groups: Readonly<
    Record<string, { readonly device?: string; readonly network?: string; readonly knobs?: string }>
  >;
  /** Joins of each group. */
  readonly each: number;
  readonly truthFrom: TruthStart;
  /** The page tells its truth over its own network: it needs a while to. */
  readonly hold?: string;
  /** From one join to the next. */
  readonly everyMs?: number;
}

const usualEveryMs = 1_500;
const senders = 'sender_';

export async function compareJoins(wanted: JoinsToCompare): Promise<readonly ComparedJoin[]> {
  const { groups, each, truthFrom, hold = '1s', everyMs = usualEveryMs } = wanted;
  return withTempFolder(async (folder) => {
    const truthFile = path.join(folder, 'truth.jsonl');
    const meeting = await startRehearsal({ truthFile });
    try {
      const keys = Object.keys(groups);
      const planned = keys.length * each;
      const linkWith = (knobs?: string): string => meeting.link + (knobs === undefined ? '' : `?${knobs}`);
      // For Rollcall each link is a meeting of its own, and in each of them somebody has to send.
      const links = [...new Set(Object.values(groups).map(({ knobs }) => linkWith(knobs)))];
      let over = 0;
      const { files } = await runQuietly(folder, {
        onLine: (line) => {
          if (line.type === 'outcome' || (line.type === 'moment' && line.name === 'dropped_iteration')) over += 1;
        },
        scenario: {
          name: 'truth',
          scenarios: {
            ...Object.fromEntries(
              links.map((link, index) => [
                `${senders}${index}`,
                {
                  executor: 'per-vu-iterations' as const,
                  meeting: link,
                  hold: '1h',
                  // Small: what a sender takes of the machine, the joins lack.
                  media: { camera: 'talking-head', microphone: false, width: 320, height: 240, frameRate: 10 } as const,
                  exec: async (participant: Participant) => {
                    await participant.join();
                    while (over < planned) await participant.hold('1s');
                    await participant.leave();
                  },
                },
              ]),
            ),
            ...Object.fromEntries(
              Object.entries(groups).map(([key, { knobs, ...like }], index) => [
                key,
                {
                  ...like,
                  meeting: linkWith(knobs),
                  executor: 'constant-arrival-rate' as const,
                  rate: 1,
                  timeUnit: keys.length * everyMs,
                  duration: each * keys.length * everyMs - 1,
                  startTime: 5_000 + index * everyMs,
                  // So many that a slow machine drops none: the row counts them.
                  preAllocatedVUs: 12,
                  hold,
                  media: { camera: false, microphone: false } as const,
                },
              ]),
            ),
          },
        },
      });
      const { report } = await readRun(files.recording);
      const truth = truthByName(await readTruth(truthFile), truthFrom);
      return report.iterations
        .filter(({ tags }) => !tags.scenario.startsWith(senders))
        .flatMap(({ display_name: name, tags: { scenario: group }, join_time_ms: measuredMs }) => {
          const truthMs = truth.get(name);
          return measuredMs === undefined || truthMs === undefined ? [] : [{ group, name, measuredMs, truthMs }];
        });
    } finally {
      await meeting.close();
    }
  });
}

export function errorsOf(joins: readonly ComparedJoin[]): readonly number[] {
  return joins.map(({ measuredMs, truthMs }) => Math.abs(measuredMs - truthMs));
}

export function figuresOf(joins: readonly ComparedJoin[]): TruthResult['figures'] {
  const errors = errorsOf(joins);
  return {
    joins: joins.length,
    error_median_ms: medianOf(errors),
    error_p95_ms: percentileOf(errors, 95),
    error_max_ms: Math.max(...errors),
    bias_median_ms: medianOf(joins.map(({ measuredMs, truthMs }) => measuredMs - truthMs)),
    join_time_median_ms: medianOf(joins.map(({ measuredMs }) => measuredMs)),
  };
}
