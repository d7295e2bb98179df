/**
 * When participants come: what an executor makes of its options. A plan is data, so that it can be drawn, checked against
 * its own limits and driven in virtual time. All times are milliseconds since the scenario's own start.
 */

/** Open model: iterations start at given times, whoever is still busy. */
export interface OpenPlan {
  readonly model: 'open';
  /** Ascending. */
  readonly starts: readonly number[];
  /** More iterations than this are never under way at once; what finds no free VU is a dropped iteration. */
  readonly maxVUs: number;
  /** The regular end, before `gracefulStop`. */
  readonly endsAt: number;
  readonly describe: string;
}

/** Everyone comes within a span, stays and leaves; the next round starts when the last one has left. */
export interface RoundsPlan {
  readonly model: 'rounds';
  /** A round: when VU 1, 2, … starts, since the start of the round. Ascending. */
  readonly rounds: readonly (readonly number[])[];
  readonly maxVUs: number;
  /** The last start of the first round. Each round has its own `gracefulStop` after it. */
  readonly endsAt: number;
  readonly describe: string;
}

/** Closed model: a number of VUs, each of which starts its next iteration when the one before has ended. */
export interface ClosedPlan {
  readonly model: 'closed';
  /** Ascending; the first at 0. From `at` on, VUs 1 to `vus` run. */
  readonly steps: readonly VuStep[];
  readonly iterations: IterationPolicy;
  readonly maxVUs: number;
  /** No iteration starts from here on. */
  readonly endsAt: number;
  /** How long a VU that a step took away may finish its iteration. */
  readonly gracefulRampDownMs: number;
  readonly describe: string;
}

export interface VuStep {
  readonly at: number;
  readonly vus: number;
}

type IterationPolicy =
  | { readonly kind: 'unlimited' }
  /** Each VU runs so many. */
  | { readonly kind: 'per-vu'; readonly count: number }
  /** All VUs together run so many. */
  | { readonly kind: 'shared'; readonly count: number };

export type ArrivalPlan = OpenPlan | RoundsPlan | ClosedPlan;
