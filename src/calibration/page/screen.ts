/** What a page shows, as data: what a person points at and what locators and markers are made of. No value that was typed is in it. */

/** Something that can be pointed at: a control, a heading, a dialog, or whatever looks as if it could be pressed. */
export interface DescribedElement {
  /** The same for as long as the document lives; no two frames are likely to use the same. */
  readonly ref: number;
  readonly tag: string;
  /** ARIA role, given or the element's own; passwords have none. */
  readonly role?: string;
  /** Accessible name, near enough: what is proposed from it is checked with the engine. */
  readonly name?: string;
  /** Of a field. */
  readonly label?: string;
  readonly placeholder?: string;
  /** What it shows, on one line. */
  readonly text?: string;
  readonly testId?: { readonly attribute: string; readonly value: string };
  /** Stable selectors, ids before classes, each with how many elements it matches in its tree. */
  readonly css: readonly { readonly selector: string; readonly by: 'id' | 'class'; readonly count: number }[];
  readonly disabled?: true;
  readonly inDialog?: true;
  /** CSS pixels, of the viewport that the page has. */
  readonly box: Box;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DescribedFrame {
  readonly address: string;
  readonly title: string;
  readonly elements: readonly DescribedElement[];
  /** Lines of visible text, in the order of the document, without those that elements have. */
  readonly lines: readonly string[];
  /** `connectionState` of its RTCPeerConnections. */
  readonly connections: readonly string[];
}

/** What the host may call in a frame of the participant's page. */
export interface ScreenDescriber {
  describe(): DescribedFrame;
  /** What is there: the nearest element that can be pointed at; a frame's element when a frame is there. */
  at(x: number, y: number): { readonly ref: number } | 'frame' | undefined;
  /** Of the element or, where it was not described, of the nearest around it. */
  refOf(element: unknown): number | undefined;
}

/** Where on `globalThis` the host finds it. */
export const describerKey = '__rollcallScreen';
