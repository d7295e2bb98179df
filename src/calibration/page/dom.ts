/** Elements in one line each. */

type Attributes = Readonly<Record<string, string | boolean | undefined>>;
type Child = Node | string | undefined;

/** `true` is an attribute without a value; `false` and `undefined` are none. */
export function h(
  tag: string,
  attributes: Attributes = {},
  ...children: readonly (Child | readonly Child[])[]
): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat()) if (child !== undefined) element.append(child);
  return element;
}

/** @param id keeps the focus on it when the page is drawn anew. */
export function button(id: string, text: string, press: () => void, attributes: Attributes = {}): HTMLElement {
  const element = h('button', { type: 'button', id, ...attributes }, text);
  element.addEventListener('click', press);
  return element;
}

export function tick(id: string, text: string, ticked: boolean, change: (now: boolean) => void): HTMLElement {
  const box = h('input', { type: 'checkbox', id, checked: ticked }) as HTMLInputElement;
  box.addEventListener('change', () => {
    change(box.checked);
  });
  return h('label', { class: 'tick' }, box, h('span', {}, text));
}

export function choice(
  id: string,
  label: string,
  options: readonly { readonly value: string; readonly text: string }[],
  value: string,
  change: (value: string) => void,
): HTMLElement {
  const list = h(
    'select',
    { id, 'aria-label': label },
    options.map((option) => h('option', { value: option.value, selected: option.value === value }, option.text)),
  ) as HTMLSelectElement;
  list.addEventListener('change', () => {
    change(list.value);
  });
  return list;
}
