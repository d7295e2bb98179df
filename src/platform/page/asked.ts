/**
 * What the last look asked about elements, and what it was told: which of all that changes in the page can change an answer?
 *
 *     around   the elements asked about and all that they stand in: a class there may hide or show them
 *     inside   the elements whose text or name was read: a change in one of them may be another text
 *
 * Answers are kept until such a change. What the last look did not ask (its rules fell before) is not kept: nobody would notice
 * that it has changed.
 */
interface Answer {
  readonly holds: boolean;
  readonly find: () => boolean;
  readonly read: readonly Element[];
  look: number;
}

export class Asked {
  /** By element, then by who asks. */
  readonly #answers = new Map<Element, Map<unknown, Answer>>();
  readonly #around = new Set<Node>();
  readonly #inside = new Map<Node, Set<Element>>();
  #look = 0;

  beginLook(): void {
    this.#look += 1;
    this.#around.clear();
    this.#inside.clear();
  }

  endLook(): void {
    for (const [element, answers] of this.#answers) {
      for (const [key, { look }] of answers) if (look !== this.#look) answers.delete(key);
      if (answers.size === 0) this.#answers.delete(element);
    }
  }

  /**
   * @param key Who asks: one answer is kept for each.
   * @param read Whose text or attributes the answer hangs on, beside the element's own attributes.
   */
  of(element: Element, key: unknown, find: () => boolean, read?: () => readonly Element[]): boolean {
    let answers = this.#answers.get(element);
    if (answers === undefined) this.#answers.set(element, (answers = new Map<unknown, Answer>()));
    let answer = answers.get(key);
    if (answer === undefined) {
      answer = { holds: find(), find, read: read?.() ?? [], look: this.#look };
      answers.set(key, answer);
    }
    answer.look = this.#look;
    this.#note(element, answer.read);
    return answer.holds;
  }

  /** Everything may have changed: a style sheet, the window's size, what is animated. */
  forget(): void {
    this.#answers.clear();
  }

  /** Asks again whatever the last look asked. @returns whether an answer is another now; all are forgotten then. */
  isOutdated(): boolean {
    for (const answers of this.#answers.values())
      for (const { holds, find } of answers.values())
        if (find() !== holds) {
          this.forget();
          return true;
        }
    return false;
  }

  /** @returns whether an answer may be another now; it is forgotten then. */
  isConcernedBy({ type, target, attributeName, removedNodes, addedNodes }: MutationRecord): boolean {
    let concerned = false;
    for (let node: Node | null = target; node !== null; node = outerOf(node)) {
      const readers = this.#inside.get(node);
      if (readers === undefined) continue;
      concerned = true;
      for (const element of readers) this.#answers.delete(element);
    }
    if (isSheet(target) || (type === 'attributes' && this.#mayHide(target, attributeName))) {
      this.forget();
      return true;
    }
    if (type !== 'childList') return concerned;
    for (const node of removedNodes)
      if (this.#around.has(node) || holdsSheet(node)) {
        this.forget();
        concerned = true;
      }
    for (const node of addedNodes)
      if (holdsSheet(node)) {
        this.forget();
        concerned = true;
      }
    return concerned;
  }

  /** By its own attributes, or (`.open ~ .bar`) by those of what stands beside it; nobody writes such a rule for a `style`. */
  #mayHide(target: Node, attribute: string | null): boolean {
    if (this.#around.has(target)) return true;
    const parent = outerOf(target);
    return (
      attribute !== 'style' && parent !== null && parent.nodeType !== Node.DOCUMENT_NODE && this.#around.has(parent)
    );
  }

  #note(element: Element, read: readonly Element[]): void {
    for (let node: Node | null = element; node !== null && !this.#around.has(node); node = outerOf(node))
      this.#around.add(node);
    for (const one of read) {
      const readers = this.#inside.get(one);
      if (readers === undefined) this.#inside.set(one, new Set([element]));
      else readers.add(element);
    }
  }
}

/** Through shadow roots. */
function outerOf(node: Node): Node | null {
  return node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
}

function isSheet({ nodeName, parentNode }: Node): boolean {
  return nodeName === 'STYLE' || nodeName === 'LINK' || parentNode?.nodeName === 'STYLE';
}

function holdsSheet(node: Node): boolean {
  if (isSheet(node)) return true;
  if (!(node instanceof Element) || node.firstElementChild === null) return false;
  // By one name at a time browsers find what they have noted down; by a list of two they look at every element.
  return node.querySelector('style') !== null || node.querySelector('link') !== null;
}
