/**
 * Drops: who left the meeting without having been asked to, of those who had joined.
 *
 * In `drop_rate` are the platform's causes. Beside it, never in it, are the generator's own (page or browser crashed) and what
 * the scenario did on purpose (injected). A meeting that ends when the scenario has ended too drops nobody.
 *
 * A page that crashed counts as the platform's (its script ate the memory) only when nothing else can have been it: the machine
 * was healthy in that second, and no other page crashed beside it. Without a judgement of health it is beside.
 */
import { platformDropCauses } from '../model/outcome.js';
import type { RunOptions, ScenarioOptions } from '../model/run-options.js';
import type { IterationRecord } from './iteration.js';
import { joinFate } from './join-counts.js';
import { scenarioOf } from './scenario-of.js';

/** `platform` counts in `drop_rate`, `beside` is shown next to it. */
export type DropKind = 'platform' | 'beside';

export interface DropFacts {
  /** Whether the machine was fit to measure at that time of the recording. */
  readonly isHealthy?: (t: number) => boolean;
  /** When pages crashed, those of other participants too. */
  readonly crashes?: readonly number[];
}

/** Pages that crash within so much of each other have one cause, and it is not the platform's. */
const crashTogetherMs = 2_000;

/** When pages crashed, of all iterations. */
export function crashesOf(iterations: readonly IterationRecord[]): readonly number[] {
  return iterations.flatMap((iteration) => {
    const { outcome } = iteration;
    if (outcome?.outcome !== 'dropped' || outcome.cause !== 'page_crashed') return [];
    return [outcome.since ?? outcome.t];
  });
}

/** @returns `undefined` when it was no drop: asked to leave, never joined, still in. */
export function dropOf(
  iteration: IterationRecord,
  options: RunOptions,
  { isHealthy, crashes = [] }: DropFacts = {},
): DropKind | undefined {
  const { outcome, scheduled } = iteration;
  if (outcome?.outcome !== 'dropped' || joinFate(iteration) !== 'joined') return undefined;
  const { cause } = outcome;
  if (cause === 'ended') {
    const scenario = scenarioOf(options, scheduled.tags.scenario);
    const endedAt = outcome.since ?? iteration.meetingEndedAt ?? outcome.t;
    if (scenario !== undefined && endedAt >= plannedEndMs(scenario)) return undefined;
  }
  if (cause === 'page_crashed' && isHealthy !== undefined) {
    const at = outcome.since ?? outcome.t;
    const together = crashes.filter((t) => Math.abs(t - at) <= crashTogetherMs).length;
    return isHealthy(at) && together <= 1 ? 'platform' : 'beside';
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
      return start + executor.iterations * (executor.within_ms + hold);
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

/** When an iteration ended: a drop when it began, not when patience ran out. `undefined` while it goes on. */
export function endedAt({ outcome }: IterationRecord): number | undefined {
  return (outcome?.outcome === 'dropped' ? outcome.since : undefined) ?? outcome?.t;
}

/** Hours that people were in, from usable to their end; who has none yet is in until `now`. */
export function participantHours(iterations: readonly IterationRecord[], now: number): number {
  let ms = 0;
  for (const iteration of iterations) {
    const { usable } = iteration.first;
    if (usable !== undefined) ms += Math.max(0, (endedAt(iteration) ?? now) - usable.t);
  }
  return ms / 3_600_000;
}
