/** The one side of the local page: the screen, as it was seen. */
import { h } from './dom.js';
import type { Hands } from './hands.js';
import { pictureOf } from './picture.js';
import type { ScreenView } from './protocol.js';

export function seenOf(screen: ScreenView, hands: Hands): readonly HTMLElement[] {
  const { part } = hands;
  return [
    h(
      'p',
      { class: 'hint' },
      part === undefined
        ? 'Choose “Point at it” beside a part, then click the part here.'
        : `Click what is “${part}” in the picture.`,
    ),
    pictureOf(screen, {
      part,
      onElement: (key) => {
        if (part === undefined) {
          hands.hold(key);
          return;
        }
        hands.send({ do: 'point', part, element: key });
        hands.point(undefined);
      },
      onPlace: (x, y) => {
        if (part === undefined || !screen.live) return;
        hands.send({ do: 'point-at', part, x, y });
        hands.point(undefined);
      },
    }),
    h('p', { class: 'address' }, screen.address),
    h(
      'details',
      { id: 'lines' },
      h('summary', {}, `Its text (${screen.lines.length} lines)`),
      h(
        'ul',
        { class: 'lines' },
        screen.lines.map((line) => h('li', {}, line)),
      ),
    ),
  ];
}
