/** The links of a text, in the order in which they stand there: whole ones, and those that a line break cut in two. */
import { halfWidth } from './plain-text.js';

export interface FoundLink {
  /** As it stands on its line. */
  readonly link: string;
  /** With what may be the rest of it on the lines below. */
  readonly joined?: string;
  /** The line was cut rather than ended: `joined` is the likelier one. */
  readonly isCut: boolean;
}

/** What may stand in a link, full-width where an input method may have typed it so. Sentences end at anything else. */
const linkCharacters = String.raw`[\w\-.~:/?#\[\]@!$&'()*+,;=%|\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0e\uff0f\uff0d\uff3f\uff1d\uff06\uff05]`;
const plainStart = String.raw`https?[:\uff1a][/\uff0f]{2}`;
/** Percent-encoded as a whole, up to three times. */
const encodedStart = String.raw`https?%(?:25){0,2}3A%(?:25){0,2}2F%(?:25){0,2}2F`;
/** A full-width question mark ends a sentence, unless a query follows. */
const wideQuery = String.raw`\uff1f(?=[\w-]{1,30}[=\uff1d])`;
const linkPattern = new RegExp(`${plainStart}(?:${linkCharacters}|${wideQuery})+|${encodedStart}[\\w\\-.~%]+`, 'gi');
const wholeLine = new RegExp(`^${linkCharacters}+$`);

/** Hosts and paths without a scheme, as people type them. */
const barePattern = /(?<![\w@./-])(?:[a-z\d-]{1,63}\.){1,5}[a-z]{2,12}\/[\w\-.~:/?#@!$&'()*+,;=%]+/gi;

const mostLinks = 60;
/** Mail is broken at 66 to 78 columns. */
const cutColumns = 66;
const mostContinuations = 8;

export function findLinks(text: string): readonly FoundLink[] {
  const found: FoundLink[] = [];
  for (const match of text.matchAll(linkPattern)) {
    const link = cleanLink(match[0]);
    if (link === '') continue;
    found.push({ link, ...continued(text, match.index, match[0]) });
    if (found.length === mostLinks) break;
  }
  return found;
}

/** For texts in which no other link leads to a meeting. */
export function findBareLinks(text: string): readonly string[] {
  return [...text.matchAll(barePattern)].slice(0, mostLinks).map(([bare]) => trimLink(`https://${bare}`));
}

/** Brackets and quotes around a link, and the sentence's punctuation after it, Chinese or not. */
export function trimLink(pasted: string): string {
  let link = pasted.trim().replace(/^[<("'「『《（【“‘]+/, '');
  for (;;) {
    const shorter = link.replace(/[\s.,;:!?>"'。，、；：！？」』》）】”’…]+$/, '');
    // A bracket that was opened within the link belongs to it.
    const next =
      (shorter.endsWith(')') && !shorter.includes('(')) || (shorter.endsWith(']') && !shorter.includes('['))
        ? shorter.slice(0, -1)
        : shorter;
    if (next === link) return link;
    link = next;
  }
}

function cleanLink(found: string): string {
  const link = trimLink(decodeWhole(halfWidth(found)));
  // A scheme alone is none.
  return /^https?:\/\/[^/]/i.test(link) ? link : '';
}

function decodeWhole(found: string): string {
  let link = found;
  for (let times = 0; times < 3 && !/^https?:\/\//i.test(link); times++) link = decodeLoosely(link);
  return link;
}

/** What is not encoded rightly stays as it is. */
export function decodeLoosely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function continued(text: string, from: number, found: string): Pick<FoundLink, 'joined' | 'isCut'> {
  const lineStart = text.lastIndexOf('\n', from) + 1;
  let lineEnd = endOfLine(text, from);
  if (text.slice(from + found.length, lineEnd).trim() !== '') return { isCut: false };
  let joined = found;
  let columns = from + found.length - lineStart;
  let isCut = false;
  for (let lines = 0; lines < mostContinuations && lineEnd < text.length; lines++) {
    const nextEnd = endOfLine(text, lineEnd + 1);
    const next = text.slice(lineEnd + 1, nextEnd).trim();
    const isOpen = /[/?&=%_-]$/.test(joined);
    const isFull = columns >= cutColumns;
    if (!mayContinue(next, isOpen) || (lines > 0 && !isOpen && !isFull)) break;
    isCut ||= isOpen || isFull;
    joined += next;
    columns = next.length;
    lineEnd = nextEnd;
  }
  return joined === found ? { isCut: false } : { joined: cleanLink(joined), isCut };
}

/** Not a link, a label, a word, a number or a rule of its own. */
function mayContinue(line: string, isOpen: boolean): boolean {
  if (line === '' || line.length > 500 || !wholeLine.test(line)) return false;
  if (/https?:|^[a-z#]+:|^[-_=*~]{3,}/i.test(line)) return false;
  return isOpen || !/^(?:\(?[a-z]{1,20}\)?[,.!?]?|\+?[\d().-]+)$/i.test(line);
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
