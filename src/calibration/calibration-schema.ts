/** The saved form of a calibration, `screens.json`: screens as they were seen, and what a person said of each. */
import { z } from 'zod';
import { joinStates } from '../model/join-state.js';
import type { LocatorChoice } from '../platform/profile.js';

const text = z.string().max(2_000);
const box = z.strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

const elementSchema = z.strictObject({
  /** Names it within the calibration. */
  key: text,
  tag: text,
  role: text.optional(),
  name: text.optional(),
  label: text.optional(),
  placeholder: text.optional(),
  text: text.optional(),
  testId: z.strictObject({ attribute: text, value: text }).optional(),
  css: z.array(z.strictObject({ selector: text, by: z.enum(['id', 'class']), count: z.number() })),
  disabled: z.literal(true).optional(),
  inDialog: z.literal(true).optional(),
  box,
});

const frameSchema = z.strictObject({
  /** CSS of the iframe, or `any`; absent: the main frame. */
  frame: text.optional(),
  /** Without the values of query and fragment. */
  address: text,
  title: text,
  elements: z.array(elementSchema),
  lines: z.array(text),
  /** States of its RTCPeerConnections. */
  connections: z.array(text),
});

const screenSchema = z.strictObject({
  number: z.number().int().min(1),
  /** ISO date and time. */
  takenAt: text,
  viewport: z.strictObject({ width: z.number(), height: z.number() }),
  frames: z.array(frameSchema).min(1),
  /** What the profile took it for, and its rules: which markers held and which did not. */
  opinion: z.strictObject({
    state: z.enum(joinStates),
    detail: text.optional(),
    rules: z.array(z.strictObject({ state: z.enum(joinStates), held: z.array(text), missing: z.array(text) })),
  }),
});

const choiceText = z.union([text, z.strictObject({ exact: text })]);
/** As it is proposed: texts are no expressions and in one language. */
const savedLocator = z.strictObject({
  role: text.optional(),
  name: choiceText.optional(),
  label: choiceText.optional(),
  placeholder: choiceText.optional(),
  text: choiceText.optional(),
  testId: text.optional(),
  attribute: text.optional(),
  css: text.optional(),
  nth: z.number().optional(),
  frame: text.optional(),
});

const locatorSchema = z.custom<LocatorChoice>((value) => savedLocator.safeParse(value).success);

const answersSchema = z.strictObject({
  screen: z.number().int(),
  state: z.enum(joinStates).optional(),
  /** Part of the profile → what was pointed at, and the ways to find it, in order of trust. */
  parts: z.record(
    text,
    z.strictObject({
      element: text,
      ways: z.array(z.strictObject({ choice: locatorSchema, used: z.boolean(), checked: z.boolean() })),
    }),
  ),
  /** Markers that prove the state; absent: those that are proposed. */
  markers: z.array(text).optional(),
});

export const calibrationSchema = z.strictObject({
  version: z.literal(1),
  platform: text,
  host: text,
  screens: z.array(screenSchema).max(200),
  answers: z.array(answersSchema),
});

export type SavedCalibration = z.output<typeof calibrationSchema>;
export type Screen = z.output<typeof screenSchema>;
export type ScreenFrame = z.output<typeof frameSchema>;
export type ScreenElement = z.output<typeof elementSchema>;
export type ScreenAnswers = z.output<typeof answersSchema>;
