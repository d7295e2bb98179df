/** The generator's health over the run, gathered from the line that comes once a second. Shown now, judged later. */
import type { HealthLine } from '../model/line.js';
import type { GeneratorSummary } from '../model/summary.js';
import { BoundedHistogram } from './bounded-histogram.js';
import type { IterationRecord } from './iteration.js';
import { ascending, percentile } from './percentile.js';

export interface GeneratorData {
  readonly samples: number;
  readonly cpu: BoundedHistogram;
  readonly psiCpuSome: BoundedHistogram;
  readonly eventLoopDelay: BoundedHistogram;
}

export interface GeneratorReducer {
  step(line: HealthLine): void;
  readonly data: GeneratorData;
}

export function createGeneratorReducer(): GeneratorReducer {
  const cpu = new BoundedHistogram();
  const psiCpuSome = new BoundedHistogram();
  const eventLoopDelay = new BoundedHistogram();
  let samples = 0;
  return {
    step(line) {
      samples++;
      if (line.cpu !== undefined) cpu.add(line.cpu);
      if (line.psi_cpu_some !== undefined) psiCpuSome.add(line.psi_cpu_some);
      if (line.event_loop_delay_ms !== undefined) eventLoopDelay.add(line.event_loop_delay_ms);
    },
    get data() {
      return { samples, cpu, psiCpuSome, eventLoopDelay };
    },
  };
}

/** A join time is not known better than its page's clock; beyond this the join is marked. */
const uncertainAboveMs = 20;

export function generatorSummary(data: GeneratorData, iterations: readonly IterationRecord[]): GeneratorSummary {
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
  return {
    samples: data.samples,
    ...(cpu !== undefined && { cpu_p95: cpu }),
    ...(psi !== undefined && { psi_cpu_some_p95: psi }),
    ...(eventLoopDelay !== undefined && { event_loop_delay_ms_p95: eventLoopDelay }),
    ...(startDelay !== undefined && { start_delay_ms_p95: startDelay }),
    ...(startDelayMax !== undefined && { start_delay_ms_max: startDelayMax }),
    uncertain_clock_joins: iterations.filter(({ first }) => (first.uncertainty_ms ?? 0) > uncertainAboveMs).length,
  };
}
