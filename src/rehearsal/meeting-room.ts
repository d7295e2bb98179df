/** One meeting: who is in it and who receives whom. It exists while somebody is in it. */
import type { Clock } from '../shared/clock.js';
import { chooseForwarded, forwardedAudios, forwardedVideos, type Sender } from './forwarding.js';
import type { MediaKind, RosterEntry, ServerMessage } from './page/protocol.js';
import { Participant, type Identity, type Peer } from './participant.js';
import type { Wanted } from './sfu/receiver.js';
import type { TruthLine } from './truth-log.js';

/** A lost socket may come back for this long; media goes on meanwhile. */
const graceMs = 30_000;
/** How often it is looked at who talks, when there are more voices than places. */
const debateEveryMs = 1_000;

export type LeaveCause = 'asked' | 'page_closed' | 'signalling_lost' | 'shutdown';

export interface MeetingRoomOptions {
  readonly name: string;
  readonly clock: Clock;
  readonly truth: (line: TruthLine) => void;
  readonly onEmpty: () => void;
}

export class MeetingRoom {
  readonly name: string;
  readonly #options: MeetingRoomOptions;
  readonly #participants = new Map<string, Participant>();
  readonly #stopDebate: () => void;
  #joined = 0;

  constructor(options: MeetingRoomOptions) {
    this.name = options.name;
    this.#options = options;
    this.#stopDebate = options.clock.every(debateEveryMs, () => {
      if (this.#senders('audio').length > forwardedAudios) this.refresh();
    });
  }

  get participants(): readonly Participant[] {
    return [...this.#participants.values()];
  }

  get roster(): readonly RosterEntry[] {
    return this.participants.map((participant) => participant.rosterEntry);
  }

  admit(identity: Identity, peer: Peer): Participant {
    const { clock, truth } = this.#options;
    const participant = new Participant({ identity, order: this.#joined, clock, truth });
    this.#joined += 1;
    participant.peer = peer;
    this.#participants.set(identity.participant, participant);
    truth({ t: clock.now(), type: 'admitted', ...identity });
    peer.send({
      type: 'admitted',
      participant: identity.participant,
      session: participant.session,
      roster: this.roster,
    });
    this.tellRoster(participant);
    this.refresh();
    return participant;
  }

  /** The participant who was given this session, with a new socket. */
  resume(session: string, peer: Peer): Participant | undefined {
    const { clock, truth } = this.#options;
    const participant = this.participants.find((candidate) => candidate.session === session);
    if (participant === undefined || clock.now() < participant.signallingCutUntil) return undefined;
    participant.peer?.terminate();
    participant.back.abort();
    participant.peer = peer;
    truth({ t: clock.now(), type: 'socket_resumed', ...participant.identity });
    peer.send({ type: 'resumed', roster: this.roster });
    participant.receiver.repeatOffer();
    return participant;
  }

  /** The socket is gone without a word: the participant has some time to come back on another. */
  socketLost(participant: Participant, peer: Peer): void {
    if (participant.peer !== peer) return;
    participant.peer = undefined;
    // Of this loss alone: whoever came back and is lost again has all of it again.
    const back = new AbortController();
    participant.back = back;
    this.#options.clock.sleep(graceMs, AbortSignal.any([participant.gone.signal, back.signal])).then(
      () => {
        this.leave(participant, 'signalling_lost');
      },
      () => undefined,
    );
  }

  leave(participant: Participant, cause: LeaveCause): void {
    this.#options.truth({ t: this.#options.clock.now(), type: 'left', cause, ...participant.identity });
    this.#drop(participant);
  }

  remove(participant: Participant): void {
    this.#options.truth({ t: this.#options.clock.now(), type: 'removed', ...participant.identity });
    participant.peer?.send({ type: 'removed' });
    this.#drop(participant);
  }

  end(): void {
    for (const participant of this.participants) {
      this.#options.truth({ t: this.#options.clock.now(), type: 'ended', ...participant.identity });
      participant.peer?.send({ type: 'ended' });
      this.#drop(participant);
    }
  }

  /** Somebody came, went, or switched something on or off: decide anew who receives whom. */
  refresh(): void {
    const streams = new Map<Participant, Wanted[]>(this.participants.map((participant) => [participant, []]));
    for (const kind of ['audio', 'video'] as const) {
      for (const receiver of this.participants) {
        const chosen = chooseForwarded({
          receiver: receiver.identity.participant,
          senders: this.#senders(kind),
          current: receiver.receiver.carried(kind),
          places: kind === 'video' ? forwardedVideos : forwardedAudios,
          now: this.#options.clock.now(),
        });
        for (const id of chosen) {
          const uplink = this.#participants.get(id)?.publisher.uplink(kind);
          if (uplink !== undefined) streams.get(receiver)?.push({ participant: id, uplink });
        }
      }
    }
    for (const [receiver, wanted] of streams) receiver.receiver.want(wanted);
  }

  tellRoster(except?: Participant): void {
    const message: ServerMessage = { type: 'roster', roster: this.roster };
    for (const participant of this.participants) if (participant !== except) participant.peer?.send(message);
  }

  close(): void {
    for (const participant of this.participants) this.leave(participant, 'shutdown');
    this.#stopDebate();
  }

  #senders(kind: MediaKind): readonly Sender[] {
    return this.participants
      .filter((participant) => participant.sends(kind))
      .map(({ identity, order, publisher }) => {
        const voiceAt = publisher.uplink('audio')?.voiceAt;
        return {
          id: identity.participant,
          order,
          watchers: publisher.uplink(kind)?.watchers ?? 0,
          ...(voiceAt === undefined ? {} : { voiceAt }),
        };
      });
  }

  #drop(participant: Participant): void {
    if (!this.#participants.delete(participant.identity.participant)) return;
    participant.close();
    if (this.#participants.size === 0) {
      this.#stopDebate();
      this.#options.onEmpty();
      return;
    }
    this.tellRoster();
    this.refresh();
  }
}
