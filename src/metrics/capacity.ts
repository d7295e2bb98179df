/**
 * What a machine can bear, from what joining and staying cost it. One rule for the advice of a run, for `doctor`, for how many
 * `npm start` sends, and for the warning before a run that will not fit:
 *
 *     joins a second × processor-seconds a join + participants × cores each   ≤   usableShare × cores
 */
import type { ParticipantCost } from '../model/participant-cost.js';
import { figureWords } from './words.js';

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
    starts_per_s: startsPerSecond(cores, cost, { people: 0, hold_ms: 0, withMeeting: true }),
    text: `${participants} participants on ${coreWords(cores)}, meeting included`,
  };
}

/** Cores that one who is in takes, with the built-in meeting's part if it runs here. */
export function heldCores(cost: ParticipantCost, withMeeting: boolean): number {
  return cost.cores_per_held + (withMeeting ? cost.cores_beside_per_held : 0);
}

/** Who is to come. */
export interface Crowd {
  readonly people: number;
  /** How long each stays. */
  readonly hold_ms: number;
  /** The built-in meeting runs on the same machine. */
  readonly withMeeting: boolean;
}

/**
 * Joins a second that leave each other alone to the last one: either everybody is in by then, or the first have left.
 * @returns above 0: who stays for an hour and finds no room comes when another has left
 */
export function startsPerSecond(cores: number, cost: ParticipantCost, { people, hold_ms, withMeeting }: Crowd): number {
  const usable = usableShare * cores;
  const held = heldCores(cost, withMeeting);
  const allIn = (usable - people * held) / cost.processor_s_per_join;
  const inTurn = usable / (cost.processor_s_per_join + (hold_ms / 1_000) * held);
  return Math.max(allIn, inTurn);
}

/** Spread over more than this a burst is none any more. */
const longestBurstS = 180;

/** What would fit, for people: `use --within 17s`, `start 0.5 a second at most`, `send 6 at most at a time`. */
export function remedyWords(cores: number, cost: ParticipantCost, crowd: Crowd, isBurst: boolean): string {
  const most = Math.floor((usableShare * cores) / heldCores(cost, crowd.withMeeting) + 1e-9);
  const rate = startsPerSecond(cores, cost, crowd);
  const within = Math.ceil(crowd.people / rate);
  if (crowd.people > most && within > longestBurstS) return `send ${Math.max(1, most)} at most at a time`;
  return isBurst ? `use --within ${within}s` : `start ${figureWords(rate)} a second at most`;
}

export function coreWords(cores: number): string {
  // A container's quota may be a fraction.
  const rounded = Math.round(cores * 10) / 10;
  return `${rounded} ${rounded === 1 ? 'core' : 'cores'}`;
}
