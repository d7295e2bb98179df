/**
 * All meetings of this server: visits that were given out with a page, rooms that exist, and what the control interface
 * has decreed. Everything is bounded, since anybody on this machine may open links.
 */
import { randomBytes } from 'node:crypto';
import type { Knobs } from './knobs.js';
import { MeetingRoom } from './meeting-room.js';
import type { Refusal } from './page/protocol.js';
import type { Participant, Peer } from './participant.js';
import type { ServerClock } from './server-clock.js';
import type { TruthLine } from './truth-log.js';

const mostVisits = 10_000;
const mostRooms = 50;
/** What the built-in meeting holds; far more than two cores can serve. */
const mostParticipants = 100;

export interface Visit {
  readonly visit: string;
  readonly room: string;
  readonly knobs: Knobs;
}

export class Meetings {
  readonly clock: ServerClock;
  readonly truth: (line: TruthLine) => void;
  readonly #visits = new Map<string, Visit>();
  readonly #rooms = new Map<string, MeetingRoom>();
  readonly #ended = new Set<string>();
  #decree: Refusal | undefined;
  #participants = 0;

  constructor(clock: ServerClock, truth: (line: TruthLine) => void) {
    this.clock = clock;
    this.truth = truth;
  }

  get rooms(): readonly MeetingRoom[] {
    return [...this.#rooms.values()];
  }

  get participants(): readonly Participant[] {
    return this.rooms.flatMap((room) => room.participants);
  }

  /** Somebody asked for the page of this room. */
  newVisit(room: string, knobs: Knobs): Visit {
    const visit: Visit = { visit: randomBytes(9).toString('base64url'), room, knobs };
    const oldest = this.#visits.keys().next();
    if (this.#visits.size >= mostVisits && oldest.done !== true) this.#visits.delete(oldest.value);
    this.#visits.set(visit.visit, visit);
    return visit;
  }

  visit(id: string): Visit | undefined {
    return this.#visits.get(id);
  }

  /** Why nobody, or not this visitor, may join now. */
  refusalFor({ room, knobs }: Visit): Refusal | undefined {
    const full = this.#rooms.has(room)
      ? (this.#rooms.get(room)?.participants.length ?? 0) >= mostParticipants
      : this.#rooms.size >= mostRooms;
    return knobs.refuse ?? this.#decree ?? (this.#ended.has(room) ? 'ended' : full ? 'full' : undefined);
  }

  admit({ visit, room }: Visit, name: string, peer: Peer): Participant {
    this.#participants += 1;
    const identity = { visit, room, participant: `p${this.#participants}`, name };
    return this.#roomNamed(room).admit(identity, peer);
  }

  roomOf(participant: Participant): MeetingRoom | undefined {
    const room = this.#rooms.get(participant.identity.room);
    return room?.participants.includes(participant) === true ? room : undefined;
  }

  /** @returns `undefined` when no such session exists (any more), or its signalling is cut. */
  resume(session: string, peer: Peer): Participant | undefined {
    for (const room of this.rooms) {
      const participant = room.resume(session, peer);
      if (participant !== undefined) return participant;
    }
    return undefined;
  }

  /** Newcomers are refused from now on; `undefined`: no more. */
  refuseNewcomers(reason: Refusal | undefined): void {
    this.#decree = reason;
  }

  /** Everybody is told that the meeting is over, and it stays so for those who come later. */
  endAll(): void {
    for (const room of this.rooms) {
      this.#ended.add(room.name);
      room.end();
    }
  }

  close(): void {
    for (const room of this.rooms) room.close();
  }

  #roomNamed(name: string): MeetingRoom {
    const existing = this.#rooms.get(name);
    if (existing !== undefined) return existing;
    const room = new MeetingRoom({
      name,
      clock: this.clock,
      truth: this.truth,
      onEmpty: () => {
        this.#rooms.delete(name);
      },
    });
    this.#rooms.set(name, room);
    return room;
  }
}
