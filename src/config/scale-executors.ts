/** `--participants` over a scenario file: all scenarios grow or shrink in proportion, so that together they have so many VUs. */
import type { ExecutorOptions, Stage } from '../model/run-options.js';

/** The most VUs that an executor may have at once. */
export function vusOf(executor: ExecutorOptions): number {
  switch (executor.name) {
    case 'burst':
    case 'shared-iterations':
    case 'per-vu-iterations':
    case 'constant-vus':
      return executor.vus;
    case 'ramping-vus':
      return Math.max(executor.start_vus, ...executor.stages.map((stage) => stage.target));
    case 'constant-arrival-rate':
    case 'ramping-arrival-rate':
      return executor.max_vus;
  }
}

/**
 * Whole shares of `total` in the proportions of `sizes`, by largest remainder; nobody gets none.
 *
 * @param total at least as many as there are sizes.
 */
export function wholeShares(sizes: readonly number[], total: number): readonly number[] {
  const sum = sizes.reduce((a, b) => a + b, 0);
  const exact = sizes.map((size) => (size / sum) * total);
  const shares = exact.map((share) => Math.max(1, Math.floor(share)));
  const places = exact.map((_, place) => place);
  const owed = (place: number): number => (exact[place] ?? 0) - (shares[place] ?? 0);
  for (let given = shares.reduce((a, b) => a + b, 0); given !== total; given += Math.sign(total - given)) {
    const candidates = given < total ? places : places.filter((place) => (shares[place] ?? 0) > 1);
    const next = candidates.reduce((best, place) =>
      (given < total ? owed(place) > owed(best) : owed(place) < owed(best)) ? place : best,
    );
    shares[next] = (shares[next] ?? 0) + Math.sign(total - given);
  }
  return shares;
}

/** The same executor with `vus` VUs: what it asks for grows with them, when it asks does not. */
export function scaledTo(executor: ExecutorOptions, vus: number): ExecutorOptions {
  const factor = vus / vusOf(executor);
  const scaledStages = (round: (value: number) => number): readonly Stage[] =>
    'stages' in executor ? executor.stages.map((stage) => ({ ...stage, target: round(stage.target * factor) })) : [];
  switch (executor.name) {
    case 'burst':
    case 'per-vu-iterations':
    case 'constant-vus':
      return { ...executor, vus };
    case 'shared-iterations':
      return { ...executor, vus, iterations: Math.max(1, Math.round(executor.iterations * factor)) };
    case 'ramping-vus':
      return {
        ...executor,
        start_vus: Math.round(executor.start_vus * factor),
        stages: scaledStages(Math.round),
      };
    case 'constant-arrival-rate':
      return { ...executor, rate: executor.rate * factor, ...poolOf(executor, factor, vus) };
    case 'ramping-arrival-rate':
      return {
        ...executor,
        start_rate: executor.start_rate * factor,
        stages: scaledStages((target) => target),
        ...poolOf(executor, factor, vus),
      };
  }
}

function poolOf(
  executor: { readonly pre_allocated_vus: number },
  factor: number,
  vus: number,
): { readonly pre_allocated_vus: number; readonly max_vus: number } {
  return {
    pre_allocated_vus: Math.min(vus, Math.max(1, Math.round(executor.pre_allocated_vus * factor))),
    max_vus: vus,
  };
}
