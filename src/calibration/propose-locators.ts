/**
 * A described element → the ways to find it again, in order of trust: role and name, label, placeholder, text, test id, id,
 * and only then class. Each finds one element on its screen, as far as the description tells; the engine is asked besides.
 */
import { describeLocator } from '../platform/find-element.js';
import type { LocatorChoice } from '../platform/profile.js';
import type { Screen, ScreenElement, ScreenFrame } from './calibration-schema.js';

export interface LocatorProposal {
  readonly choice: LocatorChoice;
  /** For people: `role button /^join$/i`. */
  readonly words: string;
}

/** @returns none when the screen has no such element. */
export function proposeLocators(key: string, screen: Screen): readonly LocatorProposal[] {
  const frame = screen.frames.find(({ elements }) => elements.some((element) => element.key === key));
  const element = frame?.elements.find((candidate) => candidate.key === key);
  if (frame === undefined || element === undefined) return [];
  const ways = waysTo(element, frame);
  const alone = ways.filter(({ among }) => among.length === 1).map(({ choice }) => choice);
  // Nothing of its own: then its place among those that look the same.
  const [first] = ways.filter(({ among }) => among.includes(element));
  const choices =
    alone.length > 0 || first === undefined ? alone : [{ ...first.choice, nth: first.among.indexOf(element) }];
  return choices
    .map((choice) => (frame.frame === undefined ? choice : { ...choice, frame: frame.frame }))
    .map((choice) => ({ choice, words: describeLocator(choice) }));
}

interface Way {
  readonly choice: LocatorChoice;
  /** Which elements of the frame it finds. */
  readonly among: readonly (ScreenElement | undefined)[];
}

function waysTo(element: ScreenElement, { elements }: ScreenFrame): readonly Way[] {
  const { role, name, label, placeholder, text, testId, css } = element;
  const ways: Way[] = [];
  const like = (fits: (other: ScreenElement) => boolean): readonly ScreenElement[] => elements.filter(fits);
  if (role !== undefined && isLasting(name)) {
    const among = like((other) => other.role === role && same(other.name, name));
    ways.push({ choice: { role, name: { exact: name } }, among });
  }
  if (isLasting(label)) {
    ways.push({ choice: { label: { exact: label } }, among: like((other) => same(other.label, label)) });
  }
  if (isLasting(placeholder)) {
    const among = like((other) => same(other.placeholder, placeholder));
    ways.push({ choice: { placeholder: { exact: placeholder } }, among });
  }
  if (isLasting(text)) {
    ways.push({ choice: { text: { exact: text } }, among: like((other) => same(other.text, text)) });
  }
  if (testId !== undefined && isLasting(testId.value)) {
    const attribute = testId.attribute === 'data-testid' ? {} : { attribute: testId.attribute };
    const among = like((other) => other.testId?.value === testId.value);
    ways.push({ choice: { testId: testId.value, ...attribute }, among });
  }
  for (const { selector, count } of css) {
    // Counted in the page, among all elements and not only among those that were described.
    ways.push({ choice: { css: selector }, among: count === 1 ? [element] : [] });
  }
  return ways;
}

const longestName = 60;

/**
 * A name that will be the same tomorrow and for others: nothing was taken out of it as private (`…`), it is no number and
 * short enough to be a label.
 */
export function isLasting(text: string | undefined): text is string {
  return text !== undefined && text.length <= longestName && !/…|\d{2}/.test(text) && /\p{L}/u.test(text);
}

/** As the engine compares: in any case. */
function same(a: string | undefined, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase();
}
