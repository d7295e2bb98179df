/** Role and name of an element, near enough to what assistive technology is told: the engine checks what is made of them. */

const inputRoles: Readonly<Record<string, string | undefined>> = {
  checkbox: 'checkbox',
  radio: 'radio',
  button: 'button',
  submit: 'button',
  reset: 'button',
  image: 'button',
  range: 'slider',
  number: 'spinbutton',
  search: 'searchbox',
  // A password has no role of its own; neither have these.
  password: undefined,
  color: undefined,
  date: undefined,
  file: undefined,
};

const tagRoles: Readonly<Record<string, string | undefined>> = {
  button: 'button',
  summary: 'button',
  textarea: 'textbox',
  select: 'combobox',
  dialog: 'dialog',
};

export function roleOf(element: Element): string | undefined {
  const given = element.getAttribute('role')?.trim().split(/\s+/)[0];
  if (given !== undefined && given !== '') return given;
  if (element instanceof HTMLInputElement) return element.type in inputRoles ? inputRoles[element.type] : 'textbox';
  const tag = element.localName;
  if (tag === 'a') return element.hasAttribute('href') ? 'link' : undefined;
  if (/^h[1-6]$/.test(tag)) return 'heading';
  return tagRoles[tag];
}

export function nameOf(element: Element): string | undefined {
  const byIds = textOfIds(element, 'aria-labelledby');
  const own = oneLine(element.getAttribute('aria-label') ?? '');
  const candidates = [byIds, own, labelOf(element), ...(isField(element) ? [] : [contentOf(element)])];
  return firstText([...candidates, element.getAttribute('title'), placeholderOf(element)]);
}

export function labelOf(element: Element): string | undefined {
  const byIds = textOfIds(element, 'aria-labelledby');
  const labels = 'labels' in element ? [...((element.labels as NodeListOf<HTMLElement> | null) ?? [])] : [];
  return firstText([byIds, element.getAttribute('aria-label'), labels.map((label) => label.innerText).join(' ')]);
}

export function placeholderOf(element: Element): string | undefined {
  return firstText([element.getAttribute('placeholder')]);
}

export function isField(element: Element): boolean {
  if (element instanceof HTMLInputElement) return !['button', 'submit', 'reset', 'image'].includes(element.type);
  return ['textarea', 'select'].includes(element.localName) || element.getAttribute('contenteditable') === 'true';
}

/** What it shows. Never what was typed into it. */
export function contentOf(element: Element): string | undefined {
  if (element instanceof HTMLInputElement) {
    return ['button', 'submit', 'reset'].includes(element.type) ? firstText([element.value]) : undefined;
  }
  if (isField(element)) return undefined;
  const pictures = [...element.querySelectorAll('img[alt], svg title')].map(
    (picture) => picture.getAttribute('alt') ?? picture.textContent,
  );
  return firstText([(element as HTMLElement).innerText, pictures.join(' ')]);
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function textOfIds(element: Element, attribute: string): string {
  const root = element.getRootNode() as Document | ShadowRoot;
  const ids = (element.getAttribute(attribute) ?? '').split(/\s+/).filter((id) => id !== '');
  return ids.map((id) => root.getElementById(id)?.textContent ?? '').join(' ');
}

/** Long texts are content, and no names. */
const longest = 200;

function firstText(candidates: readonly (string | null | undefined)[]): string | undefined {
  const found = candidates.map((candidate) => oneLine(candidate ?? '')).find((candidate) => candidate !== '');
  return found === undefined || found.length > longest ? undefined : found;
}
