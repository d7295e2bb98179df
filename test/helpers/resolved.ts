/** A scenario file's export, resolved as `rollcall run` would, with nothing else around it unless given. */
import { type ConfigInput, resolveConfig, type ResolvedConfig } from '../../src/config/resolve-config.js';
import type { Problem } from '../../src/shared/errors.js';
import { known } from './known.js';

type Around = Partial<Omit<ConfigInput, 'file'>>;

/** 2026-11-22, noon. */
export const today = Date.UTC(2026, 10, 22, 12);

export function resolution(exported: unknown, around: Around = {}) {
  return resolveConfig({
    ...(exported !== undefined && { file: { path: 'scenarios/monday.ts', exported } }),
    known,
    defaultParticipants: 6,
    slowedAtOnce: 1,
    folder: '/work',
    today,
    ...around,
  });
}

/** Fails the test when there are problems. */
export async function resolved(exported: unknown, around: Around = {}): Promise<ResolvedConfig> {
  const result = await resolution(exported, around);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, undefined, 2));
  return result.config;
}

/** Fails the test when there are none. */
export async function problemsIn(exported: unknown, around: Around = {}): Promise<readonly Problem[]> {
  const result = await resolution(exported, around);
  if (result.ok) throw new Error('there was no problem');
  return result.problems;
}
