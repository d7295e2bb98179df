/**
 * The elements that may matter, found as they come: by selector and by text, through shadow roots. Nothing is searched twice,
 * so that a page of thousands of nodes that changes all the time costs what changes, not what there is.
 *
 *     mutation ─► what was added or changed ─► does it match what is watched for? ─► candidates ─► the markers look at these
 *        └─ so much that it is another screen: a look, in which each watch that is asked searches anew
 *
 * A candidate may have changed since: whoever uses one asks whether it still matches. And only what was asked since the last
 * look began is worth another: the rest cannot have decided anything.
 */
import { LateRoots } from './late-roots.js';
import { Needles } from './needles.js';
import { reachOf, type Search, type SelectorReach } from './selector-reach.js';
import { findAround, findWithin, textsIn } from './text-finder.js';

export interface Watch {
  /** Elements that matched when they were seen; of a text, the innermost with it in them, shown or not. */
  readonly elements: Iterable<Element>;
}

/** Elements. */
const few = 100;

interface Watched {
  readonly found: Set<Element>;
  /** Since the last look began. */
  asked: boolean;
  /** To be there is enough for somebody: no layout has to be waited for. */
  plain: boolean;
}

interface WatchedSelector extends Watched {
  readonly selector: string;
  readonly reach: SelectorReach['reach'];
  readonly searches: readonly Search[];
  /** Must be searched for anew, everywhere. */
  stale: boolean;
}

/** `now`: no layout is needed to see what came, and it may be gone when there is one. */
export type Worth = 'nothing' | 'a look' | 'a look now';

export interface Listener {
  /** Of every change, before anything else. @returns whether it is worth a look */
  readonly changed: (record: MutationRecord) => boolean;
  /** After all changes of a moment. */
  readonly settled: (worth: Worth) => void;
}

export class WatchedDom {
  readonly #selectors: WatchedSelector[] = [];
  readonly #far: WatchedSelector[] = [];
  readonly #texts: Watched[] = [];
  readonly #bySelector = new Map<string, Watch>();
  readonly #byNeedles = new Map<string, Watch>();
  readonly #needles = new Needles<Watched>();
  /** All that do not reach far in one; what may stand around those that reach down. */
  readonly #any: string[] = [];
  readonly #leads: string[] = [];
  #anySelector = '';
  #leadSelector = '';
  #eitherSelector = '';
  /** Must be searched for anew, everywhere. */
  #textsStale = false;
  readonly #roots: (Document | ShadowRoot)[] = [];
  /** In this look: nothing changes meanwhile. */
  readonly #searched = new Map<ParentNode, Searched>();
  readonly #lateRoots: LateRoots;
  readonly #observer: MutationObserver;
  readonly #listener: Listener;
  #worth: Worth = 'nothing';

