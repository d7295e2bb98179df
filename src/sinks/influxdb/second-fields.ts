/** The fields of one second: of the generator, and of the media of a group. */
import { percentile } from '../../metrics/percentile.js';
import type { RunData } from '../../metrics/run-data.js';
import type { HealthLine } from '../../model/line.js';
import { healthLevels } from '../../model/summary.js';
import type { MediaSecond } from './person.js';
import type { FieldOf } from './schema.js';

export function generatorFields(
  line: HealthLine,
  { generator: { last } }: RunData,
): Record<FieldOf<'meet_generator'>, number | undefined> {
  return {
    level: last === undefined ? undefined : healthLevels.indexOf(last.level),
    cpu_share: line.cpu,
    steal_share: line.steal,
    throttled_share: line.throttled,
    browsers_share: line.browsers_cpu,
    browsers_wait: line.browsers_wait,
    psi_cpu_share: line.psi_cpu_some,
    event_loop_delay_ms: line.event_loop_delay_ms,
    memory_available_bytes: line.memory_available_bytes,
  };
}

const qualities = ['rtt_ms', 'jitter_ms', 'loss_share', 'received_kbps', 'sent_kbps', 'frames_per_second'] as const;

/** Ascending. */
function measured(seconds: readonly MediaSecond[], name: (typeof qualities)[number]): Float64Array {
  const values = new Float64Array(seconds.length);
  let count = 0;
  for (const second of seconds) {
    const value = second[name];
    if (value !== undefined) values[count++] = value;
  }
  return values.subarray(0, count).sort();
}

/** Over participants: averages hide the worst. */
export function qualityFields(
  seconds: readonly MediaSecond[],
): Partial<Record<FieldOf<'meet_quality'>, number | undefined>> {
  const fields: Partial<Record<FieldOf<'meet_quality'>, number | undefined>> = {};
  for (const name of qualities) {
    const values = measured(seconds, name);
    fields[`${name}_p50`] = percentile(values, 50);
    fields[`${name}_p95`] = percentile(values, 95);
    if (name === 'frames_per_second') fields.frames_per_second_p5 = percentile(values, 5);
  }
  return fields;
}
