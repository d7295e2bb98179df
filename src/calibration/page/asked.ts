/** The other side: what the profile thinks, what it really is, where its parts are, what proves it. */
import { button, choice, h, tick } from './dom.js';
import type { Hands } from './hands.js';
import type { PartView, ScreenView, View } from './protocol.js';

export function askedOf(
  screen: ScreenView,
  states: View['states'],
  hands: Hands,
): readonly (HTMLElement | undefined)[] {
  const rest = screen.parts.filter((part) => !isFirst(part));
  return [
    h('h2', {}, `Screen ${screen.number}`),
    h('p', { class: screen.opinionState === 'unknown' ? 'opinion none' : 'opinion' }, screen.opinion),
    rulesOf(screen),
    h('h3', {}, 'What is it really?'),
    choice(
      'state',
      'What this screen really is',
      [
        { value: 'unknown', text: '– as the profile says –' },
        ...states.map(({ state, words }) => ({ value: state, text: `${state}: ${words}` })),
      ],
      screen.state ?? 'unknown',
      (state) => {
        hands.send({ do: 'say', state });
      },
    ),
    h('h3', {}, 'Where is what?'),
    partsList(
      screen.parts.filter((part) => isFirst(part)),
      screen,
      hands,
    ),
    rest.length === 0
      ? undefined
      : h(
          'details',
          { id: 'rest' },
          h('summary', {}, `Other parts of the profile (${rest.length})`),
          partsList(rest, screen, hands),
        ),
    markersOf(screen, hands),
    ...screen.warnings.map((warning) => h('p', { class: 'warning' }, warning)),
  ];
}

function rulesOf({ rules }: ScreenView): HTMLElement {
  return h(
    'details',
    { id: 'rules' },
    h('summary', {}, 'Why: its rules, and what of each is there'),
    h(
      'ul',
      { class: 'rules' },
      rules.map(({ state, held, missing }) =>
        h(
          'li',
          {},
          h('strong', {}, state),
          held.map((marker) => h('span', { class: 'held' }, `holds: ${marker}`)),
          missing.map((marker) => h('span', { class: 'missing' }, `not there: ${marker}`)),
        ),
      ),
    ),
  );
}

function isFirst({ words, element }: PartView): boolean {
  return words !== 'another part' || element !== undefined;
}

function partsList(parts: readonly PartView[], screen: ScreenView, hands: Hands): HTMLElement {
  return h(
    'ul',
    { class: 'parts' },
    parts.map((part) => partOf(part, screen, hands)),
  );
}

function partOf(view: PartView, screen: ScreenView, hands: Hands): HTMLElement {
  const { part, words, element, ways } = view;
  const isActive = part === hands.part;
  return h(
    'li',
    { 'data-part': part, class: isActive ? 'active' : undefined },
    h('div', { class: 'row' }, h('strong', {}, part), h('span', { class: 'hint' }, words), standingOf(view, screen)),
    h(
      'div',
      { class: 'row' },
      button(
        `point-${part}`,
        isActive ? 'Click it in the picture …' : 'Point at it',
        () => {
          hands.point(isActive ? undefined : part);
        },
        { 'aria-pressed': isActive ? 'true' : 'false', 'aria-label': isActive ? undefined : `Point at ${part}` },
      ),
      choice(
        `element-${part}`,
        `Which element is ${part}`,
        [
          { value: '', text: '– or choose from the list –' },
          ...screen.elements.map(({ key, words: text }) => ({ value: key, text })),
        ],
        element ?? '',
        (key) => {
          hands.send({ do: 'point', part, element: key === '' ? null : key });
        },
      ),
    ),
    ways.map((way, index) =>
      tick(`way-${part}-${index}`, `${way.words}${way.checked ? '' : ' (not tried on the page)'}`, way.used, (used) => {
        hands.send({ do: 'use', part, way: index, used });
      }),
    ),
  );
}

function standingOf({ element, found, needed }: PartView, { live }: ScreenView): HTMLElement {
  if (element !== undefined) return h('span', { class: 'held' }, 'you pointed at it');
  if (found !== undefined) return h('span', { class: 'held' }, `found by ${found}`);
  return h('span', { class: needed && live ? 'missing' : 'hint' }, live ? 'not found' : 'not pointed at');
}

function markersOf({ markers, state, opinionState }: ScreenView, hands: Hands): HTMLElement {
  return h(
    'details',
    { id: 'markers', open: state !== undefined && state !== opinionState },
    h('summary', {}, 'What proves this state'),
    h('p', { class: 'hint' }, 'All that are ticked must be seen together. None is needed where the profile was right.'),
    h(
      'ul',
      { class: 'markers' },
      markers.map(({ key, used, elsewhere }, index) =>
        h(
          'li',
          {},
          tick(`marker-${index}`, key, used, (now) => {
            hands.send({ do: 'mark', marker: key, used: now });
          }),
          elsewhere.length === 0
            ? undefined
            : h('span', { class: 'missing' }, `also on screen ${elsewhere.join(', ')}`),
        ),
      ),
    ),
  );
}
