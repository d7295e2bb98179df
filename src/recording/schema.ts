/**
 * The lines of model/line.ts as zod schemas: what is checked when a recording is read. A field that is unknown here is
 * kept and ignored, so that a later version can add fields; a line of an unknown type is an unreadable line.
 *
 * `stats` lines are nearly all of a recording. They have a check by hand, `isStatsLine`, that is a hundred times
 * quicker and as strict; a test holds the two together.
 */
import { z } from 'zod';
import { joinStates } from '../model/join-state.js';
import { recordingVersion, type Line, type StatsLine } from '../model/line.js';
import { momentNames, type MomentName } from '../model/moment.js';
import { dropCauses, refusalReasons } from '../model/outcome.js';
import type { Tags } from '../model/tags.js';
import type { HostMs } from '../model/time.js';
import { mediaChoiceSchema, networkSchema, runOptionsSchema } from './run-options-schema.js';
import type { Expect, Same } from './same-type.js';

const t = z.number() as unknown as z.ZodType<HostMs>;
const p = z.string();
const kind = z.enum(['audio', 'video']);

const header = z.object({
  t,
  type: z.literal('header'),
  version: z.literal(recordingVersion),
  startedAt: z.number(),
  run_id: z.string(),
  run_name: z.string(),
  options: runOptionsSchema,
  versions: z.object({
    rollcall: z.string(),
    node: z.string(),
    playwright: z.string(),
    browser: z.string().exactOptional(),
  }),
  machine: z.object({
    os: z.string(),
    cores: z.number(),
    memory_bytes: z.number(),
    cpu_model: z.string().exactOptional(),
    container: z.boolean().exactOptional(),
  }),
  browser: z
    .object({
      version: z.string(),
      source: z.enum(['installed', 'playwright', 'given']),
      h264: z.boolean(),
      headless: z.boolean(),
    })
    .exactOptional(),
});

const tags = z
  .object({
    scenario: z.string(),
    platform: z.string(),
    device_class: z.enum(['mobile', 'desktop']),
    network: z.string(),
    role: z.enum(['full', 'crowd']),
    visit: z.enum(['first', 'again']),
    region: z.string().exactOptional(),
  })
  .catchall(z.string()) as unknown as z.ZodType<Tags>;

type PlainMoment = Exclude<MomentName, 'scheduled'>;
const plainMoments = momentNames.filter((name): name is PlainMoment => name !== 'scheduled');

const moment = z.discriminatedUnion('name', [
  z.object({
    t,
    p,
    type: z.literal('moment'),
    name: z.literal('scheduled'),
    tags,
    vu: z.number(),
    iteration: z.number(),
    meeting: z.string(),
    device: z.string(),
    media: mediaChoiceSchema,
    display_name: z.string(),
  }),
  z.object({ t, type: z.literal('moment'), name: z.literal('dropped_iteration'), tags }),
  z.object({
    t,
    p,
    type: z.literal('moment'),
    name: z.enum(plainMoments),
    kind: kind.exactOptional(),
    track: z.string().exactOptional(),
    uncertainty_ms: z.number().exactOptional(),
  }),
]);

const stateHead = { t, p, type: z.literal('state'), uncertainty_ms: z.number().exactOptional() };
const state = z.discriminatedUnion('of', [
  z.object({
    ...stateHead,
    of: z.literal('join'),
    value: z.enum(joinStates),
    detail: z.string().exactOptional(),
    document: z.string().exactOptional(),
  }),
  z.object({
    ...stateHead,
    of: z.enum(['connection', 'ice', 'dtls', 'ice_gathering', 'signaling']),
    id: z.string(),
    value: z.string(),
  }),
  z.object({
    ...stateHead,
    of: z.literal('socket'),
    id: z.string(),
    value: z.enum(['open', 'closed']),
    detail: z.string().exactOptional(),
  }),
  z.object({
    ...stateHead,
    of: z.literal('remote_track'),
    id: z.string(),
    kind,
    value: z.enum(['live', 'muted', 'ended']),
  }),
  z.object({
    ...stateHead,
    of: z.literal('document'),
    id: z.string(),
    value: z.enum(['new', 'gone', 'visible', 'hidden', 'online', 'offline']),
    url: z.string().exactOptional(),
    main: z.boolean().exactOptional(),
    time_origin: z.number().exactOptional(),
  }),
  z.object({ ...stateHead, of: z.literal('page'), value: z.enum(['crashed', 'closed', 'browser_crashed']) }),
]);

