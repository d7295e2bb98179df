/**
 * The contract of `profile.ts` as a zod schema, for profiles that no compiler has seen. It says what would be right as
 * each issue's message; `load-platform.ts` adds the place and what was found.
 */
import { Script } from 'node:vm';
import { z } from 'zod';
import { joinStates } from '../model/join-state.js';
import { refusalReasons } from '../model/outcome.js';
import { confidences, markerRoles, verificationKinds, type SignedLink } from './profile.js';

const provableStates = joinStates.filter((state) => state !== 'unknown');

const text = z.string({ error: 'a text' }).min(1, 'a text that is not empty');
const milliseconds = z.number({ error: 'milliseconds' }).min(0, 'milliseconds, 0 or more');
const count = z.int({ error: 'a whole number' }).min(1, 'a whole number, 1 or more');
const variableName = /^[a-z][a-zA-Z0-9_]*$/;
const flag = z.literal(true, { error: 'true, or left out' });
const device = choice(['mobile', 'desktop']);
const state = choice(provableStates);
const states = z.union([state, z.array(state).min(1)], { error: `one or several of: ${provableStates.join(', ')}` });

/** An expression that remembers where it was (g, y) would match only every other time. */
const pattern = z
  .instanceof(RegExp, { error: 'a regular expression, like /…/' })
  .refine(({ flags }) => !/[gy]/.test(flags), 'a regular expression without the flags g and y');

const textList = z.union([text, z.array(text).min(1)], { error: 'a text or a list of texts' });
const textSet = z.union([textList, z.record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/), textList)], {
  error: "a text, a list of texts, or texts by language like { en: '…', 'zh-TW': '…' }",
});
const texts = z.union([pattern, shape({ exact: textSet }), textSet], {
  error: 'a text, a list, texts by language, { exact: … } or a regular expression',
});

const date = z.iso.date({ error: 'a date like 2026-11-30' });
const provenance = { source: text.optional(), confidence: choice(confidences).optional(), verifiedAt: date.optional() };

const marker = oneOf('a marker', {
  css: shape({ css: text, is: choice(['visible', 'attached']).optional(), ...provenance }),
  role: shape({ role: choice(markerRoles), name: texts.optional(), ...provenance }),
  text: shape({ text: texts, within: text.optional(), ...provenance }),
  url: shape({ url: pattern, ...provenance }),
  title: shape({ title: texts, ...provenance }),
  status: shape({
    status: z.int({ error: 'an HTTP status' }).min(100, 'an HTTP status').max(599, 'an HTTP status'),
    ...provenance,
  }),
  console: shape({ console: texts, ...provenance }),
  dialog: shape({ dialog: texts, ...provenance }),
  connection: shape({
    connection: choice(['connecting', 'connected', 'disconnected', 'failed', 'closed']),
    ...provenance,
  }),
  liveTrack: shape({ liveTrack: choice(['audio', 'video']), ...provenance }),
  script: shape({ script: text.refine(isExpression, 'a JavaScript expression'), ...provenance }),
});

const rule = shape({
  all: z.array(marker).min(1, 'a list with at least one marker').optional(),
  any: z.array(marker).min(1, 'a list with at least one marker').optional(),
  none: z.array(marker).optional(),
  debounceMs: milliseconds.optional(),
  frames: z.union([choice(['main', 'any']), pattern], { error: "'main', 'any' or a regular expression" }).optional(),
  next: z.array(state).min(1, 'a list with at least one state').optional(),
}).refine((value) => value.all !== undefined || value.any !== undefined, {
  // What is proved by an absence alone also holds while the page is still empty.
  message: 'at least `all` or `any`: an absence proves nothing',
  when: isRecordPayload,
});

const rules = dispatch((value) => (Array.isArray(value) ? z.array(rule).min(1, 'at least one rule') : rule));

const where = {
  nth: z.int({ error: 'a whole number' }).min(0, '0 or more').optional(),
  frame: text.optional(),
  ...provenance,
};
const locatorChoice = oneOf('a locator', {
  css: shape({ css: text, ...where }),
  testId: shape({ testId: text, attribute: text.optional(), ...where }),
  role: shape({ role: text, name: texts.optional(), ...where }),
  label: shape({ label: texts, ...where }),
  placeholder: shape({ placeholder: texts, ...where }),
  text: shape({ text: texts, ...where }),
});
const wayToFind = dispatch((value) => (typeof value === 'string' ? text : locatorChoice));
const locator = dispatch((value) =>
  Array.isArray(value) ? z.array(wayToFind).min(1, 'at least one locator') : wayToFind,
);

const common = {
  joins: flag.optional(),
  optional: flag.optional(),
  timeoutMs: milliseconds.optional(),
  only: device.optional(),
};
const step = oneOf('a step', {
  click: shape({ click: locator, ...common }),
  domClick: shape({ domClick: locator, ...common }),
  fill: shape({ fill: locator, value: z.string({ error: 'a text' }), ...common }),
  type: shape({ type: locator, value: z.string({ error: 'a text' }), ...common }),
  press: shape({ press: text, at: locator.optional(), ...common }),
  toggle: shape({
    toggle: locator,
    isOn: shape({
      attribute: text.optional(),
      is: z.union([z.string(), pattern], { error: 'a text or a regular expression' }),
    }),
    to: choice(['on', 'off', 'camera', 'microphone']),
    ...common,
  }),
  check: shape({ check: locator, ...common }),
  waitFor: shape({ waitFor: states, ...common }),
  goto: shape({ goto: text, ...common }),
  read: shape({
    read: z.string().regex(variableName, 'a name of letters and digits'),
    script: text.refine(isExpression, 'a JavaScript expression'),
    ...common,
  }),
});
const steps = z.array(step, { error: 'a list of steps' });

