/**
 * When nothing at all comes in any more, and when something does again. In: what one participant's page says of its inbound
 * streams. Out: the silence that goes on, and those that ended.
 *
 *     a stream delivers ──every one stopped, or closed by the page──► silence ──first packet of any──► over
 *                                                                        └─ the meeting takes all streams away: paused
 *
 * - A silence starts at the last packet and ends at the first, over all streams of all peer connections and documents.
 * - A stream whose track was muted or ended by negotiation, or whose stats object is gone while its connection stays, was taken
 *   away by the meeting: nothing is expected of it. A stream that goes with its connection or document is lost.
 * - Packets that start on a new SSRC, connection or document end a silence like any others: at the probe's `resumed`, at the
 *   track's `first_packet`, or at the latest with the stats line (1 s) that shows them.
 * - `last_packet` of a page whose wall clock was stepped is kept between what was known before and the line's own time.
 */
import type { MomentLine, PacketsLine, StateLine } from '../model/line.js';
import type { StatsStep } from './stats-reader.js';
import { streamKey, type InboundStats } from './stream-stats.js';

export interface Silence {
  /** The last packet before. */
  from: number;
  /** The first packet after; absent while it lasts. */
  to?: number;
  ended?: 'recovered' | 'rejoined' | 'paused';
  /** The page itself closed what it received by. */
  readonly closedByPage: boolean;
  /** The last packet of a picture, where that is known. */
  readonly lastPicture?: number;
}

interface Stream {
  readonly pc: string;
  /** Time of the last packet; absent while it delivers. */
  stoppedAt: number | undefined;
  /** When the line came that says so. */
  noticedAt: number;
  video: boolean;
  track: string | undefined;
}

/** A stream that ended with what carried it. */
interface Lost {
  readonly at: number;
  readonly video: boolean;
}

/** The first packets of several streams are told one after the other: the earliest counts. */
const sameMomentMs = 1_000;

export class InboundSilence {
  readonly #streams = new Map<string, Stream>();
  readonly #mutedTracks = new Set<string>();
  /** Tracks that deliver and that no stats line has named yet, and since when: up to a second, a newcomer's first. */
  readonly #unnamed = new Map<string, number>();
  #lost: Lost[] = [];
  readonly #lostPcs = new Set<string>();
  #current: Silence | undefined;
  #last: Silence | undefined;

  get current(): Silence | undefined {
    return this.#current;
  }

  /** @returns the silence that this line ended. */
  packets(line: PacketsLine): Silence | undefined {
    const stream = this.#stream(streamKey(line.pc, line.id), line.pc, line.kind === 'video');
    if (line.event === 'stopped') {
      stream.stoppedAt = Math.min(line.last_packet, line.t);
      stream.noticedAt = line.t;
      return this.#look(line.t);
    }
    stream.stoppedAt = undefined;
    return this.#heard(Math.min(line.last_packet, line.t), line.pc);
  }

  moment(line: MomentLine): Silence | undefined {
    if (line.name !== 'first_packet') return undefined;
    if (line.track !== undefined) this.#unnamed.set(line.track, line.t);
    return this.#heard(line.t, undefined);
  }

