/** What became of the joins, counted so that nothing is lost: every iteration is in exactly one of five columns. */
import type { JoinCounts } from '../model/summary.js';
import type { IterationRecord } from './iteration.js';
import { joinTimeMs } from './join-time.js';

export type JoinFate = 'joined' | 'refused' | 'failed' | 'generator_broken' | 'interrupted';

/**
 * How the first join of an iteration ended. Usable is joined, whatever came later. Without an outcome (the recording breaks
 * off, or it still goes on) it is interrupted: neither a success nor a miss.
 */
export function joinFate({ first, outcome }: IterationRecord): JoinFate {
  if (joinTimeMs(first) !== undefined) return 'joined';
  switch (outcome?.outcome) {
    case undefined:
    case 'interrupted':
      return 'interrupted';
    case 'refused':
      return 'refused';
    case 'generator_failed':
      return 'generator_broken';
    case 'dropped':
      // Our own hand or our own browser took it out before it was usable: the platform had no chance to finish.
      if (outcome.cause === 'injected') return 'interrupted';
      return outcome.cause === 'page_crashed' || outcome.cause === 'browser_crashed' ? 'generator_broken' : 'failed';
    case 'completed':
    case 'timed_out':
    case 'unreachable':
    case 'script_failed':
      return 'failed';
  }
}

/** The target counts to the millisecond: exactly on it is within. */
export function isWithinTarget(iteration: IterationRecord, targetMs: number): boolean {
  const joinTime = joinTimeMs(iteration.first);
  return joinTime !== undefined && joinTime <= targetMs;
}

/**
 * planned = dropped_iterations + attempted; attempted = joined + refused + failed + generator_broken + interrupted;
 * within_target ≤ joined.
 */
export function countJoins(iterations: readonly IterationRecord[], dropped: number, targetMs: number): JoinCounts {
  const fates: Record<JoinFate, number> = { joined: 0, refused: 0, failed: 0, generator_broken: 0, interrupted: 0 };
  let within = 0;
  for (const iteration of iterations) {
    fates[joinFate(iteration)]++;
    if (isWithinTarget(iteration, targetMs)) within++;
  }
  return {
    planned: dropped + iterations.length,
    dropped_iterations: dropped,
    attempted: iterations.length,
    joined: fates.joined,
    within_target: within,
    refused: fates.refused,
    failed: fates.failed,
    generator_broken: fates.generator_broken,
    interrupted: fates.interrupted,
  };
}
