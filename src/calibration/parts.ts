/** Which named elements of a profile matter on a screen, and for what; pure. */
import type { JoinState } from '../model/join-state.js';
import { namesIn } from '../platform/find-element.js';
import type { JoinStage, Locator, PlatformProfile, Step } from '../platform/profile.js';

export interface Part {
  /** A key of the profile's `elements`, or one of the two below. */
  readonly part: string;
  /** `typed into`, `pressed` … */
  readonly words: string;
  /** The profile cannot go on from this screen without it. */
  readonly needed: boolean;
}

/** Something that lies over the page: clicked away whenever it is seen. */
export const dismissPart = 'dismiss';

/** What leads on from a screen for which the profile has nothing to do. */
export function onwardPart(state: string): string {
  return `onward-${state.replaceAll('_', '-')}`;
}

/** Those that the profile uses on a screen of this state first, then all others. */
export function partsOf(profile: PlatformProfile, state: JoinState | undefined): readonly Part[] {
  const stages = stagesFor(profile, state);
  const used = stages.flatMap(({ steps }) => steps.flatMap((step) => partsOfStep(step, step.optional !== true)));
  const inMeeting = Object.entries(profile.actions).flatMap(([action, steps]) =>
    action === 'join' ? [] : (steps as readonly Step[]).flatMap((step) => partsOfStep(step, false, ` (${action})`)),
  );
  const rest = Object.keys(profile.elements ?? {}).map((part) => ({ part, words: 'another part', needed: false }));
  const onward =
    state === undefined || state === 'in_meeting' || stages.length > 0
      ? []
      : [{ part: onwardPart(state), words: 'pressed, to go on', needed: false }];
  const dismiss = { part: dismissPart, words: 'lies over the page: clicked away whenever it is seen', needed: false };
  const all = [...used, ...(state === 'in_meeting' ? inMeeting : []), ...onward, dismiss, ...rest];
  return all.filter(({ part }, index) => all.findIndex((other) => other.part === part) === index);
}

export function stagesFor({ actions }: PlatformProfile, state: JoinState | undefined): readonly JoinStage[] {
  return actions.join.filter(({ when }) => [when].flat().some((candidate) => candidate === state));
}

function partsOfStep(step: Step, needed: boolean, where = ''): readonly Part[] {
  const [action, locator] = locatorIn(step);
  return (locator === undefined ? [] : namesIn(locator)).map((part) => ({
    part,
    words: `${words[action] ?? action}${where}`,
    needed,
  }));
}

function locatorIn(step: Step): readonly [string, Locator | undefined] {
  if ('press' in step) return ['press', step.at];
  const action = (['click', 'domClick', 'fill', 'type', 'check', 'toggle'] as const).find((key) => key in step);
  return action === undefined ? ['', undefined] : [action, (step as unknown as Record<string, Locator>)[action]];
}

const words: Readonly<Record<string, string>> = {
  click: 'pressed',
  domClick: 'pressed',
  fill: 'filled in',
  type: 'typed into',
  press: 'gets a key',
  check: 'ticked',
  toggle: 'switched on or off',
};
