/**
 * What does a participant cost this machine? Six come to the built-in meeting, one every six seconds, and stay: the seconds in
 * which nobody joins tell what staying costs, the others what a join does. About a minute.
 */
import { resolveConfig } from '../config/resolve-config.js';
import { slowedAtOnce } from '../generator/slowed-at-once.js';
import type { Calibration } from '../generator/calibration.js';
import { machineFacts } from '../generator/machine.js';
import type { GeneratorSummary } from '../model/summary.js';
import { epochMs } from '../shared/clock.js';
import { HarnessError } from '../shared/errors.js';
import { known } from './known.js';
import { runScenario } from './run-scenario.js';

const everyMs = 6_000;
const people = 6;
/** From the last join on. */
const quietMs = 10_000;

const half = {
  executor: 'burst',
  vus: people / 2,
  within: `${(people * everyMs) / 1_000}s`,
  arrival: 'even',
  media: { camera: 'talking-head', cameras: 1, microphone: 'speech', microphones: 1 },
  hold: `${(people * everyMs + quietMs) / 1_000}s`,
} as const;
const scenario = {
  name: 'calibration',
  scenarios: {
    desktops: { ...half, device: 'desktop' },
    phones: { ...half, device: 'Pixel 7', startTime: `${everyMs / 1_000}s` },
  },
} as const;

export interface CalibrateRequest {
  /** Its results; whoever asks removes them. */
  readonly folder: string;
  /** Absolute; absent: to be found. */
  readonly browser?: string;
  readonly stop: AbortSignal;
  readonly abandon: AbortSignal;
}

/**
 * @returns nothing when it was interrupted
 * @throws HarnessError `environment` when the machine was not at rest, or says too little of itself: what is measured then
 *   would be wrong for every run to come.
 */
export async function calibrate({
  folder,
  browser,
  stop,
  abandon,
}: CalibrateRequest): Promise<Calibration | undefined> {
  const machine = machineFacts();
  const resolution = await resolveConfig({
    file: { path: 'calibration', exported: scenario },
    flags: { out: folder, ...(browser === undefined ? {} : { browser }) },
    known,
    defaultParticipants: people,
    slowedAtOnce: slowedAtOnce(machine.cores),
    // A browser's path is meant from where the command was typed.
    folder: process.cwd(),
    today: epochMs(),
  });
  if (!resolution.ok) throw new HarnessError('internal', 'calibration', { problems: resolution.problems });
  let version = '';
  const { summary } = await runScenario({
    config: resolution.config,
    stop,
    abandon,
    say: () => undefined,
    onLine: (line) => {
      if (line.type === 'header') version = line.browser?.version ?? '';
    },
  });
  if (stop.aborted) return undefined;
  return {
    measured_at: new Date(epochMs()).toISOString(),
    machine: { cores: machine.cores, ...(machine.cpu_model === undefined ? {} : { cpu_model: machine.cpu_model }) },
    browser: version,
    cost: costOf(summary.generator),
  };
}

function costOf({ cost }: GeneratorSummary): Calibration['cost'] {
  const { processor_s_per_join: join, cores_per_held: held, cores_beside_per_held: meeting = 0 } = cost;
  const { cores_taken_by_others: others = 0 } = cost;
  if (others > restedBelow) {
    throw new HarnessError(
      'environment',
      `Other programs took ${others.toFixed(1)} cores meanwhile: nothing was kept.`,
      {
        hint: 'End them and try again.',
      },
    );
  }
  if (join === undefined || held === undefined || join <= 0 || held <= 0) {
    throw new HarnessError('environment', 'This system does not tell how long processes run: nothing was measured.', {
      hint: 'Calibration needs Linux with /proc/PID/schedstat.',
    });
  }
  return { processor_s_per_join: join, cores_per_held: held, cores_beside_per_held: meeting };
}

/** Cores. What any system has going on beside it is less. */
const restedBelow = 0.4;
