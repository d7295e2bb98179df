/** A profile's locator → the element that Playwright acts on: of several ways, the first that finds one. */
import type { Frame, Locator as Found, Page } from 'playwright';
import type { Clock } from '../shared/clock.js';
import { deadlineIn } from '../shared/deadline.js';
import type { Locator, LocatorChoice, PlatformProfile } from './profile.js';
import { textPattern } from './text.js';

export interface FoundElement {
  readonly element: Found;
  /** Which way found it: `css #join`, `role button /^join$/i (2 of 3)`. */
  readonly by: string;
}

export interface FindOptions {
  /** 0: only if it is there now. */
  readonly timeoutMs: number;
  /** `false`: in the document is enough. */
  readonly visible: boolean;
  readonly clock: Clock;
  /** What `@name` stands for. */
  readonly elements: PlatformProfile['elements'];
}

/** Frames come and go, and nothing tells Playwright to wait for an element in whichever has it. */
const frameRoundMs = 100;

/** @returns `undefined` when none is there in time. */
export async function findElement(
  page: Page,
  locator: Locator,
  { timeoutMs, visible, clock, elements }: FindOptions,
): Promise<FoundElement | undefined> {
  const choices = choicesOf(locator, elements);
  const anyFrame = choices.some(({ frame }) => frame === 'any');
  let ways = waysOf(page, choices, visible);
  const present = async (): Promise<FoundElement | undefined> => {
    for (const way of ways) if ((await countOf(way, anyFrame)) > 0) return way;
    return undefined;
  };
  const now = await present();
  if (now !== undefined || timeoutMs <= 0) return now;
  if (anyFrame) {
    for (const end = deadlineIn(clock, timeoutMs); end.left() > 0;) {
      await clock.sleep(frameRoundMs);
      ways = waysOf(page, choices, visible);
      const found = await present();
      if (found !== undefined) return found;
    }
    return undefined;
  }
  try {
    await Promise.any(
      byFrame(ways).map((element) => element.first().waitFor({ state: 'attached', timeout: timeoutMs })),
    );
  } catch {
    return undefined;
  }
  return present();
}

interface Way extends FoundElement {
  readonly frame: string | undefined;
}

function waysOf(page: Page, choices: readonly LocatorChoice[], visible: boolean): readonly Way[] {
  return choices.flatMap((choice, index) => {
    const place = choices.length > 1 ? ` (${index + 1} of ${choices.length})` : '';
    return scopesOf(page, choice.frame).map((scope) => {
      const all = elementsOf(scope, choice);
      const shown = visible ? all.filter({ visible: true }) : all;
      return {
        element: choice.nth === undefined ? shown.first() : shown.nth(choice.nth),
        by: describeChoice(choice) + place,
        frame: choice.frame,
      };
    });
  });
}

type Scope = Page | Frame | ReturnType<Page['frameLocator']>;

function scopesOf(page: Page, frame: string | undefined): readonly Scope[] {
  if (frame === undefined) return [page];
  return frame === 'any' ? page.frames() : [page.frameLocator(frame)];
}

/** A frame that goes away while it is asked has nothing. */
async function countOf({ element }: Way, mayGo: boolean): Promise<number> {
  try {
    return await element.count();
  } catch (error) {
    if (mayGo) return 0;
    throw error;
  }
}

/** One locator a frame: Playwright cannot join those of different frames, and each wait costs the page a little. */
function byFrame(ways: readonly Way[]): readonly Found[] {
  const joined = new Map<string | undefined, Found>();
  for (const { element, frame } of ways) joined.set(frame, joined.get(frame)?.or(element) ?? element);
  return [...joined.values()];
}

function elementsOf(scope: Scope, choice: LocatorChoice): Found {
  if ('css' in choice) return scope.locator(`css=${choice.css}`);
  if ('testId' in choice) return scope.locator(`css=[${testIdAttribute(choice)}=${JSON.stringify(choice.testId)}]`);
  if ('role' in choice) {
    const role = choice.role as Parameters<Page['getByRole']>[0];
    return scope.getByRole(role, choice.name === undefined ? {} : { name: textPattern(choice.name) });
  }
  if ('label' in choice) return scope.getByLabel(textPattern(choice.label));
  if ('placeholder' in choice) return scope.getByPlaceholder(textPattern(choice.placeholder));
  return scope.getByText(textPattern(choice.text));
}

/** All its ways in one, in the main frame. */
export function anyOf(page: Page, locator: Locator, elements: PlatformProfile['elements']): Found | undefined {
  const ways = choicesOf(locator, elements).filter(({ frame }) => frame === undefined);
  const [first, ...others] = ways.map((choice) => elementsOf(page, choice).filter({ visible: true }));
  return others.reduce((joined, other) => joined?.or(other), first)?.first();
}

/** The way of a locator in few words. */
export function describeLocator(locator: Locator): string {
  return listOf(locator)
    .map((choice) => (typeof choice === 'string' && choice.startsWith('@') ? choice : describeChoice(asChoice(choice))))
    .join(' or ');
}

/** The names that a locator uses: `@join`. */
export function namesIn(locator: Locator): readonly string[] {
  return listOf(locator).flatMap((choice) =>
    typeof choice === 'string' && choice.startsWith('@') ? [choice.slice(1)] : [],
  );
}

/** Every single way, in order; names are replaced by what they stand for. */
function choicesOf(locator: Locator, elements: PlatformProfile['elements'] = {}): readonly LocatorChoice[] {
  return listOf(locator).flatMap((choice) =>
    typeof choice === 'string' && choice.startsWith('@')
      ? listOf(elements[choice.slice(1)] ?? []).map(asChoice)
      : [asChoice(choice)],
  );
}

function describeChoice(choice: LocatorChoice): string {
  const frame = choice.frame === undefined ? '' : ` in ${choice.frame === 'any' ? 'any frame' : choice.frame}`;
  if ('css' in choice) return `css ${choice.css}${frame}`;
  if ('testId' in choice) return `${testIdAttribute(choice)} ${choice.testId}${frame}`;
  if ('role' in choice) {
    return `role ${choice.role}${choice.name === undefined ? '' : ` ${String(textPattern(choice.name))}`}${frame}`;
  }
  if ('label' in choice) return `label ${String(textPattern(choice.label))}${frame}`;
  if ('placeholder' in choice) return `placeholder ${String(textPattern(choice.placeholder))}${frame}`;
  return `text ${String(textPattern(choice.text))}${frame}`;
}

function testIdAttribute(choice: { readonly attribute?: string }): string {
  return choice.attribute ?? 'data-testid';
}

function asChoice(choice: string | LocatorChoice): LocatorChoice {
  return typeof choice === 'string' ? { css: choice } : choice;
}

function listOf(locator: Locator): readonly (string | LocatorChoice)[] {
  return isList(locator) ? locator : [locator];
}

function isList(locator: Locator): locator is readonly (string | LocatorChoice)[] {
  return Array.isArray(locator);
}
