/** What stands around the screen and its questions: the head, what can be done, what was said, what came of it. */
import { button, h } from './dom.js';
import type { Hands } from './hands.js';
import type { Answer, View } from './protocol.js';

const phases: Readonly<Record<View['phase'], string>> = {
  busy: 'Working …',
  asking: 'Your turn',
  offline: 'From saved screens',
  proving: 'Joining three times …',
  done: 'Done',
};

export function headOf({ platform, host, phase, screens }: View, { send }: Hands): HTMLElement {
  return h(
    'header',
    {},
    h('h1', {}, `Calibrate ${platform}`),
    h('p', { class: 'host' }, host),
    h('p', { class: 'phase', role: 'status' }, phases[phase]),
    h(
      'nav',
      { 'aria-label': 'Screens' },
      screens.map(({ number, title, shown }) =>
        button(
          `screen-${number}`,
          `${number} ${title}`,
          () => {
            send({ do: 'show', screen: number });
          },
          { 'aria-current': shown ? 'true' : undefined },
        ),
      ),
    ),
  );
}

export function actionsOf({ screen, phase, written }: View, { send, held }: Hands): HTMLElement {
  const idle = phase !== 'busy' && phase !== 'proving';
  const live = screen?.live === true;
  const offline = phase === 'offline';
  const inMeeting = screen?.state === 'in_meeting';
  const chosen = live ? screen.elements.find(({ key }) => key === held) : undefined;
  const act = (id: string, text: string, answer: Answer, kind?: string): HTMLElement =>
    button(
      id,
      text,
      () => {
        send(answer);
      },
      { disabled: !idle, class: kind },
    );
  const finishKind = offline || (live && inMeeting) ? 'primary' : undefined;
  return h(
    'div',
    { class: 'actions' },
    live ? h('p', { class: 'next' }, screen.next) : undefined,
    h(
      'div',
      { class: 'row' },
      live && !inMeeting ? act('go-on', 'Go on', { do: 'go-on' }, 'primary') : undefined,
      act('finish', offline ? 'Write the file' : 'Finish and prove it', { do: 'finish' }, finishKind),
      live ? act('look', 'Look again', { do: 'look' }) : undefined,
      offline ? undefined : act('again', 'Open the link again', { do: 'again' }),
      act('end', written === undefined ? 'End without a file' : 'End', { do: 'end' }),
    ),
    chosen === undefined
      ? undefined
      : h(
          'div',
          { class: 'row by-hand' },
          h('span', { class: 'hint' }, `By hand, once: ${chosen.words}`),
          act('press', 'Press it', { do: 'press', element: chosen.key }),
          act('type-name', 'Type the name into it', { do: 'type-name', element: chosen.key }),
        ),
  );
}

export function saidOf({ said }: View): HTMLElement {
  return h(
    'ul',
    { class: 'said', 'aria-live': 'polite' },
    said.map(({ text, bad }) => h('li', { class: bad ? 'bad' : undefined }, text)),
  );
}

export function writtenOf({ written, proof }: View): HTMLElement | undefined {
  if (written === undefined) return undefined;
  const verdict =
    proof === undefined
      ? h('p', { class: 'hint' }, 'Not proved yet.')
      : h(
          'p',
          { class: proof.joined === proof.of ? 'proof' : 'proof bad' },
          `${proof.joined} of ${proof.of} joins went in`,
        );
  return h(
    'section',
    { class: 'written' },
    h('h3', {}, written.file),
    verdict,
    h('pre', { tabindex: '0' }, written.text),
  );
}
