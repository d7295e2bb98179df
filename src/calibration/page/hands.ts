/** What the pieces of the local page can do, and what of it is under way here and not at the server. */
import type { Answer } from './protocol.js';

export interface Hands {
  readonly send: (answer: Answer) => void;
  /** The part that the next click in the picture is for. */
  readonly part: string | undefined;
  readonly point: (part: string | undefined) => void;
  /** The element that was clicked for no part: for pressing by hand. */
  readonly held: string | undefined;
  readonly hold: (element: string) => void;
}
