/**
 * Roles and names as a person with a screen reader would meet them, in short: what the rules of W3C's accname give for the few
 * roles that profiles use, without the rare cases.
 */
import type { MarkerRole } from './config.js';

export const roleSelectors: Readonly<Record<MarkerRole, string>> = {
  button: 'button, [role="button"], input[type="button"], input[type="submit"]',
  link: 'a[href], [role="link"]',
  textbox:
    'textarea, [role="textbox"], input:not([type]), input[type="text"], input[type="search"], input[type="email"], input[type="tel"], input[type="url"]',
  checkbox: 'input[type="checkbox"], [role="checkbox"]',
  heading: 'h1, h2, h3, h4, h5, h6, [role="heading"]',
  dialog: 'dialog, [role="dialog"], [role="alertdialog"]',
  alert: '[role="alert"]',
};

/** Empty when it has none. */
export function accessibleName(element: Element): string {
  for (const name of namesOf(element))
    if (name !== null && name !== undefined && name.trim() !== '') return name.trim();
  return '';
}

/** The elements of which its name may be made. */
export function nameSources(element: Element): readonly Element[] {
  const labels = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels : null;
  return [element, ...(labels ?? []), ...labelledBy(element)];
}

function labelledBy(element: Element): readonly Element[] {
  const ids = element.getAttribute('aria-labelledby');
  if (ids === null) return [];
  const root = element.getRootNode() as Document | ShadowRoot;
  return ids.split(/\s+/).flatMap((id) => root.getElementById(id) ?? []);
}

function* namesOf(element: Element): Iterable<string | null | undefined> {
  yield labelledBy(element)
    .map(({ textContent }) => textContent)
    .join(' ');
  yield element.getAttribute('aria-label');
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
    yield Array.from(element.labels ?? [], (label) => label.textContent).join(' ');
    if (element.type === 'button' || element.type === 'submit') yield element.value;
    yield element.getAttribute('placeholder');
  } else {
    yield element.textContent.replace(/\s+/g, ' ');
    yield element.querySelector('img[alt]')?.getAttribute('alt');
  }
  yield element.getAttribute('title');
}
