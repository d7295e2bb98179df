/** The screen as it was seen, with everything on it that can be pointed at. */
import { h } from './dom.js';
import type { ScreenView } from './protocol.js';

export interface PictureWishes {
  /** The part that is being pointed at. */
  readonly part: string | undefined;
  /** An element was chosen, or a place where none was known. */
  readonly onElement: (key: string) => void;
  readonly onPlace: (x: number, y: number) => void;
}

export function pictureOf(screen: ScreenView, { part, onElement, onPlace }: PictureWishes): HTMLElement {
  const { viewport, picture } = screen;
  const image =
    picture === undefined
      ? undefined
      : h('img', {
          src: picture,
          alt: `Screen ${screen.number}`,
          width: String(viewport.width),
          height: String(viewport.height),
        });
  const chosen = new Map(
    screen.parts.flatMap(({ part: name, element }) => (element === undefined ? [] : [[element, name]])),
  );
  const found = new Map(
    screen.parts.flatMap(({ part: name, foundElement }) => (foundElement === undefined ? [] : [[foundElement, name]])),
  );
  // Small ones last, so that they lie above those around them.
  const boxes = screen.elements
    .filter(
      ({ box }) => box.x < viewport.width && box.y < viewport.height && box.x + box.width > 0 && box.y + box.height > 0,
    )
    .toSorted((a, b) => b.box.width * b.box.height - a.box.width * a.box.height)
    .map(({ key, words, box }) => {
      const name = chosen.get(key) ?? found.get(key);
      const kind = chosen.has(key) ? 'box chosen' : found.has(key) ? 'box found' : 'box';
      const element = h(
        'button',
        {
          type: 'button',
          class: picture === undefined ? `${kind} drawn` : kind,
          title: words,
          'aria-label': part === undefined ? words : `${part} is ${words}`,
          'data-key': key,
          tabindex: part === undefined ? '-1' : undefined,
        },
        picture === undefined ? h('span', { class: 'says' }, words) : undefined,
        name === undefined ? undefined : h('span', { class: 'flag' }, name),
      );
      element.style.left = share(box.x, viewport.width);
      element.style.top = share(box.y, viewport.height);
      element.style.width = share(box.width, viewport.width);
      element.style.height = share(box.height, viewport.height);
      element.addEventListener('click', (event) => {
        event.stopPropagation();
        onElement(key);
      });
      return element;
    });
  const stage = h('div', { class: part === undefined ? 'stage' : 'stage pointing' }, image, boxes);
  stage.style.aspectRatio = `${viewport.width} / ${viewport.height}`;
  stage.addEventListener('click', ({ clientX, clientY }) => {
    const { left, top, width, height } = stage.getBoundingClientRect();
    onPlace(((clientX - left) / width) * viewport.width, ((clientY - top) / height) * viewport.height);
  });
  return stage;
}

function share(part: number, whole: number): string {
  return `${(part / whole) * 100}%`;
}
