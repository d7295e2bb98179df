/** Texts of a profile → what the page and Playwright compare with. */
import type { Text, TextSet } from './profile.js';

/** Every text of the set, whatever its language. */
function textsOf(set: TextSet): readonly string[] {
  if (typeof set === 'string') return [set];
  return isList(set) ? set : Object.values(set).flat();
}

/** One expression that finds any of the texts. */
export function textPattern(text: Text): RegExp {
  if (text instanceof RegExp) return text;
  const exact = hasExact(text);
  const found = textsOf(exact ? text.exact : text)
    .map(escaped)
    .join('|');
  // Each line of a page's text is a label of its own.
  return exact ? new RegExp(`^\\s*(?:${found})\\s*$`, 'im') : new RegExp(found, 'i');
}

/** Whether a whole label or line is asked for. */
export function isWhole(text: Text): boolean {
  return !(text instanceof RegExp) && hasExact(text);
}

/** What the page compares first: the texts in lower case, without white space. `undefined`: an expression, which may find anything. */
export function needlesOf(text: Text): readonly string[] | undefined {
  if (text instanceof RegExp) return undefined;
  return textsOf(hasExact(text) ? text.exact : text).map((one) =>
    one.replaceAll('’', "'").replace(/\s+/g, '').toLowerCase(),
  );
}

function hasExact(text: TextSet | { readonly exact: TextSet }): text is { readonly exact: TextSet } {
  return typeof text === 'object' && 'exact' in text;
}

function isList(set: TextSet): set is readonly string[] {
  return Array.isArray(set);
}

/** Pages set ’ where profiles write ', and break lines where they like. */
function escaped(text: string): string {
  return text
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/['’]/g, "(?:'|’)")
    .replace(/\s+/g, '\\s+');
}
