/** The meeting itself: grid, own picture, list of people, and the bar below. */
import { element, icon, press, toggle } from './dom.js';
import type { RosterEntry } from './protocol.js';
import type { ReceivedTrack } from './receiving.js';
import { showScreen } from './screens.js';
import type { Texts } from './texts.js';
import { Tile } from './tile.js';

/** More people than these are in the list only, as in real clients. */
const mostTiles = 12;

export interface MeetingActions {
  readonly onCamera: () => void;
  readonly onMicrophone: () => void;
  readonly onLeave: () => void;
  /** A remote picture was put on the screen for the first time. @param at `performance.now()`. */
  readonly onFirstRendered: (participant: string, at: number) => void;
}

export class MeetingView {
  readonly #texts: Texts;
  readonly #actions: MeetingActions;
  readonly #own: string;
  readonly #tiles = new Map<string, Tile>();
  readonly #self = new Tile('tile self-view', undefined);
  readonly #grid = element('section', { id: 'grid' });
  readonly #roster = element('ul', { id: 'roster' });
  readonly #banner: HTMLElement;
  readonly #alone: HTMLElement;
  readonly #camera: HTMLButtonElement;
  readonly #microphone: HTMLButtonElement;
  #rendered = false;

  constructor(texts: Texts, own: string, actions: MeetingActions) {
    this.#texts = texts;
    this.#own = own;
    this.#actions = actions;
    this.#banner = element('div', { id: 'reconnecting', role: 'status', hidden: true }, texts.reconnecting);
    this.#alone = element('p', { class: 'alone' }, texts.alone);
    this.#camera = toggle('toggle-camera', 'camera', texts.camera);
    this.#microphone = toggle('toggle-microphone', 'microphone', texts.microphone);
    this.#camera.addEventListener('click', actions.onCamera);
    this.#microphone.addEventListener('click', actions.onMicrophone);
  }

  show(): void {
    const leave = element('button', { id: 'leave', type: 'button' }, icon('leave'), this.#texts.leave);
    leave.addEventListener('click', this.#actions.onLeave);
    showScreen(
      'meeting',
      element(
        'main',
        { class: 'meeting' },
        this.#banner,
        this.#grid,
        element('aside', { class: 'side' }, element('h2', {}, this.#texts.people), this.#roster),
        element('div', { class: 'bar' }, this.#microphone, this.#camera, leave),
      ),
    );
  }

  setReconnecting(reconnecting: boolean): void {
    this.#banner.hidden = !reconnecting;
  }

  setOwn(camera: MediaStreamTrack | undefined, microphone: boolean): void {
    press(this.#camera, camera !== undefined);
    press(this.#microphone, microphone);
    this.#self.play('video', camera);
  }

  setRoster(roster: readonly RosterEntry[]): void {
    this.#roster.replaceChildren(
      ...roster.map((entry) => {
        const own = entry.id === this.#own;
        return element('li', { 'data-self': own }, own ? `${entry.name} (${this.#texts.you})` : entry.name);
      }),
    );
    const others = roster.filter(({ id }) => id !== this.#own);
    for (const [id, tile] of this.#tiles) {
      if (others.some((entry) => entry.id === id)) continue;
      tile.play('audio', undefined);
      tile.play('video', undefined);
      this.#tiles.delete(id);
    }
    for (const entry of others) this.#tile(entry.id).name(entry);
    this.#self.name(roster.find(({ id }) => id === this.#own) ?? { name: '', microphone: false });
    this.#arrange();
  }

  setTracks(tracks: readonly ReceivedTrack[]): void {
    for (const id of tracks.map(({ participant }) => participant)) this.#tile(id);
    for (const [id, tile] of this.#tiles) {
      for (const kind of ['audio', 'video'] as const) {
        tile.play(kind, tracks.find((track) => track.participant === id && track.kind === kind)?.track);
      }
    }
    this.#arrange();
  }

  #tile(id: string): Tile {
    const known = this.#tiles.get(id);
    if (known !== undefined) return known;
    const tile = new Tile('tile', id);
    this.#tiles.set(id, tile);
    tile.video.requestVideoFrameCallback((_now, { presentationTime }) => {
      if (this.#rendered) return;
      this.#rendered = true;
      this.#actions.onFirstRendered(id, presentationTime);
    });
    return tile;
  }

  #arrange(): void {
    const withPicture = (tile: Tile): number => (tile.video.hidden ? 1 : 0);
    const tiles = [...this.#tiles.values()].sort((a, b) => withPicture(a) - withPicture(b)).slice(0, mostTiles);
    const wanted = [...(tiles.length === 0 ? [this.#alone] : tiles.map(({ root }) => root)), this.#self.root];
    // Moving an element would restart its picture: only touch what is not where it belongs.
    if (wanted.some((node, index) => this.#grid.children[index] !== node)) this.#grid.replaceChildren(...wanted);
    const portrait = window.innerWidth < window.innerHeight;
    const columns = portrait ? (tiles.length > 3 ? 2 : 1) : Math.ceil(Math.sqrt(tiles.length));
    const rows = Math.ceil(tiles.length / Math.max(1, columns));
    this.#grid.style.setProperty('--columns', String(Math.max(1, columns)));
    this.#grid.style.setProperty('--tile', `calc((100dvh - 9rem) / ${Math.max(1, rows)} * 16 / 9)`);
  }
}
