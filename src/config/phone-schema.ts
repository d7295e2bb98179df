/** The shape of the options `processor` and `steps`. What steps mean beside each other is checked in resolve-phone.ts. */
import { z } from 'zod';
import { stepAnchors } from '../model/network.js';
import { phoneActions, processorClasses, type ProcessorClass } from '../model/phone.js';
import { oneOf } from '../shared/nearest-name.js';
import { duration, positiveDuration } from './fields.js';

export const processorText = `one of ${processorClasses.join(', ')}`;
export function toProcessor(value: unknown): ProcessorClass | undefined {
  return processorClasses.find((known) => known === value);
}

/** One of the names, or a problem that suggests the nearest. */
const nameOf = <const T extends string>(names: readonly T[]) =>
  z.unknown().transform((value, context): T => {
    const found = names.find((name) => name === value);
    if (found !== undefined) return found;
    context.addIssue({ code: 'custom', message: oneOf(names, value) });
    return z.NEVER;
  });

export const processorSchema = nameOf(processorClasses);

const step = z.strictObject({
  at: duration,
  after: nameOf(stepAnchors).optional(),
  action: nameOf(phoneActions),
  for: positiveDuration.optional(),
  frozen: z.boolean('true or false').optional(),
});

export const stepsSchema = z
  .array(step, "a list of steps, such as [{ at: '20s', after: 'usable', action: 'rotate' }]")
  .max(100, 'at most 100 steps');
export type ParsedPhoneStep = z.output<typeof step>;
