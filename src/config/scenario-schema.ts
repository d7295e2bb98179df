/**
 * A scenario file's export as it has to be: the shapes of scenario/scenario.ts, checked. Durations come out in milliseconds;
 * what was left out stays out, since defaults meet in resolve-config.ts.
 */
import { z } from 'zod';
import type { Participant } from '../model/participant.js';
import type { Authorisation } from '../model/run-options.js';
import { rateLimitPolicies } from '../model/rate-limit.js';
import {
  addressPrefixText,
  duration,
  field,
  localeText,
  pathsText,
  meetingText,
  oneOfThese,
  positiveDuration,
  regionText,
  text,
  timezoneText,
  toAddressPrefix,
  toLocale,
  toPaths,
  toMeeting,
  toRegion,
  toTimezone,
  wholeNumber,
} from './fields.js';
import { networkSchema } from './network-schema.js';
import { processorSchema, stepsSchema } from './phone-schema.js';

const mostVus = 10_000;
const mostAnything = 1_000_000;

const vus = wholeNumber(1, mostVus);
const count = wholeNumber(1, mostAnything);
const rate = wholeNumber(1, mostAnything);
const arrival = oneOfThese(['even', 'uniform', 'poisson']);

const link = field(meetingText, toMeeting);
export const meetingSchema = z.union([
  link,
  z.strictObject({
    link,
    passcode: text('the passcode as text').optional(),
    variables: z.record(z.string(), text('a text')).optional(),
  }),
]);

const file = z.strictObject({ file: text('the path of a file', 4_000) });
const media = <const T extends string>(words: readonly T[]) =>
  z.union([field<false>('', (value) => (value === false ? value : undefined)), oneOfThese(words), file], {
    error: `false, ${words.map((word) => `'${word}'`).join(', ')} or { file: '…' }`,
  });

export const mediaSchema = z.strictObject({
  camera: media(['talking-head', 'still']).optional(),
  microphone: media(['speech', 'silence']).optional(),
  cameras: wholeNumber(0, mostVus).optional(),
  microphones: wholeNumber(0, mostVus).optional(),
  width: wholeNumber(16, 3_840).optional(),
  height: wholeNumber(16, 2_160).optional(),
  frameRate: wholeNumber(1, 60).optional(),
});

export const authorisationSchema = z
  .strictObject({
    by: text('who allowed it'),
    for: text('what it was allowed for'),
    until: field("the last day of the permission, as a date such as '2027-01-31'", toDate),
    maxParticipants: count,
    maxJoinsPerSecond: field('a number above 0', (value) =>
      typeof value === 'number' && value > 0 && Number.isFinite(value) ? value : undefined,
    ),
    planLimit: z
      .strictObject(
        { participants: count, plan: text("the plan's name") },
        "{ participants, plan }: how many the meeting's plan takes, and what it is called",
      )
      .optional(),
    restrictedPlatforms: z.array(text("a platform's name"), "a list of platforms' names").optional(),
    publicHosts: z.array(text('a host name'), 'a list of host names').optional(),
  })
  .transform(({ planLimit, restrictedPlatforms, publicHosts, ...given }): Authorisation => ({
    ...given,
    ...(planLimit !== undefined && { planLimit }),
    ...(restrictedPlatforms !== undefined && { restrictedPlatforms }),
    ...(publicHosts !== undefined && { publicHosts }),
  }));

const addressPrefix = field(addressPrefixText, toAddressPrefix);
export const rewriteSchema = z.record(
  z.string().refine((address) => toAddressPrefix(address) !== undefined, addressPrefixText),
  addressPrefix,
  "an object such as { 'https://meeting.example.com': 'http://127.0.0.1:8000' }",
);

function toDate(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(value)) return undefined;
  return Number.isNaN(Date.parse(value)) ? undefined : value;
}

/** Tags that every measurement has, so that a scenario's own would hide them. */
const takenTags = [
  ...['scenario', 'platform', 'device_class', 'network', 'role', 'visit', 'region'],
  ...['run_id', 'participant'],
];
const tagName = z
  .string()
  .regex(/^[A-Za-z_]\w{0,59}$/, 'a tag name of letters, digits and _, not beginning with a digit');
const tagsSchema = z.record(
  tagName.refine((name) => !takenTags.includes(name), 'another name: this tag is set by Rollcall'),
  text('a text of at most 100 letters', 100),
);
const envSchema = z.record(
  z.string(),
  field('a text', (value) => (typeof value === 'string' ? value : undefined)),
);

const thresholdSchema = z.union(
  [
    text('an expression'),
    z.strictObject({
      threshold: text('an expression'),
      abortOnFail: z.boolean('true or false').optional(),
      delayAbortEval: duration.optional(),
    }),
  ],
  { error: "an expression such as 'p(95)<8000', or { threshold, abortOnFail, delayAbortEval }" },
);
export const thresholdsSchema = z.record(
  z.string(),
  z.array(thresholdSchema, "a list of expressions, such as ['p(95)<8000']").min(1, 'at least one expression'),
);

export const targetSchema = z.strictObject({ joinTime: positiveDuration.optional() });

