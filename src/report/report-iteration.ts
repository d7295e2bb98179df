/**
 * What the report shows of one iteration, with everything that must be computed (phases, usable, what counts) computed
 * by `metrics/`. Times are milliseconds since the recording's `startedAt`.
 */
import type { PhaseSpan } from '../metrics/phases.js';
import type { MomentName } from '../model/moment.js';
import type { Outcome } from '../model/outcome.js';
import type { UsableRule } from '../model/summary.js';
import type { Tags } from '../model/tags.js';

export interface Mark {
  readonly name: MomentName;
  readonly t: number;
}

/**
 * One join of an iteration: a rejoin (`visit: again`) is an entry of its own, right after the one it follows. `outcome`
 * and `ended_at` are the iteration's, on each of them.
 */
export interface ReportIteration {
  readonly p: string;
  readonly tags: Tags;
  readonly display_name: string;
  readonly device: string;
  readonly scheduled: number;
  readonly started?: number;
  readonly link_opened?: number;
  /** For a join that never became usable: as far as it came, the last one ends with the iteration. */
  readonly phases: readonly PhaseSpan[];
  /** Transport moments, in the order of time. */
  readonly marks: readonly Mark[];
  readonly usable_at?: number;
  readonly usable_by?: UsableRule;
  /** Present if and only if the join ended usable. */
  readonly join_time_ms?: number;
  /** How `join_time_ms` takes it: with its value, as +∞, or not at all (broken by the generator, interrupted, a rejoin). */
  readonly counts: 'usable' | 'never' | 'not_counted';
  /** When it left the meeting or was given up. */
  readonly ended_at?: number;
  readonly outcome?: Outcome;
  /** Half-width of the page clock's interval, the worst of the join's moments. */
  readonly clock_uncertainty_ms?: number;
}
