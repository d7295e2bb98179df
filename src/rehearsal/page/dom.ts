/** Building the page without markup: text is always text, so that no name can become an element. */

type Properties = Readonly<Record<string, string | boolean | undefined>>;

/** Properties become attributes; `true` is an empty one, `false` and `undefined` none. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children);
  return made;
}

const shapes = {
  camera:
    'M3 7.5A1.5 1.5 0 0 1 4.5 6h9A1.5 1.5 0 0 1 15 7.5v9a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 3 16.5zM16.5 10.5 21 8v8l-4.5-2.5z',
  microphone: 'M12 3a3 3 0 0 1 3 3v6a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM6 11.5a6 6 0 0 0 12 0M12 17.5V21M8.5 21h7',
  leave: 'M4 15.5c-1-3 2.5-6.5 8-6.5s9 3.5 8 6.5l-3.5.5-1.5-3a11 11 0 0 0-6 0l-1.5 3z',
} as const;

export function icon(shape: keyof typeof shapes): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', shapes[shape]);
  svg.append(path);
  return svg;
}

/** A button that is on or off; `aria-pressed` is its state. */
export function toggle(id: string, shape: 'camera' | 'microphone', label: string): HTMLButtonElement {
  return element(
    'button',
    { id, type: 'button', class: 'toggle', 'aria-pressed': 'false', 'aria-label': label, title: label },
    icon(shape),
  );
}

export function press(button: HTMLButtonElement, on: boolean): void {
  button.setAttribute('aria-pressed', String(on));
}
