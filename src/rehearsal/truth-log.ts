/**
 * What really happened, as server and client page saw it, by code that shares nothing with the probe: the yardstick for
 * Rollcall's own numbers. One JSON object a line, appended as it happens.
 */
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Knobs } from './knobs.js';
import type { MediaKind, Refusal } from './page/protocol.js';

/** Who it is about. `visit` is given out with the page, `participant` with the admission. */
interface Who {
  readonly visit: string;
  readonly room: string;
  readonly participant?: string;
  readonly name?: string;
}

type TruthEvent =
  /** The request for the link arrived. Query values are not repeated, apart from what became a knob. */
  | ({ readonly type: 'page_requested'; readonly phone: boolean } & Who)
  | ({ readonly type: 'socket_open' } & Who)
  | ({ readonly type: 'socket_closed'; readonly code: number } & Who)
  | ({ readonly type: 'socket_resumed' } & Who)
  /** Join was pressed, as it reached the server. */
  | ({ readonly type: 'join_requested' } & Who)
  | ({ readonly type: 'lobby' } & Who)
  | ({ readonly type: 'admitted' } & Who)
  | ({ readonly type: 'refused'; readonly reason: Refusal } & Who)
  /** `direction`: seen from the participant. Again after an ICE restart. */
  | ({ readonly type: 'ice_connected' | 'dtls_connected'; readonly direction: 'sending' | 'receiving' } & Who)
  /** The first RTP packet that the server got from this participant. */
  | ({ readonly type: 'first_packet'; readonly kind: MediaKind } & Who)
  /** The first packet, and the first packet of the first key frame, sent on to this participant, by whose they are. */
  | ({
      readonly type: 'first_forwarded' | 'first_key_frame_forwarded';
      readonly kind: MediaKind;
      readonly from: string;
    } & Who)
  /**
   * For more than 300 ms no media packet at all left for this participant, or came from it. `t` is that of the last packet before
   * and of the first after. Both are written when the gap is over: `resumed` is absent when it never was.
   */
  | ({ readonly type: 'forwarding_stopped' | 'forwarding_resumed' } & Who)
  | ({ readonly type: 'sending_stopped' | 'sending_resumed' } & Who)
  /**
   * Stamped in the page by the client's own code: the meeting screen is shown, the first remote frame was rendered.
   * `t` = `page_at` + `offset_ms`, right within `uncertainty_ms`; `page_at` is epoch ms on the page's clock
   * (performance.timeOrigin + performance.now()), `page_origin` its beginning (performance.timeOrigin), `received_at` is when the message reached the server.
   */
  | ({
      readonly type: 'entered' | 'first_rendered';
      readonly page_at: number;
      readonly page_origin: number;
      readonly offset_ms: number;
      readonly uncertainty_ms: number;
      readonly received_at: number;
      readonly from?: string;
    } & Who)
  | ({ readonly type: 'left'; readonly cause: 'asked' | 'page_closed' | 'signalling_lost' | 'shutdown' } & Who)
  | ({ readonly type: 'removed' | 'ended' } & Who)
  /** A knob of a link took effect. */
  | ({ readonly type: 'knob'; readonly knob: keyof Knobs; readonly value: string | number } & Who)
  /** A knob of the control interface, and for how long; without `participant` it is for everybody. */
  | {
      readonly type: 'control';
      readonly action: string;
      readonly participant?: string;
      readonly detail: Readonly<Record<string, string | number | boolean>>;
    }
  /** The meeting's own process got no processor from `t` on: what is dated in it or just after it is late. Written when it is over. */
  | { readonly type: 'stood_still'; readonly ms: number }
  | { readonly type: 'control_over'; readonly action: string; readonly participant?: string }
  | { readonly type: 'started' | 'stopped' };

/** `t`: epoch ms on the server's clock, fractional, monotonic. */
export type TruthLine = { readonly t: number } & TruthEvent;

export class TruthLog {
  readonly #stream;
  #failure: Error | undefined;

  /** The folder is made; an existing file is appended to. */
  constructor(file: string) {
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    this.#stream = createWriteStream(file, { flags: 'a' });
    // A full disk must not end the meeting; what is lost is said once, at the end.
    this.#stream.on('error', (error) => {
      this.#failure ??= error;
    });
  }

  /** Lines that come after `close`, from sockets on their way out, are dropped. */
  write(line: TruthLine): void {
    if (!this.#stream.writableEnded) this.#stream.write(`${JSON.stringify(line)}\n`);
  }

  /** @returns what went wrong with writing, if anything did. */
  async close(): Promise<Error | undefined> {
    this.#stream.end();
    // `close` follows an error too.
    if (!this.#stream.closed) await new Promise<void>((resolve) => this.#stream.once('close', resolve));
    return this.#failure;
  }
}
