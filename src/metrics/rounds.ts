/**
 * Which joins hang together. A round is everybody's n-th iteration in one scenario: all the joins of one burst, all the first
 * iterations of `per-vu-iterations`. With an arrival rate each join comes for itself and there are no rounds.
 */
import type { RunOptions } from '../model/run-options.js';
import type { IterationRecord } from './iteration.js';
import { scenarioOf } from './scenario-of.js';

/** @returns the round's name, or `undefined` when this join belongs to none. */
export function roundOf({ scheduled }: IterationRecord, options: RunOptions): string | undefined {
  const { scenario } = scheduled.tags;
  const executor = scenarioOf(options, scenario)?.executor.name;
  if (executor === undefined || executor === 'constant-arrival-rate' || executor === 'ramping-arrival-rate') {
    return undefined;
  }
  return `${scenario}#${scheduled.iteration}`;
}
