/**
 * What was found out about an element, kept until something changed that may make it false. To ask whether something is shown
 * makes the browser lay the page out, and a page that is never at rest would pay for it with every look.
 */
interface Verdict {
  readonly holds: boolean;
  readonly at: number;
  /** Something changed since, though nothing in, on or around the element: style sheets reach further. */
  doubted: boolean;
}

/** How long a doubted verdict may stand. */
const doubtMs = 250;

export class Verdicts {
  /** By element, then by who asks. */
  readonly #known = new Map<Element, Map<unknown, Verdict>>();
  #recheckAt: number | undefined;

  /** @param own Its own attributes changed, and with them perhaps all that is in it; otherwise its children or its text did. */
  changed(node: Node, own: boolean): void {
    for (const [element, verdicts] of this.#known) {
      if (!element.isConnected || element.contains(node) || (own && node.contains(element)))
        this.#known.delete(element);
      else for (const verdict of verdicts.values()) verdict.doubted = true;
    }
  }

  /** Everything may have changed: the window's size, a style sheet, what is animated. */
  forget(): void {
    this.#known.clear();
  }

  /** @param key Who asks: one answer is kept for each. */
  of(element: Element, key: unknown, now: number, find: () => boolean): boolean {
    const verdicts = this.#known.get(element) ?? new Map<unknown, Verdict>();
    const known = verdicts.get(key);
    if (known !== undefined && (!known.doubted || now - known.at < doubtMs)) {
      if (known.doubted) this.#recheckAt = Math.min(this.#recheckAt ?? Infinity, known.at + doubtMs);
      return known.holds;
    }
    const holds = find();
    verdicts.set(key, { holds, at: now, doubted: false });
    this.#known.set(element, verdicts);
    return holds;
  }

  /** When a doubted verdict that was used has to be asked for again; asked once. */
  takeRecheck(): number | undefined {
    const at = this.#recheckAt;
    this.#recheckAt = undefined;
    return at;
  }
}
