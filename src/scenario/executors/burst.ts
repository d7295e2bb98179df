/**
 * `burst`, ours: everyone at nine o'clock. Each VU comes once within a span; with `iterations` in rounds, each of which starts
 * when the last one of the round before has left.
 *
 *        ┊• • ••  •┊ ─── hold ─── ┊ •• • •  •┊ ─── hold ───
 *        within                     within
 */
import type { ExecutorOptions } from '../../model/run-options.js';
import { formatDuration } from '../../shared/duration.js';
import { gap } from '../arrival-times.js';
import type { RoundsPlan } from '../arrival-plan.js';

export function burst(options: Extract<ExecutorOptions, { name: 'burst' }>, random: () => number): RoundsPlan {
  const rounds = Array.from({ length: options.iterations }, () => spread(options, random));
  return {
    model: 'rounds',
    rounds,
    maxVUs: options.vus,
    endsAt: rounds[0]?.at(-1) ?? 0,
    describe:
      `${options.vus} within ${formatDuration(options.within_ms)} (${options.arrival})` +
      (options.iterations > 1 ? `, ${options.iterations} rounds` : ''),
  };
}

function spread(
  { vus, within_ms: within, arrival }: Extract<ExecutorOptions, { name: 'burst' }>,
  random: () => number,
): readonly number[] {
  const places = Array.from({ length: vus }, (_, vu) => vu);
  switch (arrival) {
    case 'even':
      return places.map((place) => (place * within) / vus);
    case 'uniform':
      return places.map(() => random() * within).sort((a, b) => a - b);
    case 'poisson': {
      // Independent of each other, so the last may come a little after `within`.
      let at = 0;
      return places.map(() => (at += gap(random) * (within / vus)));
    }
  }
}
