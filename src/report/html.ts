/**
 * A template tag for HTML in which everything that is put in is text, unless it is `Html` itself. Names, titles, console
 * lines and reasons come from strangers: they are escaped, and control characters and direction overrides go.
 */
import { inert } from '../shared/redact.js';

/** Long enough for a stack, short enough for a page with a thousand of them. */
const maxTextLength = 2_000;

export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A path of ours, made of numbers alone: longer than foreign text may be, and cut nowhere. */
export function pathData(path: string): Html {
  return new Html(path);
}

/** What may be put in. Absent things leave nothing behind. */
export type Part = string | number | Html | readonly Part[] | undefined | null | false;

/** Attributes must be written in double quotes. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = strings[0] ?? '';
  parts.forEach((part, index) => {
    text += textOf(part) + (strings[index + 1] ?? '');
  });
  return new Html(text);
}

function textOf(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'string') return escape(inert(part, maxTextLength));
  if (typeof part === 'number') return Number.isFinite(part) ? String(part) : '';
  if (part === undefined || part === null || part === false) return '';
  return part.map(textOf).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

function escape(text: string): string {
  return text.replace(/[&<>"'`]/g, (char) => entities[char] ?? '');
}