  constructor(listener: Listener) {
    this.#listener = listener;
    this.#lateRoots = new LateRoots(
      (root) => {
        this.#enter(root);
      },
      () => {
        this.#tell();
      },
    );
    this.#observer = new MutationObserver((records) => {
      this.#searched.clear();
      for (const record of records) this.#take(record);
      this.#tell();
    });
  }

  /**
   * The same for all who ask for the same.
   *
   * @param plain To be there is enough. @throws SyntaxError when it is no selector. Before `start`.
   */
  elements(selector: string, plain = false): Watch {
    const known = this.#bySelector.get(selector);
    if (known !== undefined) {
      if (plain) for (const one of this.#selectors) if (one.selector === selector) one.plain = true;
      return known;
    }
    document.createDocumentFragment().querySelector(selector);
    const { reach, leads, searches } = reachOf(selector);
    const watched = { selector, reach, searches, found: new Set<Element>(), asked: false, plain, stale: true };
    this.#selectors.push(watched);
    if (reach === 'far') this.#far.push(watched);
    else this.#any.push(selector);
    this.#leads.push(...leads);
    const watch = this.#watch(watched, () => {
      this.#refresh(watched);
    });
    this.#bySelector.set(selector, watch);
    return watch;
  }

  /**
   * The same for all who ask for the same.
   *
   * @param needles A text with one of them in it, lower case and without white space, is worth a look. Before `start`.
   */
  texts(needles: readonly string[]): Watch {
    const key = needles.join('\n');
    const known = this.#byNeedles.get(key);
    if (known !== undefined) return known;
    const watched = { found: new Set<Element>(), asked: false, plain: false };
    this.#texts.push(watched);
    this.#needles.add(needles, watched);
    const watch = this.#watch(watched, () => {
      this.#refreshTexts();
    });
    this.#byNeedles.set(key, watch);
    return watch;
  }

  start(): void {
    this.#anySelector = this.#any.join(', ');
    this.#leadSelector = this.#leads.join(', ');
    this.#eitherSelector = [...this.#any, ...this.#leads].join(', ');
    this.#enter(document);
  }

  /** Shadow roots that came without a word. @returns whether there were any */
  findRoots(): boolean {
    return this.#lateRoots.find();
  }

  beginLook(): void {
    for (const watched of this.#selectors) watched.asked = false;
    for (const watched of this.#texts) watched.asked = false;
    this.#searched.clear();
    this.findRoots();
    // What it found will be looked at anyway.
    this.#worth = 'nothing';
  }

  #watch(watched: Watched, refresh: () => void): Watch {
    return {
      get elements() {
        watched.asked = true;
        refresh();
        return connected(watched.found);
      },
    };
  }

  #tell(): void {
    const worth = this.#worth;
    this.#worth = 'nothing';
    this.#listener.settled(worth);
  }

  #enter(root: Document | ShadowRoot): void {
    if (this.#roots.includes(root)) return;
    this.#roots.push(root);
    // A document outlives its root element, which does not exist yet when this runs.
    this.#observer.observe(root, {
      subtree: true,
      childList: true,
      attributes: true,
      // A name or a title may change too.
      characterData: true,
    });
    for (const child of root.children) this.#scan(child);
  }

  #take(record: MutationRecord): void {
    const { type, target, addedNodes } = record;
    if (this.#listener.changed(record)) this.#isWorth('a look');
    for (const watched of this.#far) this.#outdate(watched);
    if (type === 'attributes') this.#attributeChanged(target as Element);
    else if (type === 'characterData') this.#readAround(target);
    else
      for (const node of addedNodes) {
        if (node instanceof Element) this.#scan(node);
        if (!this.#textsStale) this.#readAround(node);
      }
  }

  #attributeChanged(element: Element): void {
    // Most are neither, which one question says.
    if (this.#eitherSelector === '' || !element.matches(this.#eitherSelector)) return;
    this.#match(element);
    if (this.#leadSelector === '' || !element.matches(this.#leadSelector)) return;
    for (const watched of this.#selectors) if (watched.reach === 'down') this.#outdate(watched);
  }

  /** What came with this element. */
  #scan(element: Element): void {
    this.#match(element);
    this.#lateRoots.look(element);
    // A text that is alone in it is read with what stands around it.
    if (element.firstElementChild === null) return;
    // Counted by the browser; `querySelectorAll` would list them.
    if (element.getElementsByTagName('*').length > few) {
      this.#isMuch(element);
      return;
    }
    if (this.#texts.length > 0) findWithin(element, this.#needles, this.#found);
    if (this.#anySelector === '') return;
    // Most matches nothing, which one search says.
    for (const inner of element.querySelectorAll(this.#anySelector)) this.#match(inner);
  }

  /** Nothing is searched for before the look, and then by who asks; but for what is there for a moment only. */
  #isMuch(element: Element): void {
    this.#textsStale = true;
    this.#isWorth('a look');
    const known: Searched = new Map();
    for (const watched of this.#selectors) {
      if (watched.plain && watched.asked)
        search(element, watched, known, () => {
          this.#isWorth('a look now');
        });
      this.#outdate(watched);
    }
  }

  #outdate(watched: WatchedSelector): void {
    watched.stale = true;
    if (watched.asked) this.#isWorth('a look');
  }

  #match(element: Element): void {
    if (this.#anySelector === '' || !element.matches(this.#anySelector)) return;
    for (const watched of this.#selectors)
      if (watched.reach !== 'far' && element.matches(watched.selector)) this.#found(element, watched);
  }

  #readAround(node: Node): void {
    if (this.#texts.length === 0 || !node.isConnected) return;
    const texts = textsIn(node);
    if (texts === undefined) return;
    const [first, last] = texts;
    findAround(first, this.#needles, this.#found);
    if (last !== first) findAround(last, this.#needles, this.#found);
  }

  /** What was found before was asked about, unless its watch was not: then nothing hangs on it. */
  readonly #found = (element: Element, watched: Watched): void => {
    if (watched.found.has(element)) return;
    watched.found.add(element);
    if (watched.asked) this.#isWorth(watched.plain ? 'a look now' : 'a look');
  };

  #isWorth(worth: 'a look' | 'a look now'): void {
    if (this.#worth !== 'a look now') this.#worth = worth;
  }

  /** Not by `#found`, here and below: whoever asks is about to look. */
  #refreshTexts(): void {
    if (!this.#textsStale) return;
    this.#textsStale = false;
    for (const { found } of this.#texts) found.clear();
    for (const root of this.#roots)
      for (const child of root.children)
        findWithin(child, this.#needles, (element, { found }) => {
          found.add(element);
        });
  }

  #refresh(watched: WatchedSelector): void {
    if (!watched.stale) return;
    watched.stale = false;
    watched.found.clear();
    for (const root of this.#roots) {
      let known = this.#searched.get(root);
      if (known === undefined) this.#searched.set(root, (known = new Map<string, NodeListOf<Element>>()));
      search(root, watched, known, (element) => {
        watched.found.add(element);
      });
    }
  }
}

/** By selector, what it found in one element or root. */
type Searched = Map<string, NodeListOf<Element>>;

/** By the short ways: a list of selectors costs browsers a look at every element. */
function search(
  root: ParentNode,
  { searches }: WatchedSelector,
  known: Searched,
  found: (element: Element) => void,
): void {
  for (const { among, matching } of searches) {
    let elements = known.get(among);
    if (elements === undefined) known.set(among, (elements = root.querySelectorAll(among)));
    elements.forEach((element) => {
      if (among === matching || element.matches(matching)) found(element);
    });
  }
}

function* connected(found: Set<Element>): Iterable<Element> {
  for (const element of found) {
    if (element.isConnected) yield element;
    else found.delete(element);
  }
}
