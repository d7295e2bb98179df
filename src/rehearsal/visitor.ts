/**
 * One signalling socket from its first word to its last: who is there, may he come in, and what he then does.
 *
 *     hello ─► join ─► [passcode] ─► joinDelayMs ─► [lobby] ─► admitted ─► media, publish, answer, … ─► leave
 *     hello ─► resume ──────────────────────────────────────────────────►
 */
import { timingSafeEqual } from 'node:crypto';
import { messageOf } from '../shared/errors.js';
import { inert } from '../shared/redact.js';
import type { Meetings, Visit } from './meetings.js';
import type { ClientMessage, Refusal } from './page/protocol.js';
import type { Participant, Peer } from './participant.js';

const passcodeTries = 3;
const longestName = 60;

export class Visitor {
  readonly #meetings: Meetings;
  readonly #peer: Peer;
  readonly #gone = new AbortController();
  /** On the server's clock. */
  readonly #openedAt: number;
  #visit: Visit | undefined;
  #participant: Participant | undefined;
  #asking = false;
  #passcodesLeft = passcodeTries;

  constructor(meetings: Meetings, peer: Peer) {
    this.#meetings = meetings;
    this.#peer = peer;
    this.#openedAt = meetings.clock.now();
  }

  /** Whether it has said who it is. */
  get known(): boolean {
    return this.#visit !== undefined;
  }

