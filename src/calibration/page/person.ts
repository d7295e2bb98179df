/** The page on which a person answers: the screen on one side, what is asked on the other. Drawn anew with each change. */
import { actionsOf, headOf, saidOf, writtenOf } from './around.js';
import { askedOf } from './asked.js';
import { h } from './dom.js';
import type { Hands } from './hands.js';
import type { Answer, View } from './protocol.js';
import { seenOf } from './seen.js';

const againMs = 1_000;

export function showCalibration(): void {
  const root = document.getElementById('calibration') ?? document.body;
  let view: View | undefined;
  let part: string | undefined;
  let held: string | undefined;

  const redraw = (): void => {
    const shown = view;
    if (shown === undefined) return;
    const hands: Hands = { send, part, held, point, hold };
    keepingPlace(root, () => {
      root.dataset.phase = shown.phase;
      root.dataset.version = String(shown.version);
      root.replaceChildren(...drawn(shown, hands));
    });
  };
  const point = (name: string | undefined): void => {
    part = name;
    redraw();
  };
  const hold = (element: string): void => {
    held = element;
    redraw();
  };
  void follow((next) => {
    view = next;
    redraw();
  }, root);
}

function drawn(view: View, hands: Hands): readonly HTMLElement[] {
  const { screen, states } = view;
  return [
    headOf(view, hands),
    h(
      'main',
      {},
      h('section', { class: 'seen', 'aria-label': 'The screen' }, screen === undefined ? [] : seenOf(screen, hands)),
      h(
        'section',
        { class: 'asked', 'aria-label': 'What it is' },
        screen === undefined ? [] : askedOf(screen, states, hands),
        actionsOf(view, hands),
        saidOf(view),
        writtenOf(view),
      ),
    ),
  ];
}

function send(answer: Answer): void {
  void fetch('answer', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(answer),
  });
}

/** Every newer view, as soon as there is one. */
async function follow(show: (view: View) => void, root: HTMLElement): Promise<never> {
  for (let version = 0; ;) {
    try {
      const response = await fetch(`view?after=${version}`);
      if (!response.ok) throw new Error(String(response.status));
      const view = (await response.json()) as View;
      ({ version } = view);
      show(view);
    } catch {
      root.dataset.phase = 'gone';
      root.querySelector('.phase')?.replaceChildren('Rollcall has ended: this page can be closed.');
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  }
}

/** Focus, and what was opened on the same screen, stay as they were: by their ids. */
function keepingPlace(root: HTMLElement, redraw: () => void): void {
  const focused = document.activeElement?.id;
  const opened = new Map([...root.querySelectorAll('details')].map(({ id, open }) => [id, open]));
  const screen = root.querySelector('[aria-current]')?.id;
  redraw();
  if (root.querySelector('[aria-current]')?.id === screen) {
    for (const details of root.querySelectorAll('details')) if (opened.get(details.id) === true) details.open = true;
  }
  if (focused !== undefined && focused !== '') document.getElementById(focused)?.focus({ preventScroll: true });
}