/** Options of a participant that may also stand at the top of the file, for all scenarios. */
const personal = {
  hold: duration.optional(),
  joinTimeout: positiveDuration.optional(),
  leaveTimeout: positiveDuration.optional(),
  device: text("'desktop' or one of Playwright's device names").optional(),
  network: networkSchema.optional(),
  processor: processorSchema.optional(),
  steps: stepsSchema.optional(),
  media: mediaSchema.optional(),
  locale: field(localeText, toLocale).optional(),
  timezone: field(timezoneText, toTimezone).optional(),
  storageState: field(pathsText, toPaths).optional(),
  region: field(regionText, toRegion).optional(),
};

const common = {
  ...personal,
  startTime: duration.optional(),
  gracefulStop: duration.optional(),
  tags: tagsSchema.optional(),
  env: envSchema.optional(),
  meeting: meetingSchema.optional(),
  exec: field('an async function (participant) => {…}', (value) =>
    typeof value === 'function' ? (value as (participant: Participant) => Promise<void>) : undefined,
  ).optional(),
};

const stages = (target: typeof vus) =>
  z
    .array(z.strictObject({ target, duration }), "a list of stages, such as [{ target: 10, duration: '1m' }]")
    .min(1, 'at least one stage')
    .max(1_000, 'at most 1000 stages');

const openModel = {
  timeUnit: positiveDuration.optional(),
  preAllocatedVUs: vus,
  maxVUs: vus.optional(),
  arrival: arrival.optional(),
};

const iterations = { vus: vus.optional(), iterations: count.optional(), maxDuration: positiveDuration.optional() };

/** Shape of each executor's scenario, by its name. */
const entryShapes = {
  burst: {
    ...common,
    executor: z.literal('burst'),
    vus: vus.optional(),
    within: duration.optional(),
    arrival: arrival.optional(),
    iterations: wholeNumber(1, 10_000).optional(),
  },
  'shared-iterations': { ...common, executor: z.literal('shared-iterations'), ...iterations },
  'per-vu-iterations': { ...common, executor: z.literal('per-vu-iterations'), ...iterations },
  'constant-vus': { ...common, executor: z.literal('constant-vus'), vus: vus.optional(), duration: positiveDuration },
  'ramping-vus': {
    ...common,
    executor: z.literal('ramping-vus'),
    startVUs: wholeNumber(0, mostVus).optional(),
    stages: stages(wholeNumber(0, mostVus)),
    gracefulRampDown: duration.optional(),
  },
  'constant-arrival-rate': {
    ...common,
    executor: z.literal('constant-arrival-rate'),
    rate,
    duration: positiveDuration,
    ...openModel,
  },
  'ramping-arrival-rate': {
    ...common,
    executor: z.literal('ramping-arrival-rate'),
    startRate: wholeNumber(0, mostAnything).optional(),
    stages: stages(wholeNumber(0, mostAnything)),
    ...openModel,
  },
};

export const executorNames = Object.keys(entryShapes);

/** Every option that some executor has: for "did you mean". */
export const entryOptionNames = [...new Set(Object.values(entryShapes).flatMap((shape) => Object.keys(shape)))];

export const entrySchema = z.discriminatedUnion('executor', [
  z.strictObject(entryShapes.burst),
  z.strictObject(entryShapes['shared-iterations']),
  z.strictObject(entryShapes['per-vu-iterations']),
  z.strictObject(entryShapes['constant-vus']),
  z.strictObject(entryShapes['ramping-vus']),
  z.strictObject(entryShapes['constant-arrival-rate']),
  z.strictObject(entryShapes['ramping-arrival-rate']),
]);
export type ParsedEntry = z.output<typeof entrySchema>;

/** The file but for `scenarios`, whose entries are checked one by one so that a bad one does not hide what is wrong with others. */
export const scenarioFileSchema = z.strictObject({
  ...personal,
  name: field('a name of letters, digits, spaces and -_. (at most 60)', toName).optional(),
  meeting: meetingSchema.optional(),
  platform: z
    .union([text("a platform's name or a file"), z.looseObject({ name: z.string() })], {
      error: "a platform's name, a file, or what definePlatform made",
    })
    .optional(),
  scenarios: z.record(
    z.string().regex(/^[\w-]{1,60}$/, 'a name of letters, digits, - and _'),
    z.unknown(),
    "an object with a scenario for each key, such as { phones: { executor: 'burst', vus: 10 } }",
  ),
  target: targetSchema.optional(),
  thresholds: thresholdsSchema.optional(),
  confidence: field(confidenceText(), toConfidence).optional(),
  seed: wholeNumber(0, 0xffff_ffff).optional(),
  authorisation: authorisationSchema.optional(),
  rewrite: rewriteSchema.optional(),
  onRateLimited: oneOfThese(rateLimitPolicies).optional(),
});
export type ParsedFile = z.output<typeof scenarioFileSchema>;

export function confidenceText(): string {
  return 'a share from 0.5 to 0.999, such as 0.95';
}

export function toConfidence(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0.5 && value <= 0.999 ? value : undefined;
}

/** Names become folder names. */
export function toName(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\p{L}\p{N}][\p{L}\p{N} _.-]{0,59}$/u.test(value) ? value : undefined;
}
