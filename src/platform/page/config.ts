/** What the host side hands to the page code: a profile's state rules as plain data. */
import type { JoinState } from '../../model/join-state.js';

export interface PageConfig {
  /** In the order in which they are tried. */
  readonly rules: readonly PageRule[];
  /** The states of which the first to be reached is `page_ready`. */
  readonly ready: readonly JoinState[];
  /** By which the page may try to start an app. */
  readonly appSchemes: readonly string[];
  /** Expressions of script markers, as functions. */
  readonly scripts: readonly (() => unknown)[];
  /** Where on `globalThis` the host finds `PagePlatform`. */
  readonly handle: string;
}

export interface PageRule {
  readonly state: JoinState;
  readonly all: readonly PageMarker[];
  readonly any: readonly PageMarker[];
  readonly none: readonly PageMarker[];
  readonly debounceMs: number;
  readonly frames: 'main' | 'any' | Pattern;
  /** The only states that may follow this one. */
  readonly next?: readonly JoinState[];
}

/** A RegExp as data. */
export interface Pattern {
  readonly source: string;
  readonly flags: string;
}

/** A text to look for. */
export interface PageText {
  readonly pattern: Pattern;
  /** The pattern wants a whole label or line. */
  readonly whole: boolean;
  /**
   * Text without one of these cannot match: lower case, no white space, ' for ’. Absent for an expression of the profile's own,
   * of which that cannot be said.
   */
  readonly needles?: readonly string[];
}

export type PageMarker =
  | { readonly kind: 'css'; readonly selector: string; readonly visible: boolean }
  | { readonly kind: 'role'; readonly role: MarkerRole; readonly name?: Pattern }
  | { readonly kind: 'text'; readonly text: PageText; readonly within?: string }
  | { readonly kind: 'url'; readonly pattern: Pattern }
  | { readonly kind: 'title'; readonly pattern: Pattern }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'console' | 'dialog'; readonly pattern: Pattern }
  | { readonly kind: 'connection'; readonly state: 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed' }
  | { readonly kind: 'track'; readonly media: 'audio' | 'video' }
  /** `index` in the configuration's `scripts`; `code` is for people. */
  | { readonly kind: 'script'; readonly index: number; readonly code: string };

export type MarkerRole = 'button' | 'link' | 'textbox' | 'checkbox' | 'heading' | 'dialog' | 'alert';

/** What the host may call in a frame. */
export interface PagePlatform {
  /** The next event of this type in the frame is `join_pressed`, stamped with the event's own time. */
  armJoinPress(type: 'click' | 'keydown'): void;
  /** The page wrote this to its console, or showed it in a dialog: only the browser's side sees that. */
  heard(kind: 'console' | 'dialog', text: string): void;
  /** How every rule of this frame stands now, in the order in which they are tried. */
  explain(): readonly RuleStanding[];
}

/** For people: which markers of a rule hold and which do not. */
export interface RuleStanding {
  readonly state: JoinState;
  readonly holds: boolean;
  /** What was found, one entry a marker: `css #join`, `text "Waiting room"`. */
  readonly held: readonly string[];
  /** What was looked for and is not there; of markers that must not hold: `no css #spinner`. One of `any` is missing as `a or b`. */
  readonly missing: readonly string[];
}
