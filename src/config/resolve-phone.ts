/** The options `processor` and `steps` → what happens to a participant's phone and when, or everything impossible about it. */
import type { DeviceClass, MediaChoice } from '../model/device.js';
import type { PhoneStep } from '../model/phone.js';
import { formatDuration } from '../shared/duration.js';
import type { Problem } from '../shared/errors.js';
import type { Placed } from './layers.js';
import type { ParsedPhoneStep } from './phone-schema.js';

export interface PhoneInput {
  readonly steps: Placed<readonly ParsedPhoneStep[]> | undefined;
  /** Of the device; `undefined`: it is a problem of its own. */
  readonly deviceClass: DeviceClass | undefined;
  readonly media: Pick<MediaChoice, 'camera' | 'microphone'>;
  readonly joinTimeoutMs: number;
  /** How long a participant stays; `undefined`: its `exec` alone knows. */
  readonly holdMs: number | undefined;
}

export interface ResolvedSteps {
  /** In the order of the list. */
  readonly steps: readonly PhoneStep[];
  readonly problems: readonly Problem[];
}

/** Which actions end, and so need to be told when. A saver may stay on to the end. */
const needsDuration: readonly PhoneStep['action'][] = ['appSwitch', 'incomingCall'];

export function resolveSteps(input: PhoneInput): ResolvedSteps {
  const { value: given, place } = input.steps ?? { value: [], place: 'steps' };
  const steps = given.map(({ at, after = 'start', action, for: lasts, frozen }): PhoneStep => ({
    at_ms: at,
    after,
    action,
    ...(lasts !== undefined && { for_ms: lasts }),
    ...(frozen === true && { frozen }),
  }));
  const problems = steps.flatMap((step, index) => {
    const here = `${place}[${index}]`;
    const before = steps.slice(0, index).filter(({ after }) => after === step.after);
    return [
      ...shapeProblems(step, here),
      ...meansProblems(step, here, input),
      ...orderProblems(step, before, here),
      ...timeProblems(step, here, input),
    ];
  });
  return { steps, problems };
}

/** What belongs to one action does not belong to another. */
function shapeProblems({ action, for_ms: lasts, frozen }: PhoneStep, place: string): readonly Problem[] {
  const problems: Problem[] = [];
  if (needsDuration.includes(action) && lasts === undefined)
    problems.push({ place: `${place}.for`, found: 'nothing', expected: `how long the ${action} lasts, such as '5s'` });
  if (action === 'rotate' && lasts !== undefined) {
    const expected = 'no duration: a phone stays turned until the next rotate';
    problems.push({ place: `${place}.for`, found: formatDuration(lasts), expected });
  }
  if (frozen === true && action !== 'appSwitch')
    problems.push({
      place: `${place}.frozen`,
      found: 'true',
      expected: `not with ${action}: only an appSwitch freezes`,
    });
  return problems;
}

/** An action that could change nothing would be believed to have been survived. */
function meansProblems({ action }: PhoneStep, place: string, { deviceClass, media }: PhoneInput): readonly Problem[] {
  const wrong = (found: string, expected: string): readonly Problem[] => [{ place, found, expected }];
  if (action === 'rotate' && deviceClass === 'desktop')
    return wrong('rotate on a desktop', "a phone or a tablet as `device`, such as 'Pixel 7'");
  if (action === 'dataSaver' && media.camera === false)
    return wrong('dataSaver without a camera', "a camera in `media`, such as 'talking-head'");
  if (action === 'incomingCall' && media.camera === false && media.microphone === false)
    return wrong(
      'incomingCall without camera or microphone',
      'one of them in `media`: they are what a call takes away',
    );
  return [];
}

function orderProblems(step: PhoneStep, before: readonly PhoneStep[], place: string): readonly Problem[] {
  const last = before.at(-1);
  if (last !== undefined && step.at_ms < last.at_ms) {
    const found = `${formatDuration(step.at_ms)}, after a step at ${formatDuration(last.at_ms)}`;
    return [{ place: `${place}.at`, found, expected: 'steps in the order of time' }];
  }
  const same = before.findLast(({ action }) => action === step.action);
  const ends = (same?.at_ms ?? 0) + (same?.for_ms ?? 0);
  if (same?.for_ms === undefined || step.at_ms >= ends) return [];
  const expected = `not before ${formatDuration(ends)}: until then the ${step.action} before it lasts`;
  return [{ place: `${place}.at`, found: formatDuration(step.at_ms), expected }];
}

/** What cannot be over before the participant leaves would be cut off, or never begin. */
function timeProblems(
  { at_ms: at, for_ms: lasts = 0, after }: PhoneStep,
  place: string,
  { holdMs, joinTimeoutMs }: PhoneInput,
): readonly Problem[] {
  if (holdMs === undefined) return [];
  const ends = at + lasts;
  const longest = after === 'usable' ? holdMs : joinTimeoutMs + holdMs;
  if (ends <= longest) return [];
  const limit =
    after === 'usable'
      ? `the hold of ${formatDuration(holdMs)}`
      : `joinTimeout and hold, ${formatDuration(joinTimeoutMs)} and ${formatDuration(holdMs)}`;
  return [{ place, found: `over ${formatDuration(ends)} after ${after}`, expected: `over within ${limit}` }];
}
