/**
 * Will a plan fit the machine that is to run it? Before anything starts, from what a join and a participant who stays cost.
 *
 *     starts ──┐  the busiest five seconds, joins and those who are in together
 *     holds  ──┴─► cores asked for ─► more than the usable share? one sentence that says when, how much, and what would fit
 */
import { coreWords, heldCores, remedyWords, usableShare } from '../metrics/capacity.js';
import { figureWords } from '../metrics/words.js';
import type { ParticipantCost } from '../model/participant-cost.js';
import type { ScenarioOptions } from '../model/run-options.js';
import { formatDuration } from '../shared/duration.js';
import type { ArrivalPlan } from './arrival-plan.js';
import { counted } from './counted.js';
import { plannedStarts } from './planned-starts.js';

export interface DemandingScenario {
  readonly plan: ArrivalPlan;
  readonly options: Pick<ScenarioOptions, 'start_time_ms' | 'hold_ms' | 'executor'>;
}

export interface Demand {
  /** When the busiest five seconds begin, ms since the start. */
  readonly at: number;
  /** In these five seconds. */
  readonly starts_per_s: number;
  /** In by then. */
  readonly held: number;
  readonly cores: number;
}

/** A join's work is not over at once, and two that come together by chance are no burst. */
const windowMs = 5_000;

/** @param cost of one participant. @param withMeeting the built-in meeting runs on the same machine */
export function peakDemand(
  scenarios: readonly DemandingScenario[],
  cost: ParticipantCost,
  withMeeting: boolean,
): Demand | undefined {
  const stays = scenarios
    .flatMap(({ plan, options: { start_time_ms: from, hold_ms: holdMs } }) =>
      plannedStarts(plan, holdMs).map((start) => ({ from: from + start, to: from + start + holdMs })),
    )
    .sort((a, b) => a.from - b.from);
  const ends = stays.map(({ to }) => to).sort((a, b) => a - b);
  let peak: Demand | undefined;
  let came = 0;
  let left = 0;
  for (const [index, { from: at }] of stays.entries()) {
    while (came < stays.length && (stays[came]?.from ?? 0) < at + windowMs) came += 1;
    while (left < ends.length && (ends[left] ?? 0) <= at) left += 1;
    const held = Math.max(0, index - left);
    const perSecond = (came - index) / (windowMs / 1_000);
    const cores = perSecond * cost.processor_s_per_join + held * heldCores(cost, withMeeting);
    if (peak === undefined || cores > peak.cores) peak = { at, starts_per_s: perSecond, held, cores };
  }
  return peak;
}

export interface Machine {
  readonly cores: number;
  readonly cost: ParticipantCost;
  /** The costs were measured on it. */
  readonly calibrated: boolean;
}

/** Costs vary by a tenth from run to run: who asks for a little more than the share may be lucky. */
const margin = 1.1;

/** @returns nothing when the plan fits. */
export function demandWarning(
  scenarios: readonly DemandingScenario[],
  { cores, cost, calibrated }: Machine,
  withMeeting: boolean,
): string | undefined {
  const peak = peakDemand(scenarios, cost, withMeeting);
  if (peak === undefined || peak.cores <= margin * usableShare * cores) return undefined;
  const held = peak.held === 0 ? '' : ` beside ${counted(peak.held, 'participant')} who are in`;
  const basis = calibrated
    ? 'as doctor --calibrate has measured'
    : 'by the costs of a usual machine; rollcall doctor --calibrate measures this one';
  return (
    `This plan asks for more than this machine has: from ${formatDuration(Math.round(peak.at / 100) * 100)} on ${figureWords(peak.starts_per_s)} joins/s${held} ` +
    `take ${figureWords(peak.cores)} of ${coreWords(cores)}, and above ${figureWords(usableShare * cores)} joins slow each other down (${basis}). ` +
    `The run is likely to end as invalid: ${remedy(scenarios, cores, cost, withMeeting)}, or use a second machine.`
  );
}

function remedy(
  scenarios: readonly DemandingScenario[],
  cores: number,
  cost: ParticipantCost,
  withMeeting: boolean,
): string {
  const people = scenarios.reduce((sum, { plan }) => sum + plannedStarts(plan, Infinity).length, 0);
  const hold = Math.max(...scenarios.map(({ options }) => options.hold_ms));
  const isBurst = scenarios.every(({ options }) => options.executor.name === 'burst');
  return remedyWords(cores, cost, { people, hold_ms: hold, withMeeting }, isBurst);
}
