/**
 * Drops: who left the meeting without having been asked to, of those who had joined.
 *
 * In `drop_rate` are the platform's causes. Beside it, never in it, are the generator's own (page or browser crashed) and what
 * the scenario did on purpose (injected). A meeting that ends when the scenario has ended too drops nobody.
 */
import { platformDropCauses } from '../model/outcome.js';
import type { RunOptions, ScenarioOptions } from '../model/run-options.js';
import type { IterationRecord } from './iteration.js';
import { joinFate } from './join-counts.js';
import { scenarioOf } from './scenario-of.js';

/** `platform` counts in `drop_rate`, `beside` is shown next to it. */
export type DropKind = 'platform' | 'beside';

/** @returns `undefined` when it was no drop: asked to leave, never joined, still in. */
export function dropOf(iteration: IterationRecord, options: RunOptions): DropKind | undefined {
  const { outcome, scheduled } = iteration;
  if (outcome?.outcome !== 'dropped' || joinFate(iteration) !== 'joined') return undefined;
  const { cause } = outcome;
  if (cause === 'ended') {
    const scenario = scenarioOf(options, scheduled.tags.scenario);
    const endedAt = iteration.meetingEndedAt ?? outcome.t;
    if (scenario !== undefined && endedAt >= plannedEndMs(scenario)) return undefined;
  }
  return platformDropCauses.some((known) => known === cause) ? 'platform' : 'beside';
}

/**
 * When the last participant of a scenario would leave if joining took no time, in milliseconds since the run's start. Who is
 * still in after that is in because joining took long, and a host who ends the meeting then was within rights.
 */
export function plannedEndMs({ executor, start_time_ms: start, hold_ms: hold }: ScenarioOptions): number {
  switch (executor.name) {
    case 'burst': {
      // Further rounds follow when the one before has left.
      const rounds = executor.iterations;
      return start + rounds * (executor.within_ms + hold);
    }
    case 'shared-iterations':
      return start + Math.min(executor.max_duration_ms + hold, Math.ceil(executor.iterations / executor.vus) * hold);
    case 'per-vu-iterations':
      return start + Math.min(executor.max_duration_ms + hold, executor.iterations * hold);
    case 'constant-vus':
    case 'constant-arrival-rate':
      return start + executor.duration_ms + hold;
    case 'ramping-vus':
    case 'ramping-arrival-rate':
      return start + executor.stages.reduce((sum, stage) => sum + stage.duration_ms, hold);
  }
}

/** Hours that people were in, from usable to their end; who has none yet is in until `now`. */
export function participantHours(iterations: readonly IterationRecord[], now: number): number {
  let ms = 0;
  for (const { first, outcome } of iterations) {
    if (first.usable !== undefined) ms += Math.max(0, (outcome?.t ?? now) - first.usable.t);
  }
  return ms / 3_600_000;
}
