/**
 * The elements that may matter, found as they come: by selector and by text, through shadow roots. Nothing is searched twice,
 * so that a page of thousands of nodes that changes all the time costs what changes, not what there is.
 *
 *     mutation ─► what was added or changed ─► does it match what is watched for? ─► candidates ─► the markers look at these
 *
 * A candidate may have changed since: whoever uses one asks whether it still matches.
 */
import { isSimpleSelector } from './simple-selector.js';

export interface SelectorWatch {
  readonly selector: string;
  /** Elements that matched when they were seen. */
  readonly elements: Iterable<Element>;
}

export interface TextWatch {
  /** The innermost elements with the text in them, shown or not. */
  readonly elements: Iterable<Element>;
}

interface Watched {
  readonly found: Set<Element>;
}

interface WatchedSelector extends Watched {
  readonly selector: string;
  /** Whether it matches depends on the element's own tag and attributes alone. */
  readonly simple: boolean;
  stale: boolean;
}

interface WatchedText extends Watched {
  /** @param text lower case, without white space */
  readonly mayHold: (text: string) => boolean;
}

/** More than this is not taken together with what is beside it: letters, nodes. */
const short = { text: 300, nodes: 60 };
const unread = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT']);

export class WatchedDom {
  readonly #selectors: WatchedSelector[] = [];
  readonly #texts: WatchedText[] = [];
  readonly #bySelector = new Map<string, SelectorWatch>();
  readonly #byNeedles = new Map<string, TextWatch>();
  /** All simple ones in one. */
  #anySelector = '';
  readonly #roots: (Document | ShadowRoot)[] = [];
  /** Elements that may still get a shadow root of their own. */
  readonly #hosts = new Set<Element>();
  readonly #observer: MutationObserver;
  readonly #changed: (target: Node, own: boolean) => void;

