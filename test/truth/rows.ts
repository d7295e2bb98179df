/** All rows of the truth table, and how one is measured whatever happens in it. */
import { messageOf } from '../../src/shared/errors.js';
import { adviceRow } from './advice.js';
import { dropsRow } from './drops.js';
import { generatorRow } from './generator.js';
import { joinDelayRow, joinTimeRow, joinUnderNetworksRow } from './join-time.js';
import { networksRow } from './networks.js';
import { watchLoad, type MachineLoad } from './machine-load.js';
import { intervalsRow } from './intervals.js';
import { outagesRow } from './outages.js';
import type { TruthOptions, TruthResult, TruthRow } from './row.js';

export const rows: readonly TruthRow[] = [
  joinTimeRow,
  joinDelayRow,
  joinUnderNetworksRow,
  networksRow,
  dropsRow,
  outagesRow,
  intervalsRow,
  adviceRow,
  generatorRow,
];

export interface MeasuredRow extends TruthResult {
  readonly name: string;
  readonly target: string;
  readonly load: MachineLoad;
}

/** Rows whose name has these letters in it, all without any; of those in CI's short form if that is asked for. */
export function rowsNamed(letters = '', isShort = false): readonly TruthRow[] {
  return rows.filter(({ name, short }) => name.includes(letters) && (!isShort || short > 0));
}

/** A row that throws is a missed row, with its sentence. */
export async function measureRow(row: TruthRow, options: TruthOptions): Promise<MeasuredRow> {
  const load = watchLoad();
  const scale = options.short ? options.scale * row.short : options.scale;
  const result = await row
    .measure({ ...options, scale })
    .catch((thrown: unknown) => ({ met: false, figures: {}, misses: [messageOf(thrown)] }));
  return { name: row.name, target: row.target, ...result, load: load() };
}
