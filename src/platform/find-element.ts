/** A profile's locator → the element that Playwright acts on: of several ways, the first that finds one. */
import type { Locator as Found, Page } from 'playwright';
import type { Locator, LocatorChoice } from './profile.js';
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
}

/** @returns `undefined` when none is there in time. */
export async function findElement(
  page: Page,
  locator: Locator,
  { timeoutMs, visible }: FindOptions,
): Promise<FoundElement | undefined> {
  const ways = waysOf(page, locator, visible);
  const present = async (): Promise<FoundElement | undefined> => {
    for (const way of ways) if ((await way.element.count()) > 0) return way;
    return undefined;
  };
  const now = await present();
  if (now !== undefined || timeoutMs <= 0) return now;
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

function waysOf(page: Page, locator: Locator, visible: boolean): readonly Way[] {
  const choices = (isList(locator) ? locator : [locator]).map(asChoice);
  return choices.map((choice, index) => {
    const all = elementsOf(page, choice);
    const shown = visible ? all.filter({ visible: true }) : all;
    const place = choices.length > 1 ? ` (${index + 1} of ${choices.length})` : '';
    return {
      element: choice.nth === undefined ? shown.first() : shown.nth(choice.nth),
      by: describeChoice(choice) + place,
      frame: choice.frame,
    };
  });
}

/** One locator a frame: Playwright cannot join those of different frames, and each wait costs the page a little. */
function byFrame(ways: readonly Way[]): readonly Found[] {
  const joined = new Map<string | undefined, Found>();
  for (const { element, frame } of ways) joined.set(frame, joined.get(frame)?.or(element) ?? element);
  return [...joined.values()];
}

function elementsOf(page: Page, choice: LocatorChoice): Found {
  const scope = choice.frame === undefined ? page : page.frameLocator(choice.frame);
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

/** The way of a locator in few words. */
export function describeLocator(locator: Locator): string {
  return (isList(locator) ? locator : [locator]).map((choice) => describeChoice(asChoice(choice))).join(' or ');
}

function describeChoice(choice: LocatorChoice): string {
  const frame = choice.frame === undefined ? '' : ` in ${choice.frame}`;
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

function isList(locator: Locator): locator is readonly (string | LocatorChoice)[] {
  return Array.isArray(locator);
}
