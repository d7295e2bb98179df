/**
 * Participants whose processor is slowed while they join, spread over time so that few enough are slowed at once. Pure.
 *
 *     drawn    ••  •   •           each join takes `slowedJoinMs`, one at a time
 *     spread   •───•───•───•───    within the span that the scenario gave its arrivals
 *
 * In:  plans with the moments their scenarios start, whether they are slowed, and how many this machine slows at once.
 * Out: the same plans with arrivals moved as little as need be; and how long who finds no place would wait.
 */
import type { ArrivalPlan } from './arrival-plan.js';
import { plannedStarts } from './planned-starts.js';

/**
 * What one slowed join is taken to need, in milliseconds. The built-in meeting's took 4.3 to 5.3 s at `mid-range` and 5.2 to 7.3 s
 * at `entry` over mobile networks, 12 s at the edge of a cell, on two cores that other work filled. Who needs longer makes
 * the next one wait, which is recorded.
 */
export const slowedJoinMs = 6_000;

/** Beyond so many the plan is left as it was drawn; its capacity is judged all the same. */
const mostMoved = 2_000;

export interface Slowed {
  readonly plan: ArrivalPlan;
  readonly startTimeMs: number;
  /** The latest that its arrivals may come, since its start: the burst's `within`. */
  readonly spanMs: number;
}

/** @param atOnce how many may be slowed at once, 1 at least. */
export function staggerSlowed(scenarios: readonly Slowed[], atOnce: number): readonly ArrivalPlan[] {
  const placed: number[] = [];
  const isFree = (at: number): boolean =>
    placed.filter((other) => Math.abs(other - at) < slowedJoinMs - 1e-6).length < atOnce;
  /** The free time nearest to the wanted one, else the wanted one. */
  const place = (wanted: number, earliest: number, latest: number): number => {
    const candidates = [wanted, ...placed.flatMap((other) => [other + slowedJoinMs, other - slowedJoinMs])]
      .filter((at) => at >= earliest && at <= latest && isFree(at))
      .sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted));
    const at = candidates[0] ?? wanted;
    placed.push(at);
    return at;
  };
  return scenarios.map(({ plan, startTimeMs: from, spanMs }) => {
    const spread = (starts: readonly number[], latest: number): readonly number[] =>
      starts.length > mostMoved
        ? starts
        : starts.map((start) => place(from + start, from, from + latest) - from).sort((a, b) => a - b);
    switch (plan.model) {
      case 'open':
        return { ...plan, starts: spread(plan.starts, Math.max(spanMs, plan.starts.at(-1) ?? 0)) };
      case 'rounds': {
        // Rounds after the first begin when they begin: what fits once fits again.
        const [first = [], ...later] = plan.rounds;
        const moved = spread(first, spanMs);
        return { ...plan, rounds: [moved, ...later.map(() => moved)], endsAt: moved.at(-1) ?? plan.endsAt };
      }
      case 'closed': {
        // VUs that loop come one after the other for the first time; later their own lengths spread them.
        if (plan.steps.length !== 1 || plan.maxVUs > mostMoved) return plan;
        const starts = spread(
          Array.from({ length: plan.maxVUs }, () => 0),
          plan.endsAt - 1,
        );
        return { ...plan, steps: starts.map((at, index) => ({ at, vus: index + 1 })) };
      }
    }
  });
}

/** How the joins would queue if each took `slowedJoinMs`: how many come, and the longest that one of them waits. */
export function queueOfSlowed(
  scenarios: readonly (Pick<Slowed, 'plan' | 'startTimeMs'> & { readonly holdMs: number })[],
  atOnce: number,
): { readonly joins: number; readonly longestWaitMs: number } {
  const starts = scenarios
    .flatMap(({ plan, startTimeMs, holdMs }) =>
      plannedStarts(plan, holdMs + slowedJoinMs).map((start) => startTimeMs + start),
    )
    .sort((a, b) => a - b);
  const freeAt = Array.from({ length: atOnce }, () => 0);
  let longestWaitMs = 0;
  for (const start of starts) {
    const next = freeAt.indexOf(Math.min(...freeAt));
    const begins = Math.max(start, freeAt[next] ?? 0);
    freeAt[next] = begins + slowedJoinMs;
    longestWaitMs = Math.max(longestWaitMs, begins - start);
  }
  return { joins: starts.length, longestWaitMs };
}
