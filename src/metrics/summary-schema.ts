/**
 * `summary.json` as a zod schema, held to the type of model/summary.ts by the compiler, and the JSON Schema made of it, which
 * is published as `summary.schema.json` beside this file (a test writes and compares it).
 */
import { z } from 'zod';
import { episodeCauses, episodeEnds, episodeKinds, lostParts } from '../model/episode.js';
import { dropCauses, outcomes, refusalReasons } from '../model/outcome.js';
import { shortages, type Summary } from '../model/summary.js';

const ms = z.number().describe('Milliseconds.');
const share = z.number().min(0).max(1);
const count = z.int().min(0);
const deviceClass = z.enum(['mobile', 'desktop']);
const msOrNever = z
  .number()
  .nullable()
  .describe('Milliseconds; null: not finite, shown as "> timeout".')
  .exactOptional();

const percentileShape = {
  count: count.describe('Values, and with them those that never came (+∞).'),
  never: count,
  min: msOrNever,
  p50: msOrNever,
  p90: msOrNever,
  p95: msOrNever,
  p99: msOrNever,
  max: msOrNever,
};
const percentiles = z.strictObject(percentileShape);

const usableRule = z.enum(['first_frame', 'first_audio', 'own_dtls', 'in_meeting', 'unobserved']);
const usableBy = z.partialRecord(usableRule, count).describe('How many joins ended by which rule of "usable".');

const threshold = z.strictObject({
  metric: z.string(),
  threshold: z.string(),
  value: z.number().nullable().describe('null: not finite; absent: no samples.').exactOptional(),
  samples: count,
  result: z.enum(['pass', 'fail', 'inconclusive']),
  interval: z
    .strictObject({
      low: z.number().nullable().exactOptional(),
      high: z.number().nullable().exactOptional(),
      confidence: share,
      rounds: count.exactOptional(),
    })
    .describe('A bound that so few samples cannot give is absent; null: +∞.')
    .exactOptional(),
  note: z.string().exactOptional(),
  more_joins: count.exactOptional(),
});

const joins = z
  .strictObject({
    planned: count,
    dropped_iterations: count,
    attempted: count,
    joined: count,
    within_target: count,
    refused: count,
    failed: count,
    generator_broken: count,
    interrupted: count,
  })
  .describe(
    'planned = dropped_iterations + attempted; attempted = joined + refused + failed + generator_broken + interrupted.',
  );

const group = z.strictObject({
  scenario: z.string().nullable().describe('null: all scenarios together.'),
  device_class: deviceClass,
  joins,
  share_within_target: z.strictObject({ value: share, low: share, high: share }).exactOptional(),
  join_time_ms: percentiles,
  join_time_without_lobby_ms: percentiles,
  join_press_to_media_ms: percentiles,
  phases: z.record(z.string(), percentiles),
  usable_by: usableBy,
  drops: z.strictObject({
    count,
    beside: count,
    joins: count,
    participant_hours: z.number().min(0),
    per_participant_hour: z.number().min(0).exactOptional(),
    per_participant_hour_interval: z
      .strictObject({ low: z.number().min(0), high: z.number().min(0), confidence: share })
      .describe('Exact (Poisson).')
      .exactOptional(),
  }),
  outages: z.strictObject({
    media_gaps: count,
    reconnects: count,
    connection_losses: count.describe('ICE or signalling lost without an outage.'),
    injected: count.describe('Of media_gaps and reconnects, those that the scenario made itself.'),
    not_over: count.describe('Outages whose end was not seen: by then dropped, gone or unobserved.'),
    outage_ms: percentiles,
    frame_outage_ms: percentiles,
    freezes: count,
    inbound_video_freeze_ratio: share.exactOptional(),
    poor_quality_ratio: share.exactOptional(),
  }),
});

const outage = z
  .strictObject({
    participant: z.string(),
    scenario: z.string(),
    device_class: deviceClass,
    kind: z.enum(episodeKinds),
    from: ms.describe("Milliseconds since the run's start: the last packet before."),
    to: ms.describe('The first packet after; absent when none was seen to come.').exactOptional(),
    outage_ms: ms.exactOptional(),
    frame_outage_ms: ms.exactOptional(),
    lost: z.array(z.enum(lostParts)).readonly(),
    cause: z.enum(episodeCauses),
    ended: z.enum(episodeEnds),
  })
  .describe('media_gap and reconnect are outages; connection_loss is ICE or signalling lost without one.');

