/**
 * Which elements have a text that is looked for, shown or not: of each place where one stands, the innermost element that has
 * the whole of it. A text may be made of several nodes ("You've <b>been</b> removed").
 */
import { type Hit, type Needles, normal } from './needles.js';

export type Found<Watch> = (element: Element, watch: Watch) => void;

const unread = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT']);
/** Text nodes on each side that are looked at for the rest of a text. */
const mostNodesBeside = 24;

/** All that is in `element`. */
export function findWithin<Watch>(element: Element, needles: Needles<Watch>, found: Found<Watch>): void {
  const hits = needles.hits(normal(element.textContent));
  if (hits.length > 0) place(element, hits, found);
}

/** What this text holds, and what it may make together with what stands before and behind it. */
export function findAround<Watch>(text: Text, needles: Needles<Watch>, found: Found<Watch>): void {
  // Most of what changes in a page cannot be a part of anything: then there is no need to look around.
  const concern = needles.concern(text.data);
  if (concern === undefined) return;
  const { holds, isPart, before, behind } = concern;
  const { longest } = needles;
  const pieces = [
    ...beside(text, longest, 'previousNode', isPart || before).reverse(),
    { node: text, text: normal(text.data) },
    ...beside(text, longest, 'nextNode', isPart || behind),
  ];
  if (!holds && pieces.length === 1) return;
  const hits = needles.hits(pieces.map((piece) => piece.text).join(''));
  if (hits.length === 0) return;
  let length = 0;
  const ends = pieces.map((piece) => (length += piece.text.length));
  for (const { start, end, watch } of hits) {
    const from = pieces[ends.findIndex((one) => one > start)]?.node;
    const to = pieces[ends.findIndex((one) => one >= end)]?.node;
    let element = from?.parentElement;
    while (element != null && to !== undefined && !element.contains(to)) element = element.parentElement;
    if (element != null && !unread.has(element.tagName)) found(element, watch);
  }
}

/** The first and the last text in `node`, if it has any. */
export function textsIn(node: Node): readonly [Text, Text] | undefined {
  if (node instanceof Text) return [node, node];
  const { firstChild } = node;
  if (firstChild === null || (firstChild instanceof Text && firstChild === node.lastChild))
    return firstChild === null ? undefined : [firstChild, firstChild];
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const first = walker.nextNode() as Text | null;
  if (first === null) return undefined;
  let last: Node = node;
  while (last.lastChild !== null) last = last.lastChild;
  walker.currentNode = last;
  return [first, last instanceof Text ? last : ((walker.previousNode() as Text | null) ?? first)];
}

/**
 * Each hit lies in one of the children, or only the element has the whole of it.
 *
 * @param hits In the order in which they begin.
 */
function place<Watch>(element: Element, hits: readonly Hit<Watch>[], found: Found<Watch>): void {
  if (unread.has(element.tagName)) return;
  let end = 0;
  let next = 0;
  for (const child of element.childNodes) {
    if (next === hits.length) return;
    const isElement = child instanceof Element;
    if (!isElement && !(child instanceof Text)) continue;
    const start = end;
    end += normal(child.textContent).length;
    const inner: Hit<Watch>[] = [];
    for (let hit = hits[next]; hit !== undefined && hit.start < end; hit = hits[(next += 1)]) {
      if (isElement && hit.end <= end) inner.push({ ...hit, start: hit.start - start, end: hit.end - start });
      else found(element, hit.watch);
    }
    if (isElement && inner.length > 0) place(child, inner, found);
  }
}

interface Piece {
  readonly node: Text;
  readonly text: string;
}

/** @param next The letters that may stand there; `true`: any. */
function beside(from: Text, letters: number, step: 'previousNode' | 'nextNode', next: string | true): Piece[] {
  if (next === '') return [];
  const walker = document.createTreeWalker(from.getRootNode(), NodeFilter.SHOW_TEXT);
  walker.currentNode = from;
  const pieces: Piece[] = [];
  let seen = 0;
  for (let steps = 0; steps < mostNodesBeside && seen < letters; steps += 1) {
    const node = walker[step]() as Text | null;
    if (node === null) break;
    const text = normal(node.data);
    if (text === '') continue;
    if (seen === 0 && next !== true && !next.includes(text.charAt(step === 'nextNode' ? 0 : text.length - 1))) break;
    pieces.push({ node, text });
    seen += text.length;
  }
  return pieces;
}