  stats(step: StatsStep): Silence | undefined {
    let over: Silence | undefined;
    // Whatever delivered before the line before is in this one or that.
    for (const [track, since] of this.#unnamed)
      if (step.from !== undefined && since <= step.from) this.#unnamed.delete(track);
    for (const inbound of step.gone) {
      if (!this.#lostPcs.has(inbound.pc)) this.#streams.delete(inbound.key);
    }
    for (const inbound of step.began) {
      const isNew = !this.#streams.has(inbound.key);
      const stream = this.#about(inbound);
      if (isNew && stream.stoppedAt === undefined) over ??= this.#heard(step.to, inbound.pc);
    }
    for (const inbound of step.grew) {
      const stream = this.#about(inbound);
      // The line that said so got lost, or the page was too busy to see it.
      if (stream.stoppedAt === undefined || step.from === undefined || stream.noticedAt > step.from) continue;
      stream.stoppedAt = undefined;
      over ??= this.#heard(step.to, inbound.pc);
    }
    return over ?? this.#look(step.to);
  }

  state(line: StateLine): Silence | undefined {
    if (line.of === 'remote_track') {
      if (line.value === 'live') this.#mutedTracks.delete(line.id);
      else {
        this.#mutedTracks.add(line.id);
        this.#unnamed.delete(line.id);
      }
      return this.#look(line.t);
    }
    if (line.of === 'connection' && line.value === 'closed') return this.#lose(line.t, (pc) => pc === line.id);
    if (line.of === 'document' && line.value === 'gone')
      return this.#lose(line.t, (pc) => pc.startsWith(`${line.id}.`));
    return undefined;
  }

  /** What was silent until now is not known: what is silent still, is so from now on. */
  startAnew(t: number): void {
    this.#current = undefined;
    this.#lost = this.#lost.map(({ video }) => ({ at: t, video }));
    for (const stream of this.#streams.values()) if (stream.stoppedAt !== undefined) stream.stoppedAt = t;
  }

  /** A new stay begins: nothing of the one before is expected any more. */
  reset(): void {
    this.#streams.clear();
    this.#mutedTracks.clear();
    this.#unnamed.clear();
    this.#lostPcs.clear();
    this.#last = undefined;
    this.#current = undefined;
    this.#lost = [];
  }

  #stream(key: string, pc: string, video: boolean): Stream {
    let stream = this.#streams.get(key);
    if (stream === undefined) {
      stream = { pc, stoppedAt: undefined, noticedAt: -Infinity, video, track: undefined };
      this.#streams.set(key, stream);
    }
    return stream;
  }

  #about(inbound: InboundStats): Stream {
    const stream = this.#stream(inbound.key, inbound.pc, inbound.kind === 'video');
    stream.track = inbound.track;
    if (inbound.track !== undefined) this.#unnamed.delete(inbound.track);
    if (inbound.kind !== undefined) stream.video = inbound.kind === 'video';
    return stream;
  }

  #lose(t: number, isLost: (pc: string) => boolean): Silence | undefined {
    this.#unnamed.clear();
    for (const [key, stream] of this.#streams) {
      if (!isLost(stream.pc)) continue;
      this.#streams.delete(key);
      this.#lostPcs.add(stream.pc);
      if (this.#expects(stream)) this.#lost.push({ at: stream.stoppedAt ?? t, video: stream.video });
    }
    return this.#look(t);
  }

  #expects({ track }: Stream): boolean {
    return track === undefined || !this.#mutedTracks.has(track);
  }

  /** Is it silent now? @returns the silence that ended because nothing is expected any more. */
  #look(t: number): Silence | undefined {
    let from = -Infinity;
    let lastPicture: number | undefined;
    let expected = this.#lost.length;
    for (const stream of this.#streams.values()) {
      if (!this.#expects(stream)) continue;
      if (stream.stoppedAt === undefined) {
        // What is lost beside it is no silence.
        if (this.#lost.length > 0) this.#lost = [];
        return undefined;
      }
      expected++;
      from = Math.max(from, stream.stoppedAt);
      if (stream.video) lastPicture = Math.max(lastPicture ?? -Infinity, stream.stoppedAt);
    }
    for (const { at, video } of this.#lost) {
      from = Math.max(from, at);
      if (video) lastPicture = Math.max(lastPicture ?? -Infinity, at);
    }
    if (this.#unnamed.size > 0 && this.#current === undefined) return undefined;
    if (expected === 0) return this.#over(t, 'paused');
    this.#current ??= {
      from,
      closedByPage: this.#lost.length > 0,
      ...(lastPicture !== undefined && { lastPicture }),
    };
    return undefined;
  }

  #heard(at: number, pc: string | undefined): Silence | undefined {
    const last = this.#last;
    // Another stream's first packet, told a little later, came before.
    if (this.#current === undefined && last?.to !== undefined && at < last.to && at > last.from) {
      if (last.to - at < sameMomentMs && last.ended !== 'paused') last.to = at;
      return undefined;
    }
    const isElsewhere = this.#lostPcs.size > 0 && (pc === undefined || !this.#lostPcs.has(pc));
    // A moment may be told late; a stream that delivers again ends the silence whatever the clocks say.
    if (pc === undefined && this.#current !== undefined && at < this.#current.from) return undefined;
    this.#lost = [];
    return this.#over(at, isElsewhere ? 'rejoined' : 'recovered');
  }

  #over(to: number, ended: NonNullable<Silence['ended']>): Silence | undefined {
    const was = this.#current;
    if (was === undefined) return undefined;
    this.#current = undefined;
    was.to = Math.max(was.from, to);
    was.ended = ended;
    this.#last = was;
    this.#lostPcs.clear();
    return was;
  }
}
