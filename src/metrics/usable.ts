/**
 * When a participant is *usable*: the end of its join, and by which rule. Derived from the lines alone, in the order of the
 * file, so that the run (which counts `hold` from it) and a replay decide the same.
 *
 *     somebody sends video ─► later of in_meeting and first decoded remote frame      first_frame
 *     somebody sends audio ─► later of in_meeting and first remote audio packet       first_audio
 *     nobody sends, it does ─► later of in_meeting and its own dtls_connected          own_dtls
 *     nobody sends ─────────► in_meeting                                              in_meeting
 *     no RTCPeerConnection ─► in_meeting                                              unobserved
 *
 * What the definition leaves open is decided so:
 * - Senders are those who sent when `in_meeting` came (500 ms before it, if they are of this run; a track of this page that
 *   was live then). Who starts later is not waited for: nobody knows yet whether the meeting would show them.
 * - A sender that goes or mutes while it is waited for is no longer waited for. The join then ends by the next rule, but not
 *   before that moment: until then the participant did wait.
 * - Whether media can be seen is decided 5 s after `in_meeting`, since a page may make its peer connection late. Later lines of
 *   anybody (health comes once a second) carry the time there; the value is still `in_meeting`'s.
 * - A participant that leaves, is removed or gets its outcome before it is usable never becomes so.
 * - `rejoin` starts a new join of the same participant: its moments count anew.
 */
import type { Line, ScheduledLine, StateLine } from '../model/line.js';
import type { UsableRule } from '../model/summary.js';
import { Presence, type Meeting } from './presence.js';

/** How long a page may take to make its first RTCPeerConnection after `in_meeting`, on a slow phone in a crowd. */
export const peerConnectionGraceMs = 5_000;

export interface UsableEvent {
  readonly p: string;
  /** When it became usable; the line that told it may be later. */
  readonly t: number;
  readonly rule: UsableRule;
}

export interface UsableTracker {
  /** Takes the next line of the file. @returns those who became usable by it, mostly nobody. */
  step(line: Line): readonly UsableEvent[];
}

export function createUsableTracker(): UsableTracker {
  const present = new Map<string, Presence>();
  const meetings = new Map<string, Meeting>();
  /** In the meeting and not yet usable. */
  const waiting = new Set<Presence>();
  /** Those of them without a peer connection, the longest waiting first. */
  const unseen = new Set<Presence>();
  const nobody: readonly UsableEvent[] = [];
  let now = -Infinity;

  const enter = (line: ScheduledLine): void => {
    if (present.has(line.p)) return;
    const meeting = meetings.get(line.meeting) ?? new Set();
    meetings.set(line.meeting, meeting);
    const { camera, microphone } = line.media;
    const newcomer = new Presence(line.p, meeting, camera !== false || microphone !== false);
    present.set(line.p, newcomer);
    meeting.add(newcomer);
  };

  const judge = (who: Presence, t: number): readonly UsableEvent[] => {
    const decision = who.decide(t);
    if (who.waits) waiting.add(who);
    else waiting.delete(who);
    if (who.waitsForPeerConnection) unseen.add(who);
    else unseen.delete(who);
    return decision === undefined ? nobody : [{ p: who.p, ...decision }];
  };

  /** Somebody stopped sending: those who waited for it wait no more. */
  const judgeOthers = (who: Presence, t: number): readonly UsableEvent[] =>
    [...waiting].filter((other) => other.meeting === who.meeting).flatMap((other) => judge(other, t));

  const leave = (who: Presence, t: number): readonly UsableEvent[] => {
    unseen.delete(who);
    waiting.delete(who);
    return who.go() ? judgeOthers(who, t) : nobody;
  };

  const giveUpOnMedia = (): readonly UsableEvent[] => {
    const events: UsableEvent[] = [];
    for (const who of unseen) {
      const since = who.inMeeting ?? now;
      if (now < since + peerConnectionGraceMs) break;
      unseen.delete(who);
      waiting.delete(who);
      who.settle();
      events.push({ p: who.p, t: since, rule: 'unobserved' });
    }
    return events;
  };

  const take = (line: Line): readonly UsableEvent[] => {
    if (!('p' in line)) return nobody;
    const who = present.get(line.p);
    if (who === undefined) return nobody;
    switch (line.type) {
      case 'moment':
        if (line.name === 'scheduled' || !who.moment(line)) return nobody;
        return judge(who, line.t);
      case 'state':
        if (endsPresence(line, who)) return leave(who, line.t);
        return who.state(line) ? judge(who, line.t) : nobody;
      case 'action':
        if (line.name === 'leave' && line.phase === 'begin') return leave(who, line.t);
        if (line.name === 'rejoin' && line.phase === 'begin') {
          const events = leave(who, line.t);
          who.comeAgain();
          return events;
        }
        return who.action(line) ? judgeOthers(who, line.t) : nobody;
      case 'outcome': {
        const events = leave(who, line.t);
        present.delete(who.p);
        who.meeting.delete(who);
        return events;
      }
      default:
        return nobody;
    }
  };

  return {
    step(line) {
      if (line.type === 'moment') {
        if (line.name === 'scheduled') enter(line);
        // Both carry the plan's time, not that of anything that happened.
        if (line.name === 'scheduled' || line.name === 'dropped_iteration') return nobody;
      }
      now = Math.max(now, line.t);
      const late = unseen.size === 0 ? nobody : giveUpOnMedia();
      // The bulk of a recording only says what time it is.
      if (line.type === 'stats' || line.type === 'packets' || line.type === 'evidence') return late;
      const events = take(line);
      return late.length === 0 ? events : [...late, ...events];
    },
  };
}

/** `left` and the like may be shown before the join too (a page that remembers): only who was in can go. */
function endsPresence(line: StateLine, who: Presence): boolean {
  if (line.of === 'page') return true;
  if (line.of !== 'join' || who.inMeeting === undefined) return false;
  return line.value === 'left' || line.value === 'removed' || line.value === 'ended';
}