const outcomeCount = z.strictObject({
  scenario: z.string(),
  device_class: deviceClass,
  outcome: z.enum(outcomes),
  reason: z.enum(refusalReasons).exactOptional(),
  advice: z.string().describe('With reason: what a person can do.').exactOptional(),
  cause: z.enum(dropCauses).exactOptional(),
  state: z.string().exactOptional(),
  count,
});

const metric = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('trend'), ...percentileShape }),
  z.strictObject({ type: z.literal('rate'), rate: share.exactOptional(), passes: count, total: count }),
  z.strictObject({ type: z.literal('counter'), count: z.number() }),
  z.strictObject({ type: z.literal('gauge'), value: z.number().exactOptional() }),
]);

const network = z
  .strictObject({
    participant: z.string(),
    scenario: z.string(),
    network: z.string(),
    asked: z.strictObject({
      rtt_ms: ms,
      loss: share.exactOptional(),
      up_kbps: z.number().exactOptional(),
      down_kbps: z.number().exactOptional(),
      offline: z.boolean().exactOptional(),
    }),
    from_ms: ms,
    for_ms: ms,
    measured: z.strictObject({
      rtt_min_ms: ms.exactOptional(),
      round_trips: count,
      loss_down: share.exactOptional(),
      packets_down: count,
      up_kbps_max: z.number().exactOptional(),
      down_kbps_max: z.number().exactOptional(),
    }),
    result: z.enum(['in_effect', 'not_in_effect', 'not_observable']),
    note: z.string().exactOptional(),
  })
  .describe('What was asked of a network beside what was measured. not_observable: too little was seen to tell.');
const levels = z.strictObject({ healthy: count, strained: count, saturated: count });

const generator = z.strictObject({
  samples: count,
  cpu_p95: z.number().exactOptional(),
  psi_cpu_some_p95: z.number().exactOptional(),
  event_loop_delay_ms_p95: z.number().exactOptional(),
  start_delay_ms_p95: z.number().exactOptional(),
  start_delay_ms_max: z.number().exactOptional(),
  uncertain_clock_joins: count,
  seconds: levels,
  joins: levels,
  spoiled: z.array(z.string()).readonly().describe('Participants whose join fell into a saturated second.'),
  short: z.partialRecord(z.enum(shortages), count),
  cost: z.strictObject({
    processor_s_per_join: z.number().min(0).exactOptional(),
    cores_per_held: z.number().min(0).exactOptional(),
    most_at_once: count,
    cores_taken_by_others: z.number().min(0).exactOptional(),
    cores_beside_per_held: z.number().min(0).exactOptional(),
    cores_beside_browsers: z.number().min(0).exactOptional(),
    processor_s_burnt: z.number().min(0).exactOptional(),
    starts_per_s: z.number().min(0).exactOptional(),
  }),
});

const run = z.strictObject({
  id: z.string(),
  name: z.string(),
  started_at: z.string().describe('ISO 8601, UTC.'),
  duration_ms: ms,
  partial: z.boolean(),
  partial_reason: z.string().exactOptional(),
  platform: z.string(),
  seed: z.number(),
  target_join_time_ms: ms,
  confidence: share.exactOptional(),
  unreadable_lines: count,
});

export const summarySchema = z
  .strictObject({
    schema_version: z.literal(1),
    verdict: z.enum(['pass', 'fail', 'inconclusive', 'invalid']),
    exit_codes: z.array(z.int()).readonly().describe('All that apply, the one that the process ends with first.'),
    sentence: z.string(),
    reasons: z.array(z.string()).readonly(),
    remarks: z.array(z.string()).readonly(),
    thresholds: z.array(threshold).readonly(),
    groups: z.array(group).readonly(),
    outcomes: z.array(outcomeCount).readonly(),
    outages: z.array(outage).readonly().describe('In the order in which they began, the first 500 of them.'),
    outages_left_out: count,
    usable_by: usableBy,
    metrics: z.record(z.string(), metric),
    networks: z.array(network).readonly(),
    generator,
    run,
  })
  .describe('Everything that the verdict of a Rollcall run rests on. Times are milliseconds, shares are 0–1.');

// Fails to compile when schema and type part.
type Parsed = z.infer<typeof summarySchema>;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
const _same: Same<Parsed, Summary> = true;

/** The text of `summary.schema.json`. */
export function summaryJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(summarySchema), undefined, 2)}\n`;
}
