/** What the local page shows of a session; pure. */
import { joinStates, type JoinState } from '../model/join-state.js';
import type { PlatformProfile } from '../platform/profile.js';
import { describeLocator } from '../platform/find-element.js';
import type { Proof } from './calibration-files.js';
import type { SavedCalibration, Screen, ScreenElement } from './calibration-schema.js';
import { answersFor, markersFor, stateSaid } from './override.js';
import type { PartView, ScreenView, View } from './page/protocol.js';
import { dismissPart, partsOf, stagesFor } from './parts.js';
import { stateWords } from './state-words.js';

export interface FoundPart {
  readonly by: string;
  readonly element: string | undefined;
}

export interface ViewInput {
  /** With the corrections so far. */
  readonly profile: PlatformProfile;
  readonly title: string;
  readonly calibration: SavedCalibration;
  readonly version: number;
  readonly phase: View['phase'];
  readonly said: View['said'];
  readonly shown: number | undefined;
  /** The screen that the page shows now. */
  readonly now: number | undefined;
  readonly found: Readonly<Record<string, FoundPart>>;
  readonly pictures: ReadonlySet<number>;
  readonly isLive: boolean;
  readonly written: View['written'];
  readonly proof: Proof | undefined;
}

const mostMarkers = 24;

export function viewOf(input: ViewInput): View {
  const { calibration, title, version, phase, said, shown, written, proof } = input;
  const screen = calibration.screens.find(({ number }) => number === shown);
  return {
    ...{ version, phase, said, written, proof, platform: title, host: calibration.host },
    screens: calibration.screens
      .toSorted((a, b) => a.number - b.number)
      .map((one) => ({
        number: one.number,
        title: stateOf(calibration, one) ?? 'unknown',
        shown: one.number === shown,
      })),
    screen: screen === undefined ? undefined : screenView(screen, input),
    states: joinStates.flatMap((state) => (state === 'unknown' ? [] : [{ state, words: stateWords[state] }])),
  };
}

function screenView(screen: Screen, { profile, calibration, now, found, pictures, isLive }: ViewInput): ScreenView {
  const { number, viewport, frames, opinion } = screen;
  const answers = answersFor(calibration, number);
  const state = stateOf(calibration, screen);
  const live = isLive && number === now;
  const parts = partsOf(profile, state).map(({ part, words, needed }): PartView => {
    const { element, ways = [] } = answers.parts[part] ?? {};
    const hit = live ? found[part] : undefined;
    return {
      ...{ part, words, needed, element, found: hit && shortened(hit.by), foundElement: hit?.element },
      ways: ways.map(({ choice, used, checked }) => ({
        words: shortened(describeLocator(choice)),
        ...{ used, checked },
      })),
    };
  });
  return {
    ...{ number, viewport, state, parts, live },
    picture: pictures.has(number) ? `picture/${number}?${screen.takenAt}` : undefined,
    address: frames[0]?.address ?? '',
    elements: frames.flatMap(({ elements }) =>
      elements.map((element) => ({ key: element.key, words: wordsOf(element), box: element.box })),
    ),
    lines: frames.flatMap(({ lines }) => lines),
    opinion: opinionText(screen),
    opinionState: opinion.state,
    rules: rulesOf(screen),
    markers: markersFor(calibration, screen)
      .slice(0, mostMarkers)
      .map(({ key, used, elsewhere }) => ({ key, used, elsewhere })),
    warnings: warningsFor(screen, calibration, parts, live),
    next: nextText(profile, state, answers.parts[dismissPart] !== undefined),
  };
}

function stateOf(calibration: SavedCalibration, { number, opinion }: Screen): JoinState | undefined {
  return stateSaid(answersFor(calibration, number)) ?? (opinion.state === 'unknown' ? undefined : opinion.state);
}

/** Expressions that know a label in three languages are long. */
export function shortened(words: string): string {
  return words.replace(/(\/(?:[^/\\]|\\.){30})(?:[^/\\]|\\.)+(\/[a-z]*)/g, '$1…$2');
}

function wordsOf({ tag, role, name, text, placeholder, label }: ScreenElement): string {
  const said = name ?? label ?? text ?? placeholder;
  return `${role ?? tag}${said === undefined ? '' : ` “${said}”`}`;
}

function opinionText({ opinion: { state, detail } }: Screen): string {
  if (state === 'unknown') return 'The profile knows no such screen: no rule holds.';
  return `The profile takes it for “${stateWords[state]}” (${state})${detail === undefined ? '' : `: ${detail}`}.`;
}

/** Those that hold or nearly do first; of the rest nothing was seen. */
function rulesOf({ opinion }: Screen): ScreenView['rules'] {
  const share = ({ held, missing }: { held: readonly string[]; missing: readonly string[] }): number =>
    held.length / Math.max(1, held.length + missing.length);
  return opinion.rules.toSorted((a, b) => share(b) - share(a));
}

function warningsFor(
  screen: Screen,
  calibration: SavedCalibration,
  parts: readonly PartView[],
  live: boolean,
): readonly string[] {
  const warnings: string[] = [];
  const said = stateSaid(answersFor(calibration, screen.number));
  const { state: believed } = screen.opinion;
  if (said !== undefined && said !== believed) {
    if (believed !== 'unknown' && joinStates.indexOf(believed) < joinStates.indexOf(said)) {
      warnings.push(
        `The profile’s own rule for ${believed} holds here too and is looked at before ${said}: a file can add to it, not take it away. Please report it.`,
      );
    }
    const used = markersFor(calibration, screen).filter((marker) => marker.used);
    if (used.length === 0) warnings.push(`Choose below what proves “${stateWords[said]}”: nothing does yet.`);
    const weak = used.filter(({ elsewhere }) => elsewhere.length > 0);
    if (weak.length > 0 && weak.length === used.length) {
      const numbers = [...new Set(weak.flatMap(({ elsewhere }) => elsewhere))].join(', ');
      warnings.push(`What is chosen can be seen on screen ${numbers} too, which is another state.`);
    }
    if (said === 'in_meeting' && !used.some(({ key }) => key.startsWith('connection'))) {
      warnings.push(
        'A button alone is also shown in waiting rooms: better with “connection connected”, once there is one.',
      );
    }
  }
  for (const { part, needed, element, found } of parts) {
    if (live && needed && element === undefined && found === undefined) {
      warnings.push(`The profile does not find “${part}” here: point at it.`);
    }
  }
  return warnings;
}

function nextText(profile: PlatformProfile, state: JoinState | undefined, dismisses: boolean): string {
  const [first, the] = dismisses ? ['What lies over the page is clicked away; then: ', 'the'] : ['', 'The'];
  if (state === undefined) return `${first}${dismisses ? 'nothing' : 'Nothing'}, until you say what this screen is.`;
  if (state === 'in_meeting') return 'This is the meeting: finish, and three joins prove the file.';
  const does = stagesFor(profile, state).flatMap(({ steps }) => steps.length);
  if (does.length === 0) return `${first}${the} profile does nothing on this screen but wait for the next.`;
  return `${first}${the} profile does its ${does.reduce((sum, count) => sum + count, 0)} steps for this screen.`;
}
