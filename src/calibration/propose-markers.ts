/**
 * A screen → what could prove its state: roles with names, lines of text, connections. Of each it is told on which screens of
 * other states it can be seen too: those prove nothing.
 */
import { markerRoles, type Marker, type ProvableState } from '../platform/profile.js';
import type { Screen, ScreenFrame } from './calibration-schema.js';
import { isLasting } from './propose-locators.js';

type MarkerRole = (typeof markerRoles)[number];

export interface MarkerProposal {
  /** For people, and its name within the calibration: `role button "Join"`. */
  readonly key: string;
  readonly marker: Marker;
  /** In which frame it was seen; a rule is tried within one. */
  readonly frame: string | undefined;
  /** Numbers of the screens of other states where it holds. */
  readonly elsewhere: readonly number[];
  /** Proposed, unless somebody says otherwise. */
  readonly proposed: boolean;
}

export interface KnownScreen {
  readonly screen: Screen;
  readonly state: ProvableState | undefined;
  /** Keys of elements that the person pointed at. */
  readonly pointedAt: readonly string[];
}

/** A join is proved by more than a button that a waiting room may show too. */
const mostProposed = 2;

export function proposeMarkers(own: KnownScreen, all: readonly KnownScreen[]): readonly MarkerProposal[] {
  const candidates = own.screen.frames.flatMap((frame) => candidatesOf(frame, own));
  const others = all.filter(({ screen, state }) => screen.number !== own.screen.number && state !== own.state);
  const seen = new Set<string>();
  const unique = candidates.filter(({ key }) => !seen.has(key) && seen.add(key));
  const judged = unique
    .map((candidate) => ({
      ...candidate,
      elsewhere: others.filter(({ screen }) => holdsOn(candidate.key, screen)).map(({ screen }) => screen.number),
    }))
    .sort((a, b) => b.worth - a.worth);
  const good = judged.filter(({ elsewhere }) => elsewhere.length === 0);
  // A rule is tried in one frame: the one of its best marker.
  const frame = good[0]?.frame;
  const chosen = new Set(
    good
      .filter((candidate) => candidate.frame === frame)
      .slice(0, mostProposed)
      .map(({ key }) => key),
  );
  return judged.map(({ key, marker, frame: where, elsewhere }) => ({
    ...{ key, marker, frame: where, elsewhere },
    proposed: chosen.has(key),
  }));
}

interface Candidate {
  readonly key: string;
  readonly marker: Marker;
  readonly frame: string | undefined;
  readonly worth: number;
}

function candidatesOf(frame: ScreenFrame, { state, pointedAt }: KnownScreen): readonly Candidate[] {
  const found: Candidate[] = [];
  const add = (marker: Marker, key: string, worth: number): void => {
    found.push({ key, marker, frame: frame.frame, worth });
  };
  // Nothing proves being in like a transport that is up; before, it may belong to a test of the devices.
  if (frame.connections.includes('connected')) {
    add({ connection: 'connected' }, connectedKey, state === 'in_meeting' ? 100 : 1);
  }
  for (const element of frame.elements) {
    const role = markerRoles.find((candidate) => candidate === element.role);
    if (role === undefined || !isLasting(element.name)) continue;
    const worth = (pointedAt.includes(element.key) ? 50 : 0) + (element.inDialog ? 20 : 0) + worthOf[role];
    add({ role, name: { exact: element.name } }, roleKey(role, element.name), worth);
  }
  for (const line of frame.lines) if (isLasting(line)) add({ text: { exact: line } }, textKey(line), worthOfText(line));
  return found;
}

const worthOf: Readonly<Record<MarkerRole, number>> = {
  alert: 16,
  heading: 15,
  dialog: 14,
  textbox: 12,
  button: 10,
  checkbox: 6,
  link: 3,
};

/** Two letters are found in many places. */
function worthOfText(line: string): number {
  return line.length < 4 ? 2 : 8;
}

function holdsOn(key: string, screen: Screen): boolean {
  return screen.frames.some(
    ({ elements, lines, connections }) =>
      (key === connectedKey && connections.includes('connected')) ||
      lines.some((line) => textKey(line) === key) ||
      elements.some(({ role, name }) => role !== undefined && name !== undefined && roleKey(role, name) === key),
  );
}

const connectedKey = 'connection connected';

function roleKey(role: string, name: string): string {
  return `role ${role} "${name}"`;
}

function textKey(line: string): string {
  return `text "${line}"`;
}
