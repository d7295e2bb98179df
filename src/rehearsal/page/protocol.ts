/**
 * What client and server of the built-in meeting say to each other over the signalling socket, one JSON object a message.
 * Types only: the server checks what it reads against schemas of its own (client-message.ts).
 */

export type MediaKind = 'audio' | 'video';

/** Why somebody is not let in. `bad_passcode` follows the third wrong one. */
export type Refusal = 'full' | 'locked' | 'ended' | 'not_found' | 'rate_limited' | 'login_required' | 'bad_passcode';

/** In the page, as JSON: who this visit is. */
export interface ClientConfig {
  /** Joins the request for the page with the socket that follows it. */
  readonly visit: string;
  readonly room: string;
  /** Which codec the camera is sent with. */
  readonly codec: 'vp8' | 'h264';
}

export interface RosterEntry {
  readonly id: string;
  readonly name: string;
  readonly camera: boolean;
  readonly microphone: boolean;
}

/** One m-line of the server's offer: whose stream it carries. Those not listed carry nothing now. */
export interface ForwardedTrack {
  readonly mid: string;
  readonly participant: string;
  readonly kind: MediaKind;
}

export type ClientMessage =
  | { readonly type: 'hello'; readonly visit: string }
  | { readonly type: 'ping'; readonly id: number }
  | { readonly type: 'join'; readonly name: string; readonly passcode?: string }
  | { readonly type: 'resume'; readonly session: string }
  /** What this person sends; a description comes only when there is something to negotiate. */
  | { readonly type: 'media'; readonly camera: boolean; readonly microphone: boolean }
  | { readonly type: 'publish'; readonly id: number; readonly sdp: string }
  | { readonly type: 'answer'; readonly id: number; readonly sdp: string }
  /** The receiving side's ICE failed: the server offers anew with fresh credentials. */
  | { readonly type: 'restart_receiving' }
  /** The client's own view, for the truth log. Times are epoch ms of the page's clock, offset = server's − page's. */
  | {
      readonly type: 'truth';
      readonly event: 'entered' | 'first_rendered';
      readonly at: number;
      /** performance.timeOrigin: when the page was asked for. */
      readonly origin: number;
      readonly offset: number;
      readonly uncertainty: number;
      readonly from?: string;
    }
  | { readonly type: 'leave' };

export type ServerMessage =
  | { readonly type: 'pong'; readonly id: number; readonly now: number }
  | { readonly type: 'passcode_needed' }
  | { readonly type: 'passcode_wrong'; readonly left: number }
  | { readonly type: 'joining' }
  | { readonly type: 'lobby' }
  | {
      readonly type: 'admitted';
      readonly participant: string;
      /** Shown to come back after the socket was lost. */
      readonly session: string;
      readonly roster: readonly RosterEntry[];
    }
  | { readonly type: 'resumed'; readonly roster: readonly RosterEntry[] }
  | { readonly type: 'refused'; readonly reason: Refusal }
  | { readonly type: 'roster'; readonly roster: readonly RosterEntry[] }
  | { readonly type: 'published'; readonly id: number; readonly sdp: string }
  | {
      readonly type: 'offer';
      readonly id: number;
      readonly sdp: string;
      readonly tracks: readonly ForwardedTrack[];
    }
  | { readonly type: 'removed' }
  | { readonly type: 'ended' };
