/**
 * Did somebody else in this meeting send, so that something should have come? What makes a silence an outage.
 *
 * In: what each participant's stats lines show as sent, once a second. Out: whether a peer provably sent within a gap. A gap of
 * 400 ms is shorter than the second between two lines, and Opus with DTX sends nothing for 400 ms at a time: "it grew" proves
 * nothing there. So:
 *
 * - Sound: of the packets of the seconds that the gap touches, as many as fit beside the gap are taken to have been sent there
 *   (one every 20 ms, or what the stream's pace is). If more are left than DTX would send in the gap, somebody spoke.
 * - Video has no DTX: 4 frames or more in every second from one before to one after the gap is a camera that sends, unless so many
 *   are missing that it stood still itself. A shared screen that moves now and then proves something only by seconds that lie within the gap.
 *
 * A peer that our own action had cut off proves nothing: it sends into the void. Peers that are not of this run have no lines:
 * with nobody else of the run sending no silence is an outage.
 */
import type { MediaKind } from '../model/moment.js';
import type { StatsStep } from './stats-reader.js';
import type { OutboundStats } from './stream-stats.js';

interface Interval {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Lines of 10 s: an open gap is looked at every second, and one that ended within 3 s. */
const intervalsKept = 10;
const dtxEveryMs = 400;
/** Lines are stamped when the last peer connection had answered: the count is up to some 60 ms older. */
const countUncertainty = 3;
const steadyFramesPerSecond = 4;
const neighbourMs = 1_000;
/** As long as the shortest outage. */
const shortestProofMs = 400;
const withinMs = 100;

class SentStream {
  readonly kind: MediaKind;
  readonly #intervals: Interval[] = [];
  #bestRate = 0;

  constructor(kind: MediaKind) {
    this.kind = kind;
  }

  add(interval: Interval): void {
    const { from, to, count } = interval;
    if (to - from < 200) return;
    this.#bestRate = Math.max(this.#bestRate, (count / (to - from)) * 1_000);
    this.#intervals.push(interval);
    if (this.#intervals.length > intervalsKept) this.#intervals.shift();
  }

  /** Of as much of the gap as is known, if that is long enough to be one. */
  proves(from: number, to: number): boolean {
    const known = this.#intervals.at(-1)?.to ?? -Infinity;
    // A camera that went off within a second has its next second to show it.
    const until = Math.min(to, this.kind === 'audio' ? known : known - neighbourMs);
    if (until - from < shortestProofMs) return false;
    return this.kind === 'audio' ? this.#speaks(from, until) : this.#films(from, until);
  }

  #speaks(from: number, to: number): boolean {
    const touched = this.#touching(from, to);
    const [first] = touched;
    const last = touched.at(-1);
    if (first === undefined || last === undefined) return false;
    const inside = Math.min(to, last.to) - Math.max(from, first.from);
    const outside = last.to - first.from - inside;
    const count = touched.reduce((sum, interval) => sum + interval.count, 0);
    const least = count - outside / packetMs(this.#bestRate) - 1 - countUncertainty;
    return least >= inside / dtxEveryMs + 1;
  }

  #films(from: number, to: number): boolean {
    const around = this.#touching(from - neighbourMs, to + neighbourMs);
    if (around.every(isSteady) && this.#didNotPause(from, to)) return true;
    const within = this.#intervals.filter(
      (interval) => interval.from >= from + withinMs && interval.to <= to - withinMs,
    );
    return within.reduce((sum, { count }) => sum + count, 0) >= 2;
  }

  /**
   * A camera whose machine stood still for as long as the gap sends that many frames fewer: more than half of what it would have
   * sent in the gap must be there. At a pace that is its own of late, not its best.
   */
  #didNotPause(from: number, to: number): boolean {
    const touched = this.#touching(from, to);
    const [first] = touched;
    const last = touched.at(-1);
    if (first === undefined || last === undefined) return false;
    const rates = this.#intervals
      .map((interval) => interval.count / (interval.to - interval.from))
      .sort((a, b) => a - b);
    const rate = rates[Math.floor(rates.length / 2)] ?? 0;
    const inside = Math.min(to, last.to) - Math.max(from, first.from);
    const count = touched.reduce((sum, interval) => sum + interval.count, 0);
    return count > rate * (last.to - first.from - inside / 2);
  }

  #touching(from: number, to: number): readonly Interval[] {
    return this.#intervals.filter((interval) => interval.to > from && interval.from < to);
  }
}

function isSteady({ from, to, count }: Interval): boolean {
  return (count / (to - from)) * 1_000 >= steadyFramesPerSecond;
}

/** The packet times that are in use, told apart by the highest rate seen. */
function packetMs(rate: number): number {
  if (rate > 70) return 10;
  if (rate > 28) return 20;
  return rate > 18.5 ? 40 : 60;
}

/** What one participant sends. */
export class Sender {
  readonly #streams = new Map<string, SentStream>();
  /** Whether our own action had it cut off within these times. */
  readonly #cutWithin: (from: number, to: number) => boolean;

  constructor(cutWithin: (from: number, to: number) => boolean) {
    this.#cutWithin = cutWithin;
  }

  /** @returns whether it sent anything since the line before. */
  step({ from, to, sending }: StatsStep): boolean {
    let sent = false;
    if (from === undefined) return sent;
    for (const outbound of sending) {
      this.#stream(outbound)?.add({ from, to, count: outbound.added });
      sent ||= outbound.added > 0;
    }
    return sent;
  }

  proves(from: number, to: number): boolean {
    for (const stream of this.#streams.values()) {
      if (stream.proves(from, to)) return !this.#cutWithin(from, to);
    }
    return false;
  }

  #stream({ key, kind }: OutboundStats): SentStream | undefined {
    if (kind === undefined) return undefined;
    let found = this.#streams.get(key);
    if (found === undefined) this.#streams.set(key, (found = new SentStream(kind)));
    return found;
  }
}
