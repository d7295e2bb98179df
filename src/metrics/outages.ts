/**
 * Outages, reconnects and media gaps of every participant, as design.md defines them.
 *
 * In:  every line, in the order of the file, and who became usable by it. Out: for each participant its episodes, in the order in
 *      which they began. Memory grows with participants and episodes, not with time.
 *
 *     silence ≥ 400 ms (inbound-silence.ts) while a peer sent (sending.ts) ─► outage
 *        ├─ ICE or signalling was down, or ICE restarted, or the page made itself a new connection ─► reconnect
 *        └─ else ─► media_gap
 *     ICE or signalling down and no outage with it ─► connection_loss: told and counted beside the outages, never as one
 *
 * - It is looked at from usable to the planned leave, a rejoin of ours, the page's word that it is out, or the end.
 * - Signals that overlap are one episode: what was down from the outage's start to a second after its end belongs to it. Two silences
 *   with packets between them are two outages.
 * - Whether a peer sent is in lines that come after the silence: it is decided up to 4 s later, and at the recording's end
 *   with what there is.
 * - A page that says nothing for 3 s (hung, frozen on purpose; or this machine slept, its clock was stepped) is `unobserved` from its
 *   last word on. A silence that was open then ends there as `unobserved`: how long it really was is not known.
 * - A silence that begins because the page itself closed everything, and then shows that it is out, is its leaving and no outage.
 * - Still open when the participant was dropped, it is the drop: listed as `dropped`, counted as a drop and not as an outage.
 * - `frame_outage_ms`: by how much `totalFreezesDuration` and `totalPausesDuration` grew over it, the least of the streams that went
 *   on, since Chromium adds there the time from the last rendered frame to the next
 *   (https://www.w3.org/TR/webrtc-stats/#dom-rtcinboundrtpstreamstats-totalfreezesduration). Another freeze in the second before or
 *   after is in it. With a new stream: from the last packet of a picture to `first_frame`.
 * - A silence while the timers of every page of the meeting stood still for most of it is this machine's and no outage: sender and
 *   receivers stopped together, and what was sent came late (`standstill.ts`).
 * - Not seen: that an SFU forwards no silent voices (without a word to the client) where nobody has a camera on. It looks like an outage.
 */
import type { Line, ScheduledLine } from '../model/line.js';
import type { StatsStep } from './stats-reader.js';
import { decidedAfterMs } from './gap.js';
import { Stay, type StayRecord } from './stay.js';
import type { UsableEvent } from './usable.js';

export interface StayReducer {
  /** @returns what a stats line adds to those of its participant before it */
  step(line: Line, usable: readonly UsableEvent[]): StatsStep | undefined;
  /** As far as is known now. Changes nothing. */
  stayOf(p: string): StayRecord | undefined;
}

export function createStayReducer(): StayReducer {
  const stays = new Map<string, Stay>();
  const meetings = new Map<string, Map<string, Stay>>();
  /** Those with something to decide. */
  const undecided = new Set<Stay>();
  const gone: { readonly stay: Stay; readonly at: number }[] = [];
  let now = -Infinity;
  let tickedAt = -Infinity;

  const enter = (line: ScheduledLine): void => {
    if (stays.has(line.p)) return;
    let meeting = meetings.get(line.meeting);
    if (meeting === undefined) meetings.set(line.meeting, (meeting = new Map<string, Stay>()));
    const stay = new Stay(line.p, meeting);
    meeting.set(line.p, stay);
    stays.set(line.p, stay);
  };

  const tick = (): void => {
    if (now - tickedAt < 500) return;
    tickedAt = now;
    for (const stay of undecided) if (!stay.decide(now)) undecided.delete(stay);
    // What it sent is asked for while the silences of others are decided.
    while (gone[0] !== undefined && gone[0].at < now - 3 * decidedAfterMs) gone.shift()?.stay.forgetStreams();
  };

  return {
    step(line, usable) {
      if (line.type === 'moment' && (line.name === 'scheduled' || line.name === 'dropped_iteration')) {
        if (line.name === 'scheduled') enter(line);
        return undefined;
      }
      if (line.t > now) now = line.t;
      for (const { p, t } of usable) stays.get(p)?.usable(t);
      const stay = 'p' in line ? stays.get(line.p ?? '') : undefined;
      let added: StatsStep | undefined;
      if (stay !== undefined) {
        added = stay.step(line);
        if (stay.isUndecided) undecided.add(stay);
        if (line.type === 'outcome') gone.push({ stay, at: line.t });
      }
      tick();
      return added;
    },
    stayOf: (p) => stays.get(p)?.record(now),
  };
}
