/** The signalling socket as the rest of the client sees it: it stays, whatever happens to the connection below. */
import type { ClientMessage, ServerMessage } from './protocol.js';

/** Waits between tries grow to this. */
const longestWaitMs = 2_000;

export interface SignallingEvents {
  onMessage(message: ServerMessage): void;
  /** Open, for the first time or again: what the server has to know first is sent here. */
  onOpen(send: (message: ClientMessage) => void): void;
  onLost(): void;
}

export class Signalling {
  readonly #url: string;
  readonly #events: SignallingEvents;
  #socket: WebSocket | undefined;
  #waiting: ClientMessage[] = [];
  #tries = 0;
  #closed = false;

  constructor(events: SignallingEvents) {
    this.#url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/signalling`;
    this.#events = events;
    this.#connect();
  }

  get open(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** At once, or when the socket is open again. */
  send(message: ClientMessage): void {
    if (this.open) this.#socket?.send(JSON.stringify(message));
    else if (!this.#closed) this.#waiting.push(message);
  }

  /** What waits for the connection is out of date. */
  forget(): void {
    this.#waiting = [];
  }

  close(): void {
    this.#closed = true;
    this.#socket?.close(1000);
  }

  #connect(): void {
    if (this.#closed) return;
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#events.onOpen((message) => {
        socket.send(JSON.stringify(message));
      });
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const message of waiting) this.send(message);
    });
    socket.addEventListener('message', ({ data }) => {
      this.#tries = 0;
      this.#events.onMessage(JSON.parse(String(data)) as ServerMessage);
    });
    socket.addEventListener('close', () => {
      if (this.#closed) return;
      this.#events.onLost();
      const wait = Math.min(longestWaitMs, 250 * 2 ** this.#tries);
      this.#tries += 1;
      setTimeout(() => {
        this.#connect();
      }, wait);
    });
  }
}
