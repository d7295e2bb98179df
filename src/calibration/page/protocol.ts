/** What the local page is told and what it answers: JSON over the local server. Texts are ready to be shown. */
import type { Box } from './screen.js';

export interface View {
  /** Grows with each change. */
  readonly version: number;
  readonly platform: string;
  readonly host: string;
  /** `asking`: it is the person's turn. `offline`: the same, with no page behind it. */
  readonly phase: 'busy' | 'asking' | 'offline' | 'proving' | 'done';
  /** What is going on, or went wrong; the newest last. */
  readonly said: readonly Said[];
  readonly screens: readonly { readonly number: number; readonly title: string; readonly shown: boolean }[];
  readonly screen: ScreenView | undefined;
  readonly states: readonly { readonly state: string; readonly words: string }[];
  /** The file, once it is written, and what became of the joins with it. */
  readonly written: { readonly file: string; readonly text: string } | undefined;
  readonly proof: { readonly joined: number; readonly of: number; readonly sentences: readonly string[] } | undefined;
}

export interface Said {
  readonly text: string;
  readonly bad: boolean;
}

export interface ScreenView {
  readonly number: number;
  /** Address of the picture; without one the boxes alone are drawn. */
  readonly picture: string | undefined;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly address: string;
  readonly elements: readonly ElementView[];
  readonly lines: readonly string[];
  readonly opinion: string;
  /** What the profile takes it for; `unknown` when it knows no such screen. */
  readonly opinionState: string;
  readonly rules: readonly RuleView[];
  /** What the person says it is, or the profile while nobody contradicts. */
  readonly state: string | undefined;
  readonly parts: readonly PartView[];
  readonly markers: readonly MarkerView[];
  readonly warnings: readonly string[];
  /** What happens on "go on", in words. */
  readonly next: string;
  /** Whether this is the screen that the page shows now. */
  readonly live: boolean;
}

interface ElementView {
  readonly key: string;
  /** `button "Join"` */
  readonly words: string;
  readonly box: Box;
}

interface RuleView {
  readonly state: string;
  readonly held: readonly string[];
  readonly missing: readonly string[];
}

export interface PartView {
  readonly part: string;
  readonly words: string;
  /** Needed for what the profile does on this screen. */
  readonly needed: boolean;
  /** What the profile finds by itself; absent: nothing. */
  readonly found: string | undefined;
  readonly foundElement: string | undefined;
  /** What the person pointed at. */
  readonly element: string | undefined;
  readonly ways: readonly { readonly words: string; readonly used: boolean; readonly checked: boolean }[];
}

interface MarkerView {
  readonly key: string;
  readonly used: boolean;
  /** Numbers of screens of another state that show it too. */
  readonly elsewhere: readonly number[];
}

export type Answer =
  | { readonly do: 'say'; readonly state: string }
  | { readonly do: 'point'; readonly part: string; readonly element: string | null }
  | { readonly do: 'point-at'; readonly part: string; readonly x: number; readonly y: number }
  | { readonly do: 'use'; readonly part: string; readonly way: number; readonly used: boolean }
  | { readonly do: 'mark'; readonly marker: string; readonly used: boolean }
  | { readonly do: 'show'; readonly screen: number }
  | { readonly do: 'press'; readonly element: string }
  | { readonly do: 'type-name'; readonly element: string }
  | { readonly do: 'go-on' | 'look' | 'again' | 'finish' }
  | { readonly do: 'end' };
