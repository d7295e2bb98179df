/** A user's profile, as it was imported → a checked profile, or everything that is wrong with it. */
import { z } from 'zod';
import { joinStates } from '../model/join-state.js';
import type { Problem } from '../shared/errors.js';
import { inert } from '../shared/redact.js';
import { profileSchema } from './profile-schema.js';
import { namesIn } from './find-element.js';
import type { Locator, PlatformProfile, Step } from './profile.js';
import { locatorOf } from './run-steps.js';
import { variablesIn } from './template.js';

export type LoadedPlatform =
  | { readonly profile: PlatformProfile; readonly problems?: never }
  | { readonly profile?: never; readonly problems: readonly Problem[] };

/**
 * @param exported The module's default export.
 * @param place What problems name first: the file as the user wrote it.
 */
export function loadPlatform(exported: unknown, place: string): LoadedPlatform {
  const parsed = profileSchema.safeParse(exported);
  if (!parsed.success) {
    return { problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, exported, place)) };
  }
  // The schema checks what it was given and changes nothing.
  const profile = exported as PlatformProfile;
  const problems = [...unprovedStates(profile), ...unknownVariables(profile), ...unknownElements(profile)].map(
    (problem) => ({
      ...problem,
      place: `${place}: ${problem.place}`,
    }),
  );
  return problems.length > 0 ? { problems } : { profile };
}

function problemsOf(issue: z.core.$ZodIssue, exported: unknown, place: string): readonly Problem[] {
  const at = issue.path.map(String);
  const expected = issue.message;
  if (issue.code !== 'unrecognized_keys') {
    return [{ place: placeOf(place, at), found: shown(valueAt(exported, at)), expected }];
  }
  return issue.keys.map((key) => ({ place: placeOf(place, [...at, key]), found: 'an unknown key', expected }));
}

/** States that actions wait for or act in, but that no rule can ever prove. */
function unprovedStates({ states, ready, actions }: PlatformProfile): readonly Problem[] {
  const named = [
    ...[ready ?? []].flat().map((state) => ({ place: 'ready', state })),
    ...actions.join.flatMap(({ when }, index) =>
      [when].flat().map((state) => ({ place: `actions.join.${index}.when`, state })),
    ),
    ...allSteps({ actions }).flatMap(({ place, step }) =>
      'waitFor' in step ? [step.waitFor].flat().map((state) => ({ place: `${place}.waitFor`, state })) : [],
    ),
  ];
  const proved = joinStates.filter((state) => state !== 'unknown' && states[state] !== undefined).join(', ');
  return named
    .filter(({ state }) => states[state] === undefined)
    .map(({ place, state }) => ({ place, found: state, expected: `a state with a rule: ${proved}` }));
}

function unknownVariables(profile: PlatformProfile): readonly Problem[] {
  const read = allSteps(profile).flatMap(({ step }) => ('read' in step ? [step.read] : []));
  const known = ['link', 'name', 'passcode', 'number', ...Object.keys(profile.variables ?? {}), ...read];
  const { rewrite = [], query = {}, hash = {} } = profile.url ?? {};
  const templates = [
    ...rewrite.map(({ to }, index) => ({ place: `url.rewrite.${index}.to`, template: to })),
    ...Object.entries(query).map(([key, template]) => ({ place: `url.query.${key}`, template })),
    ...Object.entries(hash).map(([key, template]) => ({ place: `url.hash.${key}`, template })),
    ...allSteps(profile).flatMap(({ place, step }) => {
      if ('value' in step) return [{ place: `${place}.value`, template: step.value }];
      return 'goto' in step ? [{ place: `${place}.goto`, template: step.goto }] : [];
    }),
  ];
  return templates.flatMap(({ place, template }) =>
    variablesIn(template)
      .filter((name) => !known.includes(name))
      .map((name) => ({ place, found: `{${name}}`, expected: `one of: ${known.map((one) => `{${one}}`).join(', ')}` })),
  );
}

/** `@join` where `elements` has no `join`, or one element that is made of another. */
function unknownElements(profile: PlatformProfile): readonly Problem[] {
  const { elements = {}, dismiss = [] } = profile;
  const known = Object.keys(elements);
  const used: readonly { place: string; locator: Locator; mayName?: false }[] = [
    ...Object.entries(elements).map(([name, locator]) => ({
      place: `elements.${name}`,
      locator,
      mayName: false as const,
    })),
    ...dismiss.flatMap(({ seen, click }, index) => [
      { place: `dismiss.${index}.seen`, locator: seen },
      { place: `dismiss.${index}.click`, locator: click ?? [] },
    ]),
    ...allSteps(profile).map(({ place, step }) => ({ place, locator: locatorOf(step) ?? [] })),
  ];
  return used.flatMap(({ place, locator, mayName = true }) =>
    namesIn(locator)
      .filter((name) => !mayName || !known.includes(name))
      .map((name) => ({
        place,
        found: `@${name}`,
        expected: mayName ? `one of: ${known.map((one) => `@${one}`).join(', ')}` : 'no name in an element itself',
      })),
  );
}

function allSteps({ actions }: Pick<PlatformProfile, 'actions'>): readonly { place: string; step: Step }[] {
  const { join, ...others } = actions;
  return [
    ...join.flatMap(({ steps }, stage) =>
      steps.map((step, index) => ({ place: `actions.join.${stage}.steps.${index}`, step })),
    ),
    ...Object.entries(others).flatMap(([action, steps]: [string, readonly Step[]]) =>
      steps.map((step, index) => ({ place: `actions.${action}.${index}`, step })),
    ),
  ];
}

function placeOf(place: string, at: readonly string[]): string {
  return at.length === 0 ? place : `${place}: ${at.join('.')}`;
}

function valueAt(value: unknown, at: readonly string[]): unknown {
  return at.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  );
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value instanceof RegExp) return inert(String(value), 60);
  if (value === null || typeof value === 'object' || typeof value === 'string') return inert(safeJson(value), 60);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : `a ${typeof value}`;
}

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return 'an object';
  }
}
