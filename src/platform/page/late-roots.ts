/**
 * Open shadow roots: of what comes, and of custom elements that are given theirs later, which no mutation tells.
 *
 * Elements of HTML's own may have one too: seen if they have it when they come, and nothing beside it.
 */
const ordinary = `div, span, a, i, b, p, li, ul, svg, path, button, img, g, input, label, section, nav, header, footer, main, form, h1, h2, h3,
  h4, h5, h6, em, strong, small, table, thead, tbody, tr, td, th, ol, use, circle, rect, line, polygon, defs, video, audio, canvas,
  script, style, link, meta, title, br, hr, select, option, textarea, iframe, article, aside, blockquote, picture, source`;
/** Custom elements among them, which have no selector of their own. */
const unusual = `:not(${ordinary})`;
/**
 * Of HTML's own, the only ones that may have one. Where it is all that they have: a page has thousands of these. That is asked first,
 * since most have more: nine times as fast.
 */
const elementsOfHtml =
  ':empty:is(div, span, p, section, nav, header, footer, main, h1, h2, h3, h4, h5, h6, article, aside, blockquote)';

export class LateRoots {
  /** Elements that may still get one. */
  readonly #hosts = new Set<Element>();
  readonly #awaited = new Set<string>();
  readonly #enter: (root: ShadowRoot) => void;
  readonly #settled: () => void;

  /** @param settled Told after roots were entered outside of `look` and `find`. */
  constructor(enter: (root: ShadowRoot) => void, settled: () => void) {
    this.#enter = enter;
    this.#settled = settled;
  }

  /** At `element` and all that is in it. */
  look(element: Element): void {
    this.#lookAt(element);
    if (element.firstElementChild === null) return;
    // Two searches and few wrappers, where going over all elements would need one for each.
    for (const inner of element.querySelectorAll(unusual)) this.#lookAt(inner);
    element.querySelectorAll(elementsOfHtml).forEach(({ shadowRoot }) => {
      if (shadowRoot !== null) this.#enter(shadowRoot);
    });
  }

  /** At those that had none. @returns whether one has it now */
  find(): boolean {
    let isAny = false;
    for (const host of this.#hosts) {
      if (!host.isConnected) this.#hosts.delete(host);
      else if (host.shadowRoot !== null) {
        this.#hosts.delete(host);
        this.#enter(host.shadowRoot);
        isAny = true;
      }
    }
    return isAny;
  }

  #lookAt(element: Element): void {
    if (element.shadowRoot !== null) this.#enter(element.shadowRoot);
    else if (element.localName.includes('-')) {
      this.#hosts.add(element);
      this.#await(element.localName);
    }
  }

  #await(name: string): void {
    if (this.#awaited.has(name)) return;
    this.#awaited.add(name);
    // Some names with a dash are none of custom elements.
    void customElements.whenDefined(name).then(
      () => {
        this.find();
        this.#settled();
      },
      () => undefined,
    );
  }
}
