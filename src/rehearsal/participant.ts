/** One admitted person: what he sends, what he receives, and the socket that may come and go meanwhile. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../shared/clock.js';
import type { MediaKind, RosterEntry, ServerMessage } from './page/protocol.js';
import { Publisher } from './sfu/publisher.js';
import { PacketGaps } from './packet-gaps.js';
import { Receiver } from './sfu/receiver.js';
import type { TruthLine } from './truth-log.js';

/** One end of a signalling socket. */
export interface Peer {
  send(message: ServerMessage): void;
  /** Without a closing handshake, as a dead network does it. */
  terminate(): void;
}

/** Who this is, in the truth log's words. */
export interface Identity {
  readonly visit: string;
  readonly room: string;
  readonly participant: string;
  readonly name: string;
}

export interface ParticipantOptions {
  readonly identity: Identity;
  /** Position in the order of joining. */
  readonly order: number;
  readonly clock: Clock;
  readonly truth: (line: TruthLine) => void;
}

export class Participant {
  readonly identity: Identity;
  readonly order: number;
  /** Known to the client alone; it proves who comes back on a new socket. */
  readonly session = randomBytes(16).toString('hex');
  readonly publisher: Publisher;
  readonly receiver: Receiver;
  readonly #gaps: readonly PacketGaps[];
  camera = false;
  microphone = false;
  /** Absent while the signalling is lost. */
  peer: Peer | undefined;
  /** Until then (server clock) no socket of this participant survives. */
  signallingCutUntil = Number.NEGATIVE_INFINITY;
  /** Aborted when the signalling is there again: ends the wait for it. */
  back = new AbortController();
  /** Aborted when the participant is gone: ends what waits on its behalf. */
  readonly gone = new AbortController();

  constructor({ identity, order, clock, truth }: ParticipantOptions) {
    this.identity = identity;
    this.order = order;
    const connected = (direction: 'sending' | 'receiving') => (what: 'ice' | 'dtls') => {
      truth({ t: clock.now(), type: `${what}_connected`, direction, ...identity });
    };
    const gapsOf = (direction: 'forwarding' | 'sending'): PacketGaps =>
      new PacketGaps(clock, (from, to) => {
        truth({ t: from, type: `${direction}_stopped`, ...identity });
        if (to !== undefined) truth({ t: to, type: `${direction}_resumed`, ...identity });
      });
    const forwarding = gapsOf('forwarding');
    const sending = gapsOf('sending');
    this.#gaps = [forwarding, sending];
    this.publisher = new Publisher({
      clock,
      onPacket: () => {
        sending.packet();
      },
      onConnected: connected('sending'),
      onFirstPacket: (kind) => {
        truth({ t: clock.now(), type: 'first_packet', kind, ...identity });
      },
    });
    this.receiver = new Receiver({
      sendOffer: (offer) => {
        this.peer?.send({ type: 'offer', ...offer });
      },
      onConnected: connected('receiving'),
      onFirst: (what, kind, from) => {
        const type = what === 'packet' ? 'first_forwarded' : 'first_key_frame_forwarded';
        truth({ t: clock.now(), type, kind, from, ...identity });
      },
      onSent: () => {
        forwarding.packet();
      },
    });
  }

  get rosterEntry(): RosterEntry {
    const { participant: id, name } = this.identity;
    return { id, name, camera: this.camera, microphone: this.microphone };
  }

  /** Whether this kind is on and there is a stream for it. */
  sends(kind: MediaKind): boolean {
    return (kind === 'video' ? this.camera : this.microphone) && this.publisher.uplink(kind) !== undefined;
  }

  /** A pulled cable: while true no media packet gets through in either direction. */
  cutMedia(cut: boolean): void {
    this.publisher.cut = cut;
    this.receiver.cut = cut;
  }

  close(): void {
    this.gone.abort();
    for (const gaps of this.#gaps) gaps.close();
    this.publisher.close();
    this.receiver.close();
  }
}