const texts = z.array(z.string()).readonly();

const action = z.object({
  t,
  p: p.exactOptional(),
  type: z.literal('action'),
  name: z.string(),
  phase: z.enum(['begin', 'end']),
  network: networkSchema.exactOptional(),
  error: z.string().exactOptional(),
  detail: z.string().exactOptional(),
  steps: texts.exactOptional(),
});

const statsObject = z.record(z.string(), z.unknown());
const stats = z.object({
  t,
  p,
  type: z.literal('stats'),
  document: z.string(),
  full: z.boolean(),
  late_ms: z.number().exactOptional(),
  stalled_ms: z.number().exactOptional(),
  pcs: z.record(z.string(), z.record(z.string(), statsObject.nullable())),
});

const packets = z.object({
  t,
  p,
  type: z.literal('packets'),
  event: z.enum(['stopped', 'resumed']),
  pc: z.string(),
  id: z.string(),
  kind,
  last_packet: z.number(),
});

const measure = z.number().exactOptional();
const health = z.object({
  t,
  type: z.literal('health'),
  cpu: measure,
  cpu_full: measure,
  steal: measure,
  throttled: measure,
  load1: measure,
  psi_cpu_some: measure,
  psi_memory_some: measure,
  psi_io_some: measure,
  event_loop_delay_ms: measure,
  memory_available_bytes: measure,
  rss_bytes: measure,
  disk_free_bytes: measure,
  open_files: measure,
  browsers_cpu: measure,
  harness_cpu: measure,
  meeting_cpu: measure,
  browsers_wait: measure,
  harness_wait: measure,
  meeting_wait: measure,
  participants: measure,
});

const evidence = z.object({
  t,
  p,
  type: z.literal('evidence'),
  kind: z.enum(['screenshot', 'console', 'page_error', 'trace', 'note', 'nearest_state']),
  file: z.string().exactOptional(),
  text: z.string().exactOptional(),
  rules: z
    .array(
      z.object({
        state: z.enum(joinStates),
        rule: z.number(),
        held: texts,
        missing: texts,
        frame: z.string().exactOptional(),
      }),
    )
    .readonly()
    .exactOptional(),
});

const outcomeHead = { t, p, type: z.literal('outcome') };
const detail = z.string().exactOptional();
const outcome = z.discriminatedUnion('outcome', [
  z.object({ ...outcomeHead, outcome: z.literal('completed') }),
  z.object({ ...outcomeHead, outcome: z.literal('refused'), reason: z.enum(refusalReasons), detail }),
  z.object({ ...outcomeHead, outcome: z.literal('timed_out'), state: z.string(), detail }),
  z.object({
    ...outcomeHead,
    outcome: z.literal('dropped'),
    cause: z.enum(dropCauses),
    since: z.number().exactOptional(),
    detail,
  }),
  z.object({ ...outcomeHead, outcome: z.enum(['unreachable', 'script_failed', 'generator_failed']), detail }),
  z.object({ ...outcomeHead, outcome: z.literal('interrupted'), state: z.string().exactOptional(), detail }),
]);

const end = z.object({
  t,
  type: z.literal('end'),
  reason: z.enum(['finished', 'interrupted', 'aborted']),
  detail,
});

/** Any line. `parse` returns a copy without unknown fields: to keep them, validate and use the original. */
export const lineSchema = z.discriminatedUnion('type', [
  header,
  moment,
  state,
  action,
  stats,
  packets,
  health,
  evidence,
  outcome,
  end,
]);

type _LinesAgree = Expect<Same<z.infer<typeof lineSchema>, Line>>;

/** The same answer as the zod schema gives, in a few microseconds. */
export function isStatsLine(value: unknown): value is StatsLine {
  if (!isRecord(value) || value.type !== 'stats') return false;
  const { t: time, p: participant, document, full, late_ms: late, stalled_ms: stalled, pcs } = value;
  if (!Number.isFinite(time) || typeof participant !== 'string') return false;
  if (typeof document !== 'string' || typeof full !== 'boolean' || !isRecord(pcs)) return false;
  if (late !== undefined && !Number.isFinite(late)) return false;
  if (stalled !== undefined && !Number.isFinite(stalled)) return false;
  for (const pc in pcs) {
    const objects = pcs[pc];
    if (!isRecord(objects)) return false;
    for (const id in objects) if (objects[id] !== null && !isRecord(objects[id])) return false;
  }
  return true;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
