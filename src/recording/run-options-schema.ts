/** The header's `options` as a zod schema: the shapes of model/run-options.ts and model/device.ts. */
import { z } from 'zod';
import type { MediaChoice } from '../model/device.js';
import { momentNames } from '../model/moment.js';
import { phoneActions, processorClasses } from '../model/phone.js';
import { rateLimitPolicies } from '../model/rate-limit.js';
import type { RunOptions } from '../model/run-options.js';
import type { Expect, Same } from './same-type.js';

const texts = z.record(z.string(), z.string());
const fromFile = z.object({ file: z.string() });

export const mediaChoiceSchema = z.object({
  camera: z.union([z.literal(false), z.enum(['talking-head', 'still']), fromFile]),
  microphone: z.union([z.literal(false), z.enum(['speech', 'silence']), fromFile]),
  width: z.number(),
  height: z.number(),
  frameRate: z.number(),
});

const arrival = z.enum(['even', 'uniform', 'poisson']);
const stages = z.array(z.object({ target: z.number(), duration_ms: z.number() })).readonly();
const iterations = { vus: z.number(), iterations: z.number(), max_duration_ms: z.number() };
const rates = { time_unit_ms: z.number(), pre_allocated_vus: z.number(), max_vus: z.number(), arrival };

const executor = z.discriminatedUnion('name', [
  z.object({ name: z.literal('burst'), vus: z.number(), within_ms: z.number(), arrival, iterations: z.number() }),
  z.object({ name: z.literal('shared-iterations'), ...iterations }),
  z.object({ name: z.literal('per-vu-iterations'), ...iterations }),
  z.object({ name: z.literal('constant-vus'), vus: z.number(), duration_ms: z.number() }),
  z.object({
    name: z.literal('ramping-vus'),
    start_vus: z.number(),
    stages,
    graceful_ramp_down_ms: z.number(),
  }),
  z.object({ name: z.literal('constant-arrival-rate'), rate: z.number(), duration_ms: z.number(), ...rates }),
  z.object({ name: z.literal('ramping-arrival-rate'), start_rate: z.number(), stages, ...rates }),
]);

export const networkSchema = z.object({
  name: z.string(),
  spec: z.object({
    rtt_ms: z.number(),
    jitter_ms: z.number().exactOptional(),
    loss: z.number().exactOptional(),
    up_kbps: z.number().exactOptional(),
    down_kbps: z.number().exactOptional(),
    queue_packets: z.number().exactOptional(),
    reorder: z.number().exactOptional(),
    offline: z.boolean().exactOptional(),
  }),
});

const after = z.enum(['start', 'usable', ...momentNames]).exclude(['scheduled', 'started']);
const networkStep = z.object({ at_ms: z.number(), after, network: networkSchema });
const phoneStep = z.object({
  at_ms: z.number(),
  after,
  action: z.enum(phoneActions),
  for_ms: z.number().exactOptional(),
  frozen: z.boolean().exactOptional(),
});

const scenario = z.object({
  executor,
  start_time_ms: z.number(),
  graceful_stop_ms: z.number(),
  join_timeout_ms: z.number(),
  hold_ms: z.number(),
  leave_timeout_ms: z.number(),
  device: z.string(),
  network: z.string(),
  networks: z.array(networkStep).readonly().exactOptional(),
  processor: z.enum(processorClasses).exactOptional(),
  steps: z.array(phoneStep).readonly().exactOptional(),
  media: mediaChoiceSchema,
  cameras: z.number().exactOptional(),
  microphones: z.number().exactOptional(),
  locale: z.string(),
  timezone: z.string().exactOptional(),
  region: z.string().exactOptional(),
  storage_states: z.array(z.string()).readonly().exactOptional(),
  tags: texts,
  env: texts,
  exec: z.boolean(),
  meeting: z.string(),
});

export const runOptionsSchema = z.object({
  run_name: z.string(),
  seed: z.number(),
  platform: z.string(),
  meetings: z.record(
    z.string(),
    z.object({ origin: z.string(), path: z.string(), query_keys: z.array(z.string()).readonly() }),
  ),
  target: z.object({ join_time_ms: z.number() }),
  confidence: z.number().exactOptional(),
  thresholds: z.record(
    z.string(),
    z
      .array(z.object({ threshold: z.string(), abort_on_fail: z.boolean(), delay_abort_eval_ms: z.number() }))
      .readonly(),
  ),
  scenarios: z.record(z.string(), scenario),
  authorisation: z
    .object({
      by: z.string(),
      for: z.string(),
      until: z.string(),
      maxParticipants: z.number(),
      maxJoinsPerSecond: z.number(),
      planLimit: z.object({ participants: z.number(), plan: z.string() }).exactOptional(),
      restrictedPlatforms: z.array(z.string()).readonly().exactOptional(),
      publicHosts: z.array(z.string()).readonly().exactOptional(),
    })
    .exactOptional(),
  rewrite: texts.exactOptional(),
  on_rate_limited: z.enum(rateLimitPolicies).exactOptional(),
  trace: z.boolean().exactOptional(),
});

type _MediaChoiceAgrees = Expect<Same<z.infer<typeof mediaChoiceSchema>, MediaChoice>>;
type _RunOptionsAgree = Expect<Same<z.infer<typeof runOptionsSchema>, RunOptions>>;
