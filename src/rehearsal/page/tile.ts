/** One person's place in the grid: a picture, or the first letter of the name, and the sound. */
import { element } from './dom.js';
import type { MediaKind, RosterEntry } from './protocol.js';

export class Tile {
  readonly root: HTMLElement;
  readonly video: HTMLVideoElement;
  readonly #audio: HTMLAudioElement;
  readonly #label: HTMLElement;
  readonly #avatar: HTMLElement;

  constructor(className: string, participant: string | undefined) {
    this.video = element('video', { autoplay: true, playsinline: true, hidden: true });
    // Sound has an element of its own, which the picture's coming and going leaves alone.
    this.video.muted = true;
    this.#audio = element('audio', { autoplay: true });
    this.#label = element('span', { class: 'label' });
    this.#avatar = element('span', { class: 'avatar', 'aria-hidden': 'true' });
    this.root = element(
      'div',
      { class: className, 'data-participant': participant },
      this.#avatar,
      this.video,
      this.#audio,
      this.#label,
    );
  }

  name({ name, microphone }: Pick<RosterEntry, 'name' | 'microphone'>): void {
    this.#label.textContent = name;
    this.#label.classList.toggle('muted', !microphone);
    const letters = Array.from(name);
    this.#avatar.textContent = letters[0]?.toUpperCase() ?? '';
    const hue = letters.reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 360;
    this.root.style.setProperty('--hue', String(hue));
  }

  play(kind: MediaKind, track: MediaStreamTrack | undefined): void {
    const player = kind === 'video' ? this.video : this.#audio;
    const playing = player.srcObject instanceof MediaStream ? player.srcObject.getTracks()[0] : undefined;
    if (kind === 'video') this.video.hidden = track === undefined;
    if (playing === track) return;
    player.srcObject = track === undefined ? null : new MediaStream([track]);
    // `autoplay` works once for each element; the promise is broken off when the next track comes first.
    if (track !== undefined) player.play().catch(() => undefined);
  }
}