export const profileSchema = shape({
  name: z.string({ error: 'a name' }).regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and dashes'),
  title: text.optional(),
  match: shape({
    links: z.array(pattern, { error: 'a list of regular expressions' }).min(1, 'at least one regular expression'),
    hosting: choice(['vendor', 'self-hosted']),
    reject: z.array(shape({ link: pattern, reason: text })).optional(),
  }),
  variables: z
    .record(z.string().regex(variableName), pattern, { error: 'names, each with a regular expression' })
    .optional(),
  invitation: shape({
    names: z.array(pattern).optional(),
    numberLabels: z.array(pattern).optional(),
    passcodeLabels: z.array(pattern).optional(),
    number: pattern.optional(),
    passcode: pattern.optional(),
    link: text.optional(),
  }).optional(),
  elements: z.record(z.string().regex(variableName), locator, { error: 'names, each with a locator' }).optional(),
  url: shape({
    rewrite: z.array(shape({ from: pattern, to: text, only: device.optional() })).optional(),
    query: z.record(z.string(), z.string()).optional(),
    hash: z.record(z.string(), z.string()).optional(),
    sign: z.custom<SignedLink>((value) => typeof value === 'function', 'a function').optional(),
  }).optional(),
  context: shape({
    locale: text.optional(),
    permissions: z.array(text).optional(),
    h264: choice(['required', 'warn']).optional(),
    appSchemes: z.array(z.string().regex(/^[a-z][a-z0-9+.-]*$/, 'a scheme such as wemeet')).optional(),
    session: choice(['required']).optional(),
  }).optional(),
  signalling: shape({ url: pattern }).optional(),
  media: choice(['pc', 'opaque']).optional(),
  states: shape({
    ...Object.fromEntries(provableStates.map((name) => [name, rules.optional()])),
    in_meeting: rules,
  }),
  ready: states.optional(),
  actions: shape({
    join: z.array(shape({ when: states, steps, times: count.optional() }), { error: 'a list of stages' }),
    leave: steps.optional(),
    mute: steps.optional(),
    unmute: steps.optional(),
    cameraOn: steps.optional(),
    cameraOff: steps.optional(),
  }),
  dismiss: z.array(shape({ seen: locator, click: locator.optional() })).optional(),
  retries: shape(
    Object.fromEntries(provableStates.map((name) => [name, shape({ afterMs: milliseconds, times: count }).optional()])),
  ).optional(),
  outcomes: shape(
    Object.fromEntries(provableStates.map((name) => [name, choice([...refusalReasons, 'wait']).optional()])),
  ).optional(),
  guest: shape({
    web: choice(['yes', 'if the host allows', 'unclear', 'no']),
    devices: z.array(device),
    ...provenance,
  }).optional(),
  limits: shape({
    participants: count.optional(),
    plan: text.optional(),
    minutes: count.optional(),
    nameLength: count.optional(),
    nameCharacters: choice(['alphanumeric']).optional(),
    ...provenance,
  }).optional(),
  policy: shape({
    automation: choice(['own-server', 'permission', 'restricted']),
    warning: text.optional(),
    publicHosts: z.array(text).optional(),
    joinsPerSecond: z.number({ error: 'joins a second' }).positive('more than 0').optional(),
    ...provenance,
  }).optional(),
  verified: shape({ on: choice(verificationKinds), at: date, what: text.optional() }).optional(),
});

/** An object with these keys and no other. */
function shape<T extends z.core.$ZodLooseShape>(keys: T) {
  const known = Object.keys(keys).join(', ');
  return z.strictObject(keys, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? `one of: ${known}` : `an object with: ${known}`),
  });
}

function choice<const T extends readonly [string, ...string[]] | readonly string[]>(values: T) {
  return z.enum(values, { error: `one of: ${values.join(', ')}` });
}

/** Exactly one key says which shape it is, so that what is wrong is told of that shape and not of all of them. */
function oneOf(what: string, shapes: Readonly<Record<string, z.ZodType>>): z.ZodType {
  const names = Object.keys(shapes);
  return dispatch((value) => {
    const present = typeof value === 'object' && value !== null ? names.filter((name) => name in value) : [];
    const found = present.length === 1 ? shapes[present[0] ?? ''] : undefined;
    return found ?? z.never({ error: `${what}: an object with exactly one of ${names.join(', ')}` });
  });
}

function dispatch(schemaOf: (value: unknown) => z.ZodType): z.ZodType {
  return z.unknown().superRefine((value, context) => {
    const { error } = schemaOf(value).safeParse(value);
    for (const issue of error?.issues ?? []) context.issues.push({ ...issue, input: value } as z.core.$ZodRawIssue);
  });
}

function isRecordPayload({ value }: { readonly value: unknown }): boolean {
  return typeof value === 'object' && value !== null;
}

/** Compiled, never run: a mistake in it would otherwise break all code that is put into the page. */
function isExpression(code: string): boolean {
  try {
    new Script(`(${code}\n)`);
    return true;
  } catch {
    return false;
  }
}
