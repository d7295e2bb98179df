/** Which screen is shown, and the simple ones among them. Only the present screen is in the document. */
import { element, toggle } from './dom.js';
import type { Refusal } from './protocol.js';
import type { Texts } from './texts.js';

export type ScreenName =
  'invite' | 'prejoin' | 'passcode' | 'joining' | 'lobby' | 'meeting' | 'left' | 'removed' | 'ended' | 'refused';

export function showScreen(name: ScreenName, content: HTMLElement): void {
  document.body.replaceChildren(content);
  document.documentElement.dataset.screen = name;
}

export function currentScreen(): string | undefined {
  return document.documentElement.dataset.screen;
}

function card(plain: boolean, ...children: readonly (Node | string)[]): HTMLElement {
  return element('main', { class: plain ? 'card plain' : 'card' }, element('div', {}, ...children));
}

function button(id: string, label: string, look: string, onClick: () => void): HTMLButtonElement {
  const made = element('button', { id, type: 'button', class: look }, label);
  made.addEventListener('click', onClick);
  return made;
}

export function showInvite(texts: Texts, onContinue: () => void): void {
  const hint = element('p', { id: 'no-app', hidden: true }, texts.noApp);
  showScreen(
    'invite',
    card(
      false,
      element('h1', {}, texts.title),
      element('p', {}, texts.inviteQuestion),
      button('open-app', texts.openApp, 'primary wide', () => {
        hint.hidden = false;
      }),
      button('continue-in-browser', texts.continueInBrowser, 'wide', onContinue),
      hint,
    ),
  );
}

export interface Prejoin {
  readonly name: HTMLInputElement;
  readonly camera: HTMLButtonElement;
  readonly microphone: HTMLButtonElement;
  readonly preview: HTMLVideoElement;
  readonly problem: HTMLElement;
  readonly form: HTMLFormElement;
}

export function showPrejoin(texts: Texts, name: string): Prejoin {
  const preview = element('video', { autoplay: true, playsinline: true, muted: true, hidden: true });
  // The attribute alone does not mute an element made by script.
  preview.muted = true;
  const input = element('input', {
    id: 'name',
    type: 'text',
    maxlength: '60',
    autocomplete: 'name',
    placeholder: texts.namePlaceholder,
  });
  input.value = name;
  const camera = toggle('prejoin-camera', 'camera', texts.camera);
  const microphone = toggle('prejoin-microphone', 'microphone', texts.microphone);
  const problem = element('p', { class: 'error', hidden: true }, texts.deviceMissing);
  const form = element(
    'form',
    { class: 'card' },
    element(
      'div',
      {},
      element('h1', {}, texts.title),
      element('div', { class: 'preview' }, texts.cameraOff, preview),
      element('div', { class: 'toggles' }, microphone, camera),
      problem,
      element('label', {}, texts.name, input),
      element('button', { id: 'join', type: 'submit', class: 'primary wide' }, texts.join),
    ),
  );
  showScreen('prejoin', form);
  return { name: input, camera, microphone, preview, problem, form };
}

export interface PasscodeScreen {
  readonly error: HTMLElement;
  readonly input: HTMLInputElement;
}

export function showPasscode(texts: Texts, onSubmit: (passcode: string) => void): PasscodeScreen {
  const input = element('input', { id: 'passcode', type: 'password', maxlength: '64', autocomplete: 'off' });
  const error = element(
    'p',
    { id: 'passcode-error', class: 'error', role: 'alert', hidden: true },
    texts.passcodeWrong,
  );
  const form = element(
    'form',
    { class: 'card' },
    element(
      'div',
      {},
      element('h1', {}, texts.passcodeTitle),
      input,
      error,
      element('button', { id: 'passcode-submit', type: 'submit', class: 'primary wide' }, texts.continue),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    error.hidden = true;
    onSubmit(input.value);
  });
  showScreen('passcode', form);
  input.focus();
  return { error, input };
}

export function showJoining(texts: Texts): void {
  showScreen('joining', card(true, element('div', { class: 'spinner' }), element('h1', {}, texts.joining)));
}

export function showLobby(texts: Texts): void {
  const words = card(
    true,
    element('div', { class: 'spinner' }),
    element('h1', {}, texts.lobby),
    element('p', {}, texts.lobbyHint),
  );
  words.id = 'lobby';
  showScreen('lobby', words);
}

function reload(): void {
  location.reload();
}

/** The end, in one of its forms; only who left by himself is offered to come again. */
export function showEnd(screen: 'left' | 'removed' | 'ended', texts: Texts): void {
  const again = screen === 'left' ? [button('again', texts.again, '', reload)] : [];
  const words = card(true, element('h1', {}, texts[screen]), ...again);
  words.id = screen;
  showScreen(screen, words);
}

export function showRefusal(reason: Refusal, texts: Texts): void {
  const words = card(true, element('h1', {}, texts.refused[reason]));
  words.id = 'refusal';
  words.dataset.reason = reason;
  showScreen('refused', words);
}
