/**
 * What `rollcall doctor --calibrate` has measured on this machine, kept for the runs that come: a file in the user's cache. It
 * counts as long as the machine is the same. The browser is named for people: to ask which one a run would take costs a start of it.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { ParticipantCost } from '../model/participant-cost.js';
import { HarnessError, messageOf } from '../shared/errors.js';
import type { MachineFacts } from './machine.js';

const positive = z.number().positive();
const schema = z.object({
  /** ISO date and time. */
  measured_at: z.string(),
  machine: z.object({ cores: positive, cpu_model: z.string().exactOptional() }),
  browser: z.string(),
  cost: z.object({
    processor_s_per_join: positive,
    cores_per_held: positive,
    cores_beside_per_held: z.number().min(0),
  }),
});

export interface Calibration {
  readonly measured_at: string;
  readonly machine: Pick<MachineFacts, 'cores' | 'cpu_model'>;
  /** Its version. */
  readonly browser: string;
  readonly cost: ParticipantCost;
}

export function calibrationFile(): string {
  const cache = process.env.XDG_CACHE_HOME;
  const folder = cache === undefined || cache === '' ? path.join(os.homedir(), '.cache') : cache;
  return path.join(folder, 'rollcall', 'calibration.json');
}

/** @returns nothing when there is none, or it is another machine's. */
export function readCalibration(
  { cores, cpu_model: model }: MachineFacts,
  file = calibrationFile(),
): Calibration | undefined {
  const found = schema.safeParse(contentOf(file)).data;
  if (found?.machine.cores !== cores || found.machine.cpu_model !== model) return undefined;
  return found;
}

function contentOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Never calibrated, or by a version that wrote another form.
    return undefined;
  }
}

/** @throws HarnessError `environment` when it cannot be written. */
export function writeCalibration(calibration: Calibration, file = calibrationFile()): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(calibration, undefined, 2)}\n`);
  } catch (thrown) {
    throw new HarnessError('environment', `${file} cannot be written: ${messageOf(thrown)}`, {
      hint: 'Name another folder with XDG_CACHE_HOME.',
      cause: thrown,
    });
  }
}