  /**
   * @param changed Told of every node whose attributes (`own`), children or text changed.
   * @param settled Told once after all of them.
   */
  constructor(changed: (target: Node, own: boolean) => void, settled: () => void) {
    this.#changed = changed;
    this.#observer = new MutationObserver((records) => {
      this.#take(records);
      settled();
    });
  }

  /** The same for all who ask for the same. @throws SyntaxError when it is no selector. Before `start`. */
  elements(selector: string): SelectorWatch {
    const known = this.#bySelector.get(selector);
    if (known !== undefined) return known;
    document.createDocumentFragment().querySelector(selector);
    const watched = { selector, simple: isSimpleSelector(selector), found: new Set<Element>(), stale: true };
    this.#selectors.push(watched);
    if (watched.simple) this.#anySelector += (this.#anySelector === '' ? '' : ', ') + selector;
    const refresh = (): void => {
      this.#refresh(watched);
    };
    const watch = {
      selector,
      get elements() {
        refresh();
        return connected(watched.found);
      },
    };
    this.#bySelector.set(selector, watch);
    return watch;
  }

  /**
   * The same for all who ask for the same.
   *
   * @param needles A text with one of them in it, lower case and without white space, is worth a look. Before `start`.
   */
  texts(needles: readonly string[]): TextWatch {
    const key = needles.join('\n');
    const known = this.#byNeedles.get(key);
    if (known !== undefined) return known;
    const watched = {
      mayHold: (text: string) => needles.some((needle) => text.includes(needle)),
      found: new Set<Element>(),
    };
    this.#texts.push(watched);
    const watch = {
      get elements() {
        return connected(watched.found);
      },
    };
    this.#byNeedles.set(key, watch);
    return watch;
  }

  start(): void {
    this.#enter(document);
  }

  /** Custom elements may be given their shadow root long after they came, and no mutation tells. */
  findLateRoots(): void {
    for (const host of this.#hosts) {
      if (!host.isConnected) this.#hosts.delete(host);
      else if (host.shadowRoot !== null) {
        this.#hosts.delete(host);
        this.#enter(host.shadowRoot);
      }
    }
  }

  #enter(root: Document | ShadowRoot): void {
    if (this.#roots.includes(root)) return;
    this.#roots.push(root);
    // A document outlives its root element, which does not exist yet when this runs.
    this.#observer.observe(root, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: this.#texts.length > 0,
    });
    for (const child of root.children) this.#scan(child);
  }

  #take(records: readonly MutationRecord[]): void {
    for (const watched of this.#selectors) if (!watched.simple) watched.stale = true;
    for (const { type, target, addedNodes } of records) {
      this.#changed(target, type === 'attributes');
      if (type === 'attributes') this.#match(target as Element);
      else if (type === 'characterData') this.#readAround(target.parentNode, target.nodeValue);
      else {
        let fresh = '';
        for (const node of addedNodes) {
          if (node instanceof Element) this.#scan(node);
          else if (node.nodeType === Node.TEXT_NODE) fresh += node.nodeValue ?? '';
        }
        if (addedNodes.length > 0) this.#readAround(target, fresh);
      }
    }
  }

  /** What came with this element. One search for all selectors: most of what comes matches none. */
  #scan(element: Element): void {
    if (this.#anySelector !== '') {
      this.#match(element);
      for (const inner of element.querySelectorAll(this.#anySelector)) this.#match(inner);
    }
    if (this.#texts.length > 0) this.#read(element, normal(element.textContent));
    this.#findHosts(element);
  }

  #match(element: Element): void {
    if (this.#anySelector === '' || !element.matches(this.#anySelector)) return;
    for (const { selector, simple, found } of this.#selectors)
      if (simple && element.matches(selector)) found.add(element);
  }

  #read(element: Element, text: string): void {
    for (const { mayHold, found } of this.#texts) if (mayHold(text)) innermost(element, mayHold, found);
  }

  /**
   * A text may be made of several nodes; where there is little of it, what stands beside belongs to it.
   *
   * @param fresh The text of the nodes that came into `node` or changed in it.
   */
  #readAround(node: Node | null, fresh: string | null): void {
    if (this.#texts.length === 0 || !(node instanceof Element)) return;
    let around: Element | undefined;
    let text: string | undefined;
    for (let outer: Element | null = node; outer !== null; outer = outer.parentElement) {
      const all = shortTextOf(outer);
      if (all === undefined) break;
      [around, text] = [outer, all];
    }
    if (around !== undefined) this.#read(around, normal(text ?? ''));
    else if (fresh !== null && fresh !== '') {
      const own = normal(fresh);
      for (const { mayHold, found } of this.#texts) if (mayHold(own)) found.add(node);
    }
  }

  #findHosts(element: Element): void {
    const look = (candidate: Element): void => {
      if (candidate.shadowRoot !== null) this.#enter(candidate.shadowRoot);
      else if (candidate.localName.includes('-')) this.#hosts.add(candidate);
    };
    look(element);
    for (const inner of element.querySelectorAll('*')) look(inner);
  }

  #refresh(watched: WatchedSelector): void {
    if (watched.simple || !watched.stale) return;
    watched.stale = false;
    watched.found.clear();
    for (const root of this.#roots)
      for (const element of root.querySelectorAll(watched.selector)) watched.found.add(element);
  }
}

/** Compared in one way: lower case, without white space, ’ as '. */
function normal(text: string): string {
  return text.replaceAll('’', "'").replace(/\s+/g, '').toLowerCase();
}

function* connected(found: Set<Element>): Iterable<Element> {
  for (const element of found) {
    if (element.isConnected) yield element;
    else found.delete(element);
  }
}

function innermost(element: Element, mayHold: (text: string) => boolean, found: Set<Element>): void {
  let isInner = false;
  for (const child of element.children) {
    if (!mayHold(normal(child.textContent))) continue;
    isInner = true;
    if (!unread.has(child.tagName)) innermost(child, mayHold, found);
  }
  if (!isInner && !unread.has(element.tagName)) found.add(element);
}

/** @returns `undefined` when there is much of it. Never walks far. */
function shortTextOf(element: Element): string | undefined {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  let text = '';
  for (let seen = 0; walker.nextNode() !== null; seen += 1) {
    const { currentNode } = walker;
    if (currentNode.nodeType === Node.TEXT_NODE) text += currentNode.nodeValue ?? '';
    if (seen >= short.nodes || text.length > short.text) return undefined;
  }
  return text;
}
