/**
 * Join times against the truth log of the built-in meeting. Truth = the server's arrival of the request for the link → the
 * later of the client's own "entered" and its first rendered remote frame, by the page's own time stamps on the server's
 * clock. Server and client code share nothing with the probe.
 */
import path from 'node:path';
import { percentile } from '../../src/metrics/percentile.js';
import { startRehearsal } from '../../src/rehearsal/start-rehearsal.js';
import { readRun } from '../../src/run/read-run.js';
import { runQuietly } from '../helpers/run-quietly.js';
import { withTempFolder } from '../helpers/temp.js';
import { trials, type TruthRow } from './row.js';
import { readTruth, truthByName } from './truth-log.js';

const targets = { medianMs: 30, p95Ms: 100, shiftMs: 1_500, shiftToleranceMs: 50 };
/** With other work beside it, a host that is late to hear is late to say. */
const shortTargets = { medianMs: 100, p95Ms: 300 };

interface ComparedJoin {
  readonly name: string;
  readonly measuredMs: number;
  readonly truthMs: number;
}

export const joinTimeRow: TruthRow = {
  name: 'join time, at rest',
  target: `absolute error: median ≤ ${targets.medianMs} ms, p95 ≤ ${targets.p95Ms} ms`,
  short: 0.1,
  async measure({ scale, short }) {
    const count = trials(100, scale, 4);
    const { medianMs, p95Ms } = short ? shortTargets : targets;
    const joins = await compareJoins(count);
    const errors = joins.map(({ measuredMs, truthMs }) => Math.abs(measuredMs - truthMs));
    const median = percentileOf(errors, 50);
    const p95 = percentileOf(errors, 95);
    return {
      met: joins.length >= count && median <= medianMs && p95 <= p95Ms,
      figures: {
        joins: joins.length,
        error_median_ms: median,
        error_p95_ms: p95,
        error_max_ms: Math.max(...errors),
        bias_median_ms: percentileOf(
          joins.map(({ measuredMs, truthMs }) => measuredMs - truthMs),
          50,
        ),
        join_time_median_ms: percentileOf(
          joins.map(({ measuredMs }) => measuredMs),
          50,
        ),
      },
    };
  },
};

export const joinDelayRow: TruthRow = {
  name: 'join time, delayed by a knob',
  target: `a delay of ${targets.shiftMs} ms moves the median by ${targets.shiftMs} ± ${targets.shiftToleranceMs} ms`,
  // Not of the table that CI keeps: the row above has seen the same clocks.
  short: 0,
  async measure({ scale }) {
    const count = trials(30, scale, 4);
    const plain = await compareJoins(count);
    const delayed = await compareJoins(count, `joinDelayMs=${targets.shiftMs}`);
    const median = (joins: readonly ComparedJoin[]): number =>
      percentileOf(
        joins.map(({ measuredMs }) => measuredMs),
        50,
      );
    const shift = median(delayed) - median(plain);
    return {
      met: Math.abs(shift - targets.shiftMs) <= targets.shiftToleranceMs,
      figures: { joins: plain.length + delayed.length, shift_ms: shift },
    };
  },
};

/** Joins one after the other, half phones, while a sender is in: what Rollcall says of each beside what is true. */
async function compareJoins(count: number, knobs = ''): Promise<readonly ComparedJoin[]> {
  return withTempFolder(async (folder) => {
    const truthFile = path.join(folder, 'truth.jsonl');
    const meeting = await startRehearsal({ truthFile });
    try {
      const link = meeting.link + (knobs === '' ? '' : `?${knobs}`);
      const everyMs = 1_500;
      const joiners = {
        executor: 'constant-arrival-rate' as const,
        rate: 1,
        timeUnit: 2 * everyMs,
        duration: Math.ceil(count / 2) * 2 * everyMs - 1,
        preAllocatedVUs: 8,
        hold: '1s',
        media: { camera: false, microphone: false } as const,
      };
      const { files } = await runQuietly(folder, {
        scenario: {
          name: 'truth',
          meeting: link,
          scenarios: {
            sender: {
              executor: 'per-vu-iterations',
              hold: Math.ceil(count / 2) * 2 * everyMs + 12_000,
              media: { camera: 'talking-head', microphone: 'speech' },
            },
            desktops: { ...joiners, startTime: '5s' },
            phones: { ...joiners, startTime: '6.5s', device: 'Pixel 7' },
          },
        },
      });
      const { report } = await readRun(files.recording);
      const truth = truthByName(await readTruth(truthFile));
      return report.iterations
        .filter(({ tags }) => tags.scenario !== 'sender')
        .flatMap(({ display_name: name, join_time_ms: measuredMs }) => {
          const truthMs = truth.get(name);
          return measuredMs === undefined || truthMs === undefined ? [] : [{ name, measuredMs, truthMs }];
        });
    } finally {
      await meeting.close();
    }
  });
}

function percentileOf(values: readonly number[], p: number): number {
  return (
    percentile(
      values.toSorted((a, b) => a - b),
      p,
    ) ?? Number.NaN
  );
}
