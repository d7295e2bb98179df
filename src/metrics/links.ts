/**
 * Is this participant connected: ICE, signalling, and what its page says of it? In: its state lines. Out: what is down now.
 *
 * - A peer connection is down while ICE or the connection is `disconnected` or `failed`. `checking` after it was up is an ICE
 *   restart, in which media goes on: not up (an outage meanwhile is a reconnect) and yet not lost.
 * - Signalling is down while there were sockets and none of them is open, or while the page shows that it is reconnecting.
 * - A closed peer connection is no link any more, nor is one whose document is gone.
 */
import type { StateLine } from '../model/line.js';
import type { LostPart } from '../model/episode.js';

interface Connection {
  ice: 'up' | 'restarting' | 'down' | undefined;
  connection: 'up' | 'restarting' | 'down' | undefined;
}

export class Links {
  readonly #connections = new Map<string, Connection>();
  readonly #sockets = new Map<string, boolean>();
  readonly #banners = new Set<string>();
  /** What a peer connection carries. */
  readonly #carries: (pc: string) => readonly LostPart[];

  constructor(carries: (pc: string) => readonly LostPart[]) {
    this.#carries = carries;
  }

  step(line: StateLine): void {
    switch (line.of) {
      case 'ice':
      case 'connection':
        this.#connection(line.of, line.id, line.value);
        return;
      case 'socket':
        this.#sockets.set(line.id, line.value === 'open');
        return;
      case 'join':
        if (line.value === 'reconnecting') this.#banners.add(line.document ?? '');
        else this.#banners.delete(line.document ?? '');
        return;
      case 'document':
        if (line.value === 'gone') this.#leave(line.id);
        return;
      default:
    }
  }

  /** Something is, whatever it carries. */
  get isDown(): boolean {
    if (this.#signallingDown) return true;
    for (const { ice, connection } of this.#connections.values())
      if (ice === 'down' || connection === 'down') return true;
    return false;
  }

  /** Empty while all is up. */
  get down(): readonly LostPart[] {
    const parts = new Set<LostPart>();
    for (const [pc, { ice, connection }] of this.#connections) {
      if (ice === 'down' || connection === 'down') for (const part of this.#carries(pc)) parts.add(part);
    }
    if (this.#signallingDown) parts.add('signalling');
    return [...parts];
  }

  /** An ICE restart is under way, or more is lost. */
  get unsettled(): boolean {
    if (this.#signallingDown) return true;
    for (const { ice, connection } of this.#connections.values()) {
      if ((ice ?? 'up') !== 'up' || (connection ?? 'up') !== 'up') return true;
    }
    return false;
  }

  get #signallingDown(): boolean {
    if (this.#banners.size > 0) return true;
    for (const isOpen of this.#sockets.values()) if (isOpen) return false;
    return this.#sockets.size > 0;
  }

  #connection(of: 'ice' | 'connection', id: string, value: string): void {
    if (value === 'closed') {
      this.#connections.delete(id);
      return;
    }
    let known = this.#connections.get(id);
    if (known === undefined) this.#connections.set(id, (known = { ice: undefined, connection: undefined }));
    if (value === 'connected' || value === 'completed') known[of] = 'up';
    else if (value === 'disconnected' || value === 'failed') known[of] = known[of] === undefined ? undefined : 'down';
    else if (known[of] === 'up') known[of] = 'restarting';
  }

  /** Ids of peer connections and sockets begin with their document's. */
  #leave(document: string): void {
    this.#banners.delete(document);
    for (const map of [this.#connections, this.#sockets]) {
      for (const id of map.keys()) if (id.startsWith(`${document}.`)) map.delete(id);
    }
  }
}
