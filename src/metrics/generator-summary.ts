/** What the summary says of the generator: how it felt, how many seconds and joins it spoiled, what the page cost. */
import type { RunOptions } from '../model/run-options.js';
import { healthLevels, type GeneratorSummary, type HealthLevel } from '../model/summary.js';
import type { GeneratorData } from './generator-data.js';
import { startsInRun } from './generator-verdict.js';
import type { IterationRecord } from './iteration.js';
import { ascending, percentile } from './percentile.js';

/** A join time is not known better than its page's clock; beyond this the join is marked. */
const uncertainAboveMs = 20;

export function generatorSummary(
  data: GeneratorData,
  options: RunOptions,
  iterations: readonly IterationRecord[],
): GeneratorSummary {
  const cpu = data.cpu.percentile(95);
  const psi = data.psiCpuSome.percentile(95);
  const eventLoopDelay = data.eventLoopDelay.percentile(95);
  const startDelays = ascending(
    iterations.flatMap(({ scheduled, first: { moments } }) =>
      moments.started === undefined ? [] : [moments.started - scheduled.t],
    ),
  );
  const startDelay = percentile(startDelays, 95);
  const startDelayMax = startDelays.at(-1);
  const possible = startsInRun(data, options, iterations);
  return {
    samples: data.samples,
    ...(cpu !== undefined && { cpu_p95: cpu }),
    ...(psi !== undefined && { psi_cpu_some_p95: psi }),
    ...(eventLoopDelay !== undefined && { event_loop_delay_ms_p95: eventLoopDelay }),
    ...(startDelay !== undefined && { start_delay_ms_p95: startDelay }),
    ...(startDelayMax !== undefined && { start_delay_ms_max: startDelayMax }),
    uncertain_clock_joins: iterations.filter(({ first }) => (first.uncertainty_ms ?? 0) > uncertainAboveMs).length,
    seconds: data.seconds,
    joins: Object.fromEntries(
      healthLevels.map((level) => [level, data.joins.filter((join) => join.level === level).length]),
    ) as Record<HealthLevel, number>,
    spoiled: data.joins
      .filter(({ level }) => level === 'saturated')
      .map(({ p }) => p)
      .slice(0, mostNamed),
    short: data.short,
    cost: { ...data.cost, ...(possible !== undefined && { starts_per_s: possible }) },
  };
}

/** Participants named: enough to find them in the report. */
const mostNamed = 100;
