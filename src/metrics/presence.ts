/**
 * One participant as the others and its own join see it: what it sends, what its page receives, whether it is in.
 * Part of `usable.ts`, which says what is decided and why.
 */
import type { ActionLine, MomentLine, StateLine } from '../model/line.js';
import type { MediaKind } from '../model/moment.js';
import type { UsableRule } from '../model/summary.js';

/** Everybody of this run who is, or wants to be, in one meeting. */
export type Meeting = Set<Presence>;

export interface Decision {
  readonly t: number;
  readonly rule: UsableRule;
}

/** A sender's media needs that long to be known to a newcomer's server and page; who sends later is not waited for. */
const senderLeadMs = 500;

/** What a newcomer waits for, the most wanted first. */
const expectations = ['video', 'audio', 'own', 'nothing'] as const;
type Expectation = (typeof expectations)[number];

const toggles: Readonly<Record<string, { readonly kind: MediaKind; readonly on: boolean }>> = {
  mute: { kind: 'audio', on: false },
  unmute: { kind: 'audio', on: true },
  cameraOff: { kind: 'video', on: false },
  cameraOn: { kind: 'video', on: true },
};

/** What counts anew with every join of the same participant. */
class Join {
  inMeeting: number | undefined;
  dtlsConnected: number | undefined;
  firstFrame: number | undefined;
  firstAudio: number | undefined;
  peerConnection = false;
  /** Since when each kind has been sent without a break; absent while it is not. */
  readonly sendingSince = new Map<MediaKind, number>();
  readonly hasSent = new Set<MediaKind>();
  /** Live remote tracks of this page. */
  readonly live = new Map<string, { readonly kind: MediaKind; readonly since: number }>();
  expected: Expectation | undefined;
  /** Until when it waited for somebody who then went or muted. */
  waitedUntil = -Infinity;
  settled = false;
  gone = false;
}

export class Presence {
  readonly p: string;
  readonly meeting: Meeting;
  readonly #sendsItself: boolean;
  readonly #muted = new Set<MediaKind>();
  #join = new Join();

  constructor(p: string, meeting: Meeting, sendsItself: boolean) {
    this.p = p;
    this.meeting = meeting;
    this.#sendsItself = sendsItself;
  }

  get inMeeting(): number | undefined {
    return this.#join.inMeeting;
  }

  /** In, and neither usable nor gone. */
  get waits(): boolean {
    const { inMeeting, settled, gone } = this.#join;
    return inMeeting !== undefined && !settled && !gone;
  }

  get waitsForPeerConnection(): boolean {
    return this.waits && !this.#join.peerConnection;
  }

  /** The first of its kind counts. @returns whether it may matter to this join. */
  moment(line: MomentLine): boolean {
    const join = this.#join;
    switch (line.name) {
      case 'in_meeting':
        join.inMeeting ??= line.t;
        return true;
      case 'dtls_connected':
        join.dtlsConnected ??= line.t;
        break;
      case 'first_frame':
        join.firstFrame ??= line.t;
        break;
      case 'first_packet':
        if (line.kind === 'audio') join.firstAudio ??= line.t;
        break;
      case 'first_sent':
        if (line.kind !== undefined) this.#sends(line.kind, line.t);
        break;
      case 'peer_connection_created':
      case 'ice_connected':
        break;
      default:
        return false;
    }
    join.peerConnection = true;
    return true;
  }

  /** @returns whether it may matter to this join. */
  state(line: StateLine): boolean {
    if (line.of !== 'remote_track') return false;
    this.#join.peerConnection = true;
    if (line.value !== 'live') this.#join.live.delete(line.id);
    else if (!this.#join.live.has(line.id)) this.#join.live.set(line.id, { kind: line.kind, since: line.t });
    return true;
  }

  /** @returns whether it stopped sending something. */
  action({ name, phase, error, t }: ActionLine): boolean {
    const toggle = Object.hasOwn(toggles, name) ? toggles[name] : undefined;
    if (toggle === undefined) return false;
    const { kind } = toggle;
    const { sendingSince, hasSent } = this.#join;
    if (phase === 'begin') {
      if (toggle.on) return false;
      this.#muted.add(kind);
      return sendingSince.delete(kind);
    }
    // Done: it sends again if that was asked for, or if muting failed.
    if (toggle.on === (error === undefined)) {
      this.#muted.delete(kind);
      if (hasSent.has(kind) && !sendingSince.has(kind)) sendingSince.set(kind, t);
    }
    return false;
  }

  /** @returns whether it was still there. */
  go(): boolean {
    const was = !this.#join.gone;
    this.#join.gone = true;
    return was;
  }

  comeAgain(): void {
    this.#join = new Join();
  }

  settle(): void {
    this.#join.settled = true;
  }

  /** Usable now? `t` is the time of the line that asks. */
  decide(t: number): Decision | undefined {
    const join = this.#join;
    const { inMeeting } = join;
    if (inMeeting === undefined || !this.waits || !join.peerConnection) return undefined;
    const expected = this.#expected(inMeeting);
    const before = join.expected;
    if (before !== undefined && expectations.indexOf(expected) > expectations.indexOf(before)) {
      join.waitedUntil = Math.max(join.waitedUntil, t);
    }
    join.expected = expected;
    const [rule, seen] = this.#ruleFor(expected, inMeeting);
    if (seen === undefined) return undefined;
    this.settle();
    return { t: Math.max(inMeeting, seen, join.waitedUntil), rule };
  }

  #ruleFor(expected: Expectation, inMeeting: number): readonly [UsableRule, number | undefined] {
    switch (expected) {
      case 'video':
        return ['first_frame', this.#join.firstFrame];
      case 'audio':
        return ['first_audio', this.#join.firstAudio];
      case 'own':
        return ['own_dtls', this.#join.dtlsConnected];
      case 'nothing':
        return ['in_meeting', inMeeting];
    }
  }

  #expected(inMeeting: number): Expectation {
    if (this.#somebodySends('video', inMeeting)) return 'video';
    if (this.#somebodySends('audio', inMeeting)) return 'audio';
    return this.#sendsItself ? 'own' : 'nothing';
  }

  #somebodySends(kind: MediaKind, inMeeting: number): boolean {
    for (const track of this.#join.live.values()) if (track.kind === kind && track.since <= inMeeting) return true;
    for (const other of this.meeting) if (other !== this && other.#sentBefore(kind, inMeeting)) return true;
    return false;
  }

  /** Sends now, and did so without a break since well before `inMeeting`, as a member of the meeting. */
  #sentBefore(kind: MediaKind, inMeeting: number): boolean {
    const join = this.#join;
    const since = join.sendingSince.get(kind);
    if (since === undefined || since > inMeeting - senderLeadMs || join.gone) return false;
    return join.inMeeting !== undefined && join.inMeeting <= inMeeting;
  }

  #sends(kind: MediaKind, t: number): void {
    const join = this.#join;
    if (join.hasSent.has(kind)) return;
    join.hasSent.add(kind);
    if (!this.#muted.has(kind)) join.sendingSince.set(kind, t);
  }
}
