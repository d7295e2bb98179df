/**
 * When iterations would start if each took just so long: for drawing a plan, for how long a run will take, and for how many
 * joins a second it asks of a meeting. An open plan's starts do not depend on it; a closed plan's do.
 */
import type { ArrivalPlan, ClosedPlan, VuStep } from './arrival-plan.js';
import { leastIterationMs } from './drive-closed.js';

/** @returns ascending milliseconds since the scenario's start. `iterationMs` counts as `leastIterationMs` at least. */
export function plannedStarts(plan: ArrivalPlan, iterationMs: number): readonly number[] {
  const takes = Math.max(leastIterationMs, iterationMs);
  switch (plan.model) {
    case 'open':
      return plan.starts;
    case 'rounds': {
      let roundStart = 0;
      return plan.rounds.flatMap((round) => {
        const starts = round.map((start) => roundStart + start);
        roundStart += (round.at(-1) ?? 0) + takes;
        return starts;
      });
    }
    case 'closed':
      return closedStarts(plan, takes);
  }
}

function closedStarts(plan: ClosedPlan, takes: number): readonly number[] {
  const { iterations, maxVUs, endsAt } = plan;
  if (iterations.kind === 'shared') {
    return Array.from({ length: iterations.count }, (_, place) => Math.floor(place / maxVUs) * takes).filter(
      (start) => start < endsAt,
    );
  }
  const starts: number[] = [];
  for (let vu = 1; vu <= maxVUs; vu++) {
    let count = 0;
    let free = 0;
    for (const [from, to] of wantedSpans(plan.steps, vu, endsAt)) {
      for (free = Math.max(free, from); free < to; free += takes) {
        if (iterations.kind === 'per-vu' && count === iterations.count) break;
        starts.push(free);
        count++;
      }
    }
  }
  return starts.sort((a, b) => a - b);
}

/** From when to when the plan wants this VU. */
function wantedSpans(steps: readonly VuStep[], vu: number, endsAt: number): readonly (readonly [number, number])[] {
  const spans: (readonly [number, number])[] = [];
  let from: number | undefined;
  for (const step of steps) {
    if (step.vus >= vu) from ??= step.at;
    else if (from !== undefined) {
      spans.push([from, step.at]);
      from = undefined;
    }
  }
  return from === undefined ? spans : [...spans, [from, endsAt]];
}

/** The most starts that fall into any window of this length. `starts` is ascending. */
export function peakWithin(starts: readonly number[], windowMs: number): number {
  let peak = 0;
  let first = 0;
  for (const [place, start] of starts.entries()) {
    while ((starts[first] ?? 0) <= start - windowMs) first++;
    peak = Math.max(peak, place - first + 1);
  }
  return peak;
}
