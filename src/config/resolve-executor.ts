/** An entry's own options → the executor's, complete, with k6's defaults. */
import type { ExecutorOptions, Stage } from '../model/run-options.js';
import { override, pick, placed, type Layers } from './layers.js';
import type { ParsedEntry } from './scenario-schema.js';

/** @param gracefulMs what gracefulRampDown is unless told: long enough for everyone to finish. */
export function resolveExecutor(entry: ParsedEntry, layers: Layers, gracefulMs: number): ExecutorOptions {
  switch (entry.executor) {
    case 'burst':
      return {
        name: entry.executor,
        vus: entry.vus ?? 1,
        within_ms: pick(layers, 'within', placed(entry.within, ''))?.value ?? 5_000,
        arrival: entry.arrival ?? 'uniform',
        iterations: iterationsOf(entry, layers),
      };
    case 'shared-iterations':
    case 'per-vu-iterations':
      return {
        name: entry.executor,
        vus: entry.vus ?? 1,
        iterations: iterationsOf(entry, layers),
        max_duration_ms: entry.maxDuration ?? 600_000,
      };
    case 'constant-vus':
      return { name: entry.executor, vus: entry.vus ?? 1, duration_ms: entry.duration };
    case 'ramping-vus':
      return {
        name: entry.executor,
        start_vus: entry.startVUs ?? 1,
        stages: stagesOf(entry),
        graceful_ramp_down_ms: entry.gracefulRampDown ?? gracefulMs,
      };
    case 'constant-arrival-rate':
      return { name: entry.executor, rate: entry.rate, duration_ms: entry.duration, ...openModelOf(entry) };
    case 'ramping-arrival-rate':
      return { name: entry.executor, start_rate: entry.startRate ?? 0, stages: stagesOf(entry), ...openModelOf(entry) };
  }
}

/** Flags that mean something to some executors only. */
const shapingFlags = {
  within: ['burst'],
  iterations: ['burst', 'shared-iterations', 'per-vu-iterations'],
} as const satisfies Record<string, readonly ParsedEntry['executor'][]>;

/** A flag or variable that none of the file's executors has a use for. */
export function uselessFlags(entries: readonly ParsedEntry[], layers: Layers) {
  return (['within', 'iterations'] as const).flatMap((name) => {
    const given = override(layers, name);
    const executors: readonly string[] = shapingFlags[name];
    return given === undefined || entries.some(({ executor }) => executors.includes(executor))
      ? []
      : [
          {
            place: given.place,
            found: 'no scenario that it applies to',
            expected: `a scenario with ${executors.join(' or ')}`,
          },
        ];
  });
}

function iterationsOf(entry: { readonly iterations?: number | undefined }, layers: Layers): number {
  return pick(layers, 'iterations', placed(entry.iterations, ''))?.value ?? 1;
}

type OpenEntry = Extract<ParsedEntry, { executor: 'constant-arrival-rate' | 'ramping-arrival-rate' }>;

function openModelOf(entry: OpenEntry) {
  return {
    time_unit_ms: entry.timeUnit ?? 1_000,
    pre_allocated_vus: entry.preAllocatedVUs,
    max_vus: entry.maxVUs ?? entry.preAllocatedVUs,
    arrival: entry.arrival ?? 'even',
  } as const;
}

function stagesOf(entry: Extract<ParsedEntry, { stages: unknown }>): readonly Stage[] {
  return entry.stages.map(({ target, duration }) => ({ target, duration_ms: duration }));
}
