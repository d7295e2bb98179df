/**
 * Describes the screen of one frame, its shadow roots included. Reads only; what it found it remembers by number, so that
 * the host can say "that one" of an element.
 */
import { pageChannelKey, type PageChannel } from '../../model/page-channel.js';
import { contentOf, isField, labelOf, nameOf, oneLine, placeholderOf, roleOf } from './accessible.js';
import type { DescribedElement, DescribedFrame, ScreenDescriber } from './screen.js';
import { classSelector, isStableId } from './stable-names.js';

const controls = [
  'button, a[href], input:not([type=hidden]), select, textarea, summary, [role], [contenteditable=true], [tabindex]',
  'dialog, [aria-modal=true], h1, h2, h3, label',
].join(',');
const testIds = ['data-testid', 'data-test-id', 'data-test', 'data-qa', 'data-cy'];
const mostElements = 150;
const mostLines = 120;
const longestLine = 160;

export function screenDescriber(): ScreenDescriber {
  const numbers = new WeakMap<Element, number>();
  // Numbers of different frames should differ.
  let last = Math.floor(Math.random() * 1e6) * 1_000;
  const refOf = (element: Element): number => {
    const known = numbers.get(element);
    if (known !== undefined) return known;
    last += 1;
    numbers.set(element, last);
    return last;
  };
  /** What somebody pointed at is described from then on, whatever it is. */
  const pointedAt = new Set<Element>();
  return {
    describe: () => describe(refOf, pointedAt),
    refOf: (element) => {
      const known = element instanceof Element ? enclosing(element, (candidate) => numbers.has(candidate)) : undefined;
      return known && numbers.get(known);
    },
    at: (x, y) => {
      const there = deepestAt(x, y);
      if (there === undefined) return undefined;
      if (there instanceof HTMLIFrameElement) return 'frame';
      const nearest = enclosing(there, (element) => element.matches(controls)) ?? there;
      pointedAt.add(nearest);
      return { ref: refOf(nearest) };
    },
  };
}

function describe(refOf: (element: Element) => number, pointedAt: ReadonlySet<Element>): DescribedFrame {
  const found: Element[] = [];
  const lines: string[] = [];
  for (const root of rootsIn(document)) {
    for (const element of root.querySelectorAll('*')) {
      const isOne = element.matches(controls) || pointedAt.has(element) || looksPressable(element);
      if (isOne && isVisible(element)) found.push(element);
    }
    lines.push(...linesOf(root));
  }
  return {
    address: location.href,
    title: oneLine(document.title),
    elements: mostTelling(found, pointedAt).map((element) => describeElement(element, refOf(element))),
    lines: [...new Set(lines)].slice(0, mostLines),
    connections: (globalThis as { [pageChannelKey]?: PageChannel })[pageChannelKey]?.connections() ?? [],
  };
}

/** Of too many those that matter most, in the order of the document: a dialog may be its last word. */
function mostTelling(found: readonly Element[], pointedAt: ReadonlySet<Element>): readonly Element[] {
  if (found.length <= mostElements) return found;
  const worth = (element: Element): number =>
    pointedAt.has(element) ? 0 : enclosing(element, isDialog) !== undefined ? 1 : element.matches(controls) ? 2 : 3;
  const kept = new Set(found.toSorted((a, b) => worth(a) - worth(b)).slice(0, mostElements));
  return found.filter((element) => kept.has(element));
}

function describeElement(element: Element, ref: number): DescribedElement {
  const { x, y, width, height } = element.getBoundingClientRect();
  const attribute = testIds.find((name) => (element.getAttribute(name) ?? '') !== '');
  const role = roleOf(element);
  const described = {
    role,
    name: nameOf(element),
    label: isField(element) ? labelOf(element) : undefined,
    placeholder: placeholderOf(element),
    text: contentOf(element),
    testId: attribute === undefined ? undefined : { attribute, value: element.getAttribute(attribute) ?? '' },
    disabled: element.matches(':disabled, [aria-disabled=true]') || undefined,
    inDialog: enclosing(element, isDialog) !== undefined || undefined,
  };
  return {
    ref,
    tag: element.localName,
    ...(Object.fromEntries(
      Object.entries(described).filter(([, value]) => value !== undefined),
    ) as Partial<DescribedElement>),
    css: selectorsOf(element),
    box: { x, y, width, height },
  };
}

function selectorsOf(element: Element): DescribedElement['css'] {
  const root = element.getRootNode() as Document | ShadowRoot;
  const counted = (selector: string, by: 'id' | 'class') => ({
    selector,
    by,
    count: [...root.querySelectorAll(selector)].filter(isVisible).length,
  });
  const byId = isStableId(element.id) ? [counted(`#${element.id}`, 'id')] : [];
  const classes = [...element.classList].flatMap((name) => classSelector(name) ?? []);
  const byClass = [...new Set(classes)].map((selector) => counted(selector, 'class'));
  // What names fewest says most.
  return [...byId, ...byClass.sort((a, b) => a.count - b.count).slice(0, 3)];
}

/** Many pages make buttons of plain boxes; the hand that the mouse becomes gives them away. */
function looksPressable(element: Element): boolean {
  if (!(element instanceof HTMLElement) || getComputedStyle(element).cursor !== 'pointer') return false;
  const { parentElement } = element;
  return parentElement === null || getComputedStyle(parentElement).cursor !== 'pointer';
}

function isDialog(element: Element): boolean {
  return element.matches('dialog, [role=dialog], [role=alertdialog], [aria-modal=true]');
}

function isVisible(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true });
}

function rootsIn(root: Document | ShadowRoot): readonly (Document | ShadowRoot)[] {
  const inner = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot === null ? [] : rootsIn(shadowRoot),
  );
  return [root, ...inner];
}

function linesOf(root: Document | ShadowRoot): readonly string[] {
  const boxes = root instanceof Document ? [root.body as HTMLElement | null] : [...root.children];
  return boxes
    .flatMap((box) => (box instanceof HTMLElement && isShown(box) ? box.innerText.split('\n') : []))
    .map(oneLine)
    .filter((line) => line !== '' && line.length <= longestLine);
}

/** A box of no size may hold some that have one. */
function isShown(element: HTMLElement): boolean {
  return (
    !['style', 'script', 'template'].includes(element.localName) &&
    element.checkVisibility({ visibilityProperty: true })
  );
}

function deepestAt(x: number, y: number): Element | undefined {
  let there = document.elementFromPoint(x, y);
  for (;;) {
    const inner = there?.shadowRoot?.elementFromPoint(x, y);
    if (inner === null || inner === undefined || inner === there) return there ?? undefined;
    there = inner;
  }
}

/** The element itself or the nearest around it, out of shadow roots too. */
function enclosing(element: Element, fits: (element: Element) => boolean): Element | undefined {
  for (let at: Element | null = element; at !== null;) {
    if (fits(at)) return at;
    const root: Node = at.getRootNode();
    at = at.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
  return undefined;
}
