/** What the host side hands to the page code: a profile's state rules as plain data. */
import type { JoinState } from '../../model/join-state.js';

export interface PageConfig {
  /** In the order in which they are tried. */
  readonly rules: readonly PageRule[];
  /** The states of which the first to be reached is `page_ready`. */
  readonly ready: readonly JoinState[];
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
}

/** A RegExp as data. */
export interface Pattern {
  readonly source: string;
  readonly flags: string;
}

export type PageMarker =
  | { readonly kind: 'css'; readonly selector: string; readonly visible: boolean }
  | { readonly kind: 'text'; readonly pattern: Pattern; readonly within?: string }
  | { readonly kind: 'url'; readonly pattern: Pattern }
  | { readonly kind: 'title'; readonly pattern: Pattern }
  | { readonly kind: 'track'; readonly media: 'audio' | 'video' }
  /** `index` in the configuration's `scripts`; `code` is for people. */
  | { readonly kind: 'script'; readonly index: number; readonly code: string };

/** What the host may call in a frame. */
export interface PagePlatform {
  /** The next event of this type in the frame is `join_pressed`, stamped with the event's own time. */
  armJoinPress(type: 'click' | 'keydown'): void;
}
