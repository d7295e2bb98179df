/**
 * What a person said of the screens → corrections of the shipped profile; pure.
 *
 * Elements are in order of trust, the newest screen first; a state is proved by all of its markers together, on each screen that
 * was called so. Everything carries where and when it was seen. There is no `confidence`: its words say how much a claim of others is
 * worth, and this was seen.
 */
import type { PlatformChanges } from '../platform/extend-platform.js';
import type {
  Actions,
  Dismissal,
  LocatorChoice,
  Marker,
  PlatformProfile,
  ProvableState,
  StateRule,
} from '../platform/profile.js';
import type { SavedCalibration, Screen, ScreenAnswers } from './calibration-schema.js';
import { dismissPart, onwardPart, stagesFor } from './parts.js';
import { proposeMarkers, type KnownScreen, type MarkerProposal } from './propose-markers.js';

export function changesFrom(profile: PlatformProfile, calibration: SavedCalibration): PlatformChanges {
  const elements: Record<string, LocatorChoice[]> = {};
  const states: Partial<Record<ProvableState, StateRule[]>> = {};
  const dismiss: Dismissal[] = [];
  const onward: ProvableState[] = [];
  for (const screen of calibration.screens.toReversed()) {
    const answers = answersFor(calibration, screen.number);
    const seen = { source: `calibrated on ${calibration.host}`, verifiedAt: screen.takenAt.slice(0, 10) };
    const state = stateSaid(answers);
    for (const [part, { ways }] of Object.entries(answers.parts)) {
      const used = ways.filter((way) => way.used).map(({ choice }): LocatorChoice => ({ ...choice, ...seen }));
      if (used.length === 0) continue;
      if (part === dismissPart) dismiss.push({ seen: used });
      else elements[part] = withoutTwins([...(elements[part] ?? []), ...used]);
      if (state !== undefined && part === onwardPart(state)) onward.push(state);
    }
    const rule = ruleOf(calibration, screen, seen);
    if (state !== undefined && rule !== undefined) states[state] = withoutTwins([...(states[state] ?? []), rule]);
  }
  const actions = actionsWith(profile, onward);
  return {
    ...(Object.keys(elements).length > 0 && { elements }),
    ...(Object.keys(states).length > 0 && { states }),
    ...(actions !== undefined && { actions }),
    // Comes in place of the profile's own, which therefore stand here again.
    ...(dismiss.length > 0 && { dismiss: withoutTwins([...dismiss, ...(profile.dismiss ?? [])]) }),
  };
}

export function answersFor({ answers }: SavedCalibration, screen: number): ScreenAnswers {
  return answers.find((given) => given.screen === screen) ?? { screen, parts: {} };
}

export function stateSaid({ state }: ScreenAnswers): ProvableState | undefined {
  return state === 'unknown' ? undefined : state;
}

/** What could prove this screen's state, and what of it is used. */
export function markersFor(
  calibration: SavedCalibration,
  screen: Screen,
): readonly (MarkerProposal & { readonly used: boolean })[] {
  const known = calibration.screens.map((one) => knownScreen(calibration, one));
  const { markers, state } = answersFor(calibration, screen.number);
  // What the profile knows already needs no rule, unless somebody wants one.
  const isKnown = state === undefined || state === screen.opinion.state;
  return proposeMarkers(knownScreen(calibration, screen), known).map((proposal) => ({
    ...proposal,
    used: markers === undefined ? proposal.proposed && !isKnown : markers.includes(proposal.key),
  }));
}

function knownScreen(calibration: SavedCalibration, screen: Screen): KnownScreen {
  const { parts, ...answers } = answersFor(calibration, screen.number);
  const believed = screen.opinion.state === 'unknown' ? undefined : screen.opinion.state;
  return {
    screen,
    state: stateSaid({ ...answers, parts }) ?? believed,
    pointedAt: Object.entries(parts).flatMap(([part, { element }]) => (part === dismissPart ? [] : [element])),
  };
}

function ruleOf(
  calibration: SavedCalibration,
  screen: Screen,
  seen: { readonly source: string; readonly verifiedAt: string },
): StateRule | undefined {
  const used = markersFor(calibration, screen).filter((marker) => marker.used);
  if (used.length === 0) return undefined;
  const all = used.map(({ marker }): Marker => ({ ...marker, ...seen }));
  return used.some(({ frame }) => frame !== undefined) ? { all, frames: 'any' } : { all };
}

/** The profile's own, with a press for each state in which it has nothing to do. */
function actionsWith(profile: PlatformProfile, states: readonly ProvableState[]): Actions | undefined {
  const { actions } = profile;
  const without = [...new Set(states)].filter((state) => stagesFor(profile, state).length === 0);
  if (without.length === 0) return undefined;
  const added = without.map((when) => ({ when, steps: [{ click: `@${onwardPart(when)}` }] }));
  return { ...actions, join: [...added, ...actions.join] };
}

/** The same way seen on several screens stands once, with the newest date. */
function withoutTwins<T extends object>(list: readonly T[]): T[] {
  const seen = new Set<string>();
  return list.filter((entry) => {
    const key = JSON.stringify(entry, (name, value: unknown) =>
      name === 'verifiedAt' ? undefined : value instanceof RegExp ? String(value) : value,
    );
    return !seen.has(key) && seen.add(key);
  });
}