  async message(message: ClientMessage): Promise<void> {
    if (message.type === 'ping') {
      this.#peer.send({ type: 'pong', id: message.id, now: this.#meetings.clock.now() });
      return;
    }
    if (message.type === 'hello') {
      this.#hello(message.visit);
      return;
    }
    const visit = this.#visit;
    if (visit === undefined) {
      this.#peer.terminate();
      return;
    }
    // Not awaited: it may take minutes, and a visitor who waits may leave.
    if (message.type === 'join') void this.#join(visit, message.name, message.passcode);
    else if (message.type === 'resume') this.#resume(message.session);
    else if (this.#participant !== undefined) await this.#inMeeting(this.#participant, message);
  }

  /** @param code the WebSocket's closing code: 1001 when the page was closed or left. */
  closed(code: number): void {
    const now = this.#meetings.clock.now();
    this.#gone.abort();
    if (this.#visit === undefined) return;
    const { visit, room } = this.#visit;
    const participant = this.#participant;
    const who = participant?.identity ?? { visit, room };
    this.#meetings.truth({ t: now, type: 'socket_closed', code, ...who });
    if (participant?.peer !== this.#peer) return;
    const meeting = this.#meetings.roomOf(participant);
    if (code === 1001) meeting?.leave(participant, 'page_closed');
    else meeting?.socketLost(participant, this.#peer);
  }

  #hello(id: string): void {
    const visit = this.#meetings.visit(id);
    if (visit === undefined || this.#visit !== undefined) {
      this.#refuse('not_found');
      return;
    }
    this.#visit = visit;
    this.#meetings.truth({ t: this.#openedAt, type: 'socket_open', visit: visit.visit, room: visit.room });
  }

  async #join(visit: Visit, name: string, passcode: string | undefined): Promise<void> {
    if (this.#asking || this.#participant !== undefined) return;
    const who = { visit: visit.visit, room: visit.room, name: nameOf(name) };
    if (passcode === undefined) {
      this.#meetings.truth({ t: this.#meetings.clock.now(), type: 'join_requested', ...who });
    }
    this.#asking = true;
    try {
      if (this.#admissible(visit, passcode)) await this.#admission(visit, who.name);
    } catch (error) {
      // Gone while waiting: there is nobody to tell.
      if (!this.#gone.signal.aborted) process.stderr.write(`A join failed: ${inert(messageOf(error))}\n`);
    } finally {
      this.#asking = false;
    }
  }

  /** Refusals and the passcode, which need no waiting. */
  #admissible(visit: Visit, passcode: string | undefined): boolean {
    const refusal = this.#meetings.refusalFor(visit);
    if (refusal !== undefined) {
      if (visit.knobs.refuse !== undefined) this.#knob(visit, 'refuse', visit.knobs.refuse);
      this.#refuse(refusal);
      return false;
    }
    if (visit.knobs.passcode === undefined) return true;
    if (passcode === undefined) {
      this.#knob(visit, 'passcode', '…');
      this.#peer.send({ type: 'passcode_needed' });
      return false;
    }
    if (same(passcode, visit.knobs.passcode)) return true;
    this.#passcodesLeft -= 1;
    if (this.#passcodesLeft <= 0) this.#refuse('bad_passcode');
    else this.#peer.send({ type: 'passcode_wrong', left: this.#passcodesLeft });
    return false;
  }

  async #admission(visit: Visit, name: string): Promise<void> {
    const { clock, truth } = this.#meetings;
    const { joinDelayMs, admitAfterMs } = visit.knobs;
    this.#peer.send({ type: 'joining' });
    if (joinDelayMs !== undefined) {
      this.#knob(visit, 'joinDelayMs', joinDelayMs);
      await clock.sleep(joinDelayMs, this.#gone.signal);
    }
    if (admitAfterMs !== undefined) {
      this.#knob(visit, 'admitAfterMs', admitAfterMs);
      truth({ t: clock.now(), type: 'lobby', visit: visit.visit, room: visit.room, name });
      this.#peer.send({ type: 'lobby' });
      if (admitAfterMs === 'never') return;
      await clock.sleep(admitAfterMs, this.#gone.signal);
    }
    // What was decreed while he waited holds for him too.
    const refusal = this.#meetings.refusalFor(visit);
    if (refusal === undefined) this.#participant = this.#meetings.admit(visit, name, this.#peer);
    else this.#refuse(refusal);
  }

  #resume(session: string): void {
    if (this.#participant !== undefined) return;
    this.#participant = this.#meetings.resume(session, this.#peer);
    if (this.#participant === undefined) this.#peer.terminate();
  }

  async #inMeeting(participant: Participant, message: ClientMessage): Promise<void> {
    const meeting = this.#meetings.roomOf(participant);
    if (meeting === undefined || participant.peer !== this.#peer) return;
    if (message.type === 'media') {
      participant.camera = message.camera;
      participant.microphone = message.microphone;
      meeting.tellRoster();
      meeting.refresh();
    } else if (message.type === 'publish') {
      const sdp = await participant.publisher.publish(message.sdp);
      if (sdp === undefined) return;
      this.#peer.send({ type: 'published', id: message.id, sdp });
      meeting.refresh();
    } else if (message.type === 'answer') {
      await participant.receiver.answer(message.id, message.sdp);
    } else if (message.type === 'restart_receiving') {
      await participant.receiver.restart();
    } else if (message.type === 'leave') {
      meeting.leave(participant, 'asked');
    } else if (message.type === 'truth') {
      this.#meetings.truth({
        t: message.at + message.offset,
        type: message.event,
        ...participant.identity,
        page_at: message.at,
        page_origin: message.origin,
        offset_ms: message.offset,
        uncertainty_ms: message.uncertainty,
        received_at: this.#meetings.clock.now(),
        ...(message.from === undefined ? {} : { from: message.from }),
      });
    }
  }

  #refuse(reason: Refusal): void {
    const { visit, room } = this.#visit ?? { visit: '', room: '' };
    this.#meetings.truth({ t: this.#meetings.clock.now(), type: 'refused', reason, visit, room });
    this.#peer.send({ type: 'refused', reason });
  }

  #knob(visit: Visit, knob: keyof Visit['knobs'], value: string | number): void {
    const { visit: id, room } = visit;
    this.#meetings.truth({ t: this.#meetings.clock.now(), type: 'knob', knob, value, visit: id, room });
  }
}

function nameOf(text: string): string {
  const name = inert(text, longestName).trim();
  return name === '' ? '?' : name;
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
