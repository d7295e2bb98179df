/**
 * What a machine can bear, from what joining and staying cost it. One rule for the advice of a run, for `doctor`, for how many
 * `npm start` sends, and for the warning before a run that will not fit:
 *
 *     joins a second × processor-seconds a join + participants × cores each   ≤   usableShare × cores
 */
import type { ParticipantCost } from '../model/participant-cost.js';

/**
 * The share of the cores up to which joins leave each other alone; `generator/README.md` has the experiment.
 */
export const usableShare = 0.6;

/** Where nothing was measured: the built-in page on a virtual core of 2026 (`generator/README.md`). */
export const usualCost: ParticipantCost = {
  processor_s_per_join: 1.3,
  cores_per_held: 0.1,
  cores_beside_per_held: 0.02,
};

/** Two on a desktop and two on a phone: fewer is no meeting, and any machine that runs a browser gets that far. */
const fewest = 4;

/** Of `npm start`: its people come over this time, and then all are in. */
const arrivalSeconds = 18;

export interface Capacity {
  /** Who can come over 18 seconds and stay, the built-in meeting beside them. */
  readonly participants: number;
  /** Joins a second while nobody else is in. */
  readonly starts_per_s: number;
  /** `6 participants on 2 cores, meeting included` */
  readonly text: string;
}

export function capacityOf(cores: number, cost: ParticipantCost = usualCost): Capacity {
  const each = cost.processor_s_per_join / arrivalSeconds + heldCores(cost, true);
  const participants = Math.max(fewest, Math.floor((usableShare * cores) / each));
  return {
    participants,
    starts_per_s: startsPerSecond(cores, 0, cost.processor_s_per_join),
    text: `${participants} participants on ${coreWords(cores)}, meeting included`,
  };
}

/** Cores that one who is in takes, with the built-in meeting's part if it runs here. */
export function heldCores(cost: ParticipantCost, withMeeting: boolean): number {
  return cost.cores_per_held + (withMeeting ? cost.cores_beside_per_held : 0);
}

/** Joins a second that leave each other alone. @param taken cores that everything else takes meanwhile */
export function startsPerSecond(cores: number, taken: number, processorSPerJoin: number): number {
  return Math.max(0.05, (usableShare * cores - taken) / processorSPerJoin);
}

export function coreWords(cores: number): string {
  // A container's quota may be a fraction.
  const rounded = Math.round(cores * 10) / 10;
  return `${rounded} ${rounded === 1 ? 'core' : 'cores'}`;
}
