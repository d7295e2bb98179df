/** The web client from the first screen to the last. */
import { press } from './dom.js';
import { Devices } from './devices.js';
import { MeetingView } from './meeting-view.js';
import type { ClientConfig, ClientMessage, MediaKind, ServerMessage } from './protocol.js';
import { Receiving } from './receiving.js';
import {
  currentScreen,
  showEnd,
  showInvite,
  showJoining,
  showLobby,
  showPasscode,
  showPrejoin,
  showRefusal,
  type PasscodeScreen,
  type Prejoin,
} from './screens.js';
import { Sending } from './sending.js';
import { pageNow, ServerTime } from './server-time.js';
import { Signalling } from './signalling.js';
import type { Texts } from './texts.js';

export class Client {
  readonly #config: ClientConfig;
  readonly #texts: Texts;
  readonly #devices = new Devices(() => {
    this.#mediaChanged();
  });
  readonly #signalling: Signalling;
  readonly #serverTime: ServerTime;
  readonly #sending: Sending;
  readonly #receiving: Receiving;
  #name = '';
  #prejoin: Prejoin | undefined;
  #passcode: PasscodeScreen | undefined;
  #view: MeetingView | undefined;
  #session: string | undefined;
  #signallingLost = false;
  /** Sending is told of one change after the other. */
  #work = Promise.resolve();

  constructor(config: ClientConfig, texts: Texts) {
    this.#config = config;
    this.#texts = texts;
    this.#signalling = new Signalling({
      onOpen: (send) => {
        this.#opened(send);
      },
      onMessage: (message) => {
        this.#message(message);
      },
      onLost: () => {
        this.#signallingLost = true;
        this.#showTrouble();
      },
    });
    this.#serverTime = new ServerTime(this.#signalling);
    const { codec } = config;
    const onState = (): void => {
      this.#showTrouble();
    };
    this.#sending = new Sending({ signalling: this.#signalling, codec, onState });
    this.#receiving = new Receiving({
      signalling: this.#signalling,
      onState,
      onTracks: (tracks) => this.#view?.setTracks(tracks),
    });
    if (isPhone()) showInvite(texts, () => void this.#openPrejoin());
    else void this.#openPrejoin();
  }

  async #openPrejoin(): Promise<void> {
    const prejoin = showPrejoin(this.#texts, this.#name);
    this.#prejoin = prejoin;
    prejoin.camera.addEventListener('click', () => void this.#toggle('video'));
    prejoin.microphone.addEventListener('click', () => void this.#toggle('audio'));
    prejoin.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#name = prejoin.name.value;
      this.#prejoin = undefined;
      showJoining(this.#texts);
      this.#signalling.send({ type: 'join', name: this.#name });
    });
    for (const kind of await this.#devices.present()) {
      // Pressed at once: it is what the visitor will get, and the device takes its time.
      press(kind === 'video' ? prejoin.camera : prejoin.microphone, true);
      void this.#switchOn(kind);
    }
  }

  #opened(send: (message: ClientMessage) => void): void {
    send({ type: 'hello', visit: this.#config.visit });
    if (this.#session !== undefined) {
      // What waited for the old socket is said anew, as far as it is still true.
      this.#signalling.forget();
      send({ type: 'resume', session: this.#session });
    } else if (currentScreen() === 'joining' || currentScreen() === 'lobby') {
      this.#signalling.forget();
      send({ type: 'join', name: this.#name });
    }
    void this.#serverTime.measure();
  }

  #message(message: ServerMessage): void {
    switch (message.type) {
      case 'pong':
        this.#serverTime.pong(message.id, message.now);
        break;
      case 'joining':
        if (currentScreen() !== 'joining') showJoining(this.#texts);
        break;
      case 'lobby':
        showLobby(this.#texts);
        break;
      case 'passcode_needed':
        this.#passcode = showPasscode(this.#texts, (passcode) => {
          this.#signalling.send({ type: 'join', name: this.#name, passcode });
        });
        break;
      case 'passcode_wrong':
        if (this.#passcode !== undefined) {
          this.#passcode.error.hidden = false;
          this.#passcode.input.select();
        }
        break;
      case 'admitted':
        this.#admitted(message);
        break;
      case 'resumed':
        this.#resumed(message.roster);
        break;
      case 'roster':
        this.#view?.setRoster(message.roster);
        break;
      case 'published':
        void this.#sending.published(message.id, message.sdp);
        break;
      case 'offer':
        this.#receiving.offer(message.id, message.sdp, message.tracks);
        break;
      case 'refused':
        this.#finish();
        showRefusal(message.reason, this.#texts);
        break;
      case 'removed':
      case 'ended':
        this.#finish();
        showEnd(message.type, this.#texts);
        break;
    }
  }

  #admitted({ participant, session, roster }: Extract<ServerMessage, { type: 'admitted' }>): void {
    this.#session = session;
    const view = new MeetingView(this.#texts, participant, {
      onCamera: () => void this.#toggle('video'),
      onMicrophone: () => void this.#toggle('audio'),
      onLeave: () => {
        this.#signalling.send({ type: 'leave' });
        this.#finish();
        showEnd('left', this.#texts);
      },
      onFirstRendered: (from, at) => void this.#tell('first_rendered', performance.timeOrigin + at, from),
    });
    this.#view = view;
    view.setRoster(roster);
    view.show();
    void this.#tell('entered', pageNow());
    this.#mediaChanged();
  }

  #resumed(roster: Extract<ServerMessage, { type: 'resumed' }>['roster']): void {
    this.#signallingLost = false;
    this.#view?.setRoster(roster);
    this.#mediaChanged();
    void this.#sending.resume();
    this.#showTrouble();
  }

  async #toggle(kind: MediaKind): Promise<void> {
    if (this.#devices.track(kind) === undefined) await this.#switchOn(kind);
    else this.#devices.switchOff(kind);
  }

  async #switchOn(kind: MediaKind): Promise<void> {
    const on = await this.#devices.switchOn(kind);
    if (this.#prejoin !== undefined) this.#prejoin.problem.hidden = on;
    if (!on) this.#mediaChanged();
  }

  /** Something went on or off: show it, send it, say it. */
  #mediaChanged(): void {
    const video = this.#devices.track('video');
    const audio = this.#devices.track('audio');
    if (this.#prejoin !== undefined) {
      const { camera, microphone, preview } = this.#prejoin;
      press(camera, this.#devices.wanted('video'));
      press(microphone, this.#devices.wanted('audio'));
      preview.hidden = video === undefined;
      preview.srcObject = video === undefined ? null : new MediaStream([video]);
    }
    if (this.#session === undefined) return;
    this.#view?.setOwn(video, audio !== undefined);
    this.#signalling.send({ type: 'media', camera: video !== undefined, microphone: audio !== undefined });
    this.#work = this.#work
      .then(() => this.#sending.send({ audio, video }))
      .catch((error: unknown) => {
        console.error('sending failed', error);
      });
  }

  #showTrouble(): void {
    this.#view?.setReconnecting(this.#signallingLost || this.#sending.troubled || this.#receiving.troubled);
  }

  /** For the truth log: when something happened here, on the server's clock as well as it can be known. */
  async #tell(event: 'entered' | 'first_rendered', at: number, from?: string): Promise<void> {
    const offset = await this.#serverTime.measure();
    if (offset === undefined) return;
    this.#signalling.send({
      type: 'truth',
      event,
      at,
      origin: performance.timeOrigin,
      ...offset,
      ...(from === undefined ? {} : { from }),
    });
  }

  #finish(): void {
    this.#session = undefined;
    this.#view = undefined;
    this.#sending.close();
    this.#receiving.close();
    this.#devices.releaseAll();
    this.#signalling.close();
  }
}

function isPhone(): boolean {
  return /Android|iPhone|iPad|iPod/i.test(navigator.userAgent) && navigator.maxTouchPoints > 0;
}
