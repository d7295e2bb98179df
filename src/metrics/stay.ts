/** One participant from usable to out: its silences and what was down meanwhile, until they can be decided. `outages.ts` has the rules. */
import type { Episode, EpisodeEnd, LostPart } from '../model/episode.js';
import type { Line, OutcomeLine, StateLine, StatsLine } from '../model/line.js';
import { decidedAfterMs, frameOutageMs, isDecidable, newGap, type Gap } from './gap.js';
import { InboundSilence, type Silence } from './inbound-silence.js';
import { Injected, type InjectedSpan } from './injected.js';
import { LinkLosses, type LinkLoss } from './link-losses.js';
import { Links } from './links.js';
import { MediaQuality, type QualityTotals } from './media-quality.js';
import { PageVoice, type Span } from './page-voice.js';
import { Sender } from './sending.js';
import { PageStops, stoodStill } from './standstill.js';
import { StatsReader, type StatsStep } from './stats-reader.js';

/** Shorter than that nobody calls an outage: the longest that DTX is silent, and what a jitter buffer hides. */
const outageMs = 400;
/** Of which somebody must have been able to send for so long: timers are some ms late everywhere. */
const leastSentMs = outageMs - 50;
/** A meeting that takes streams away stops sending on them first. */
const pausedWithinMs = 1_000;
/** Open gaps are held against what peers sent in as much of the time before. */
const lookBackMs = 6_000;

/** What is known of one participant's stay beyond its joins and its outcome. */
export interface StayRecord {
  readonly episodes: readonly Episode[];
  readonly unobserved: readonly Span[];
  readonly injected: readonly InjectedSpan[];
  readonly quality: QualityTotals;
}

export class Stay {
  readonly sender: Sender;
  readonly stops = new PageStops();
  readonly #p: string;
  readonly #meeting: Map<string, Stay>;
  readonly #injected = new Injected();
  readonly #quality = new MediaQuality();
  #reader = new StatsReader();
  #silence = new InboundSilence();
  #links = this.#newLinks();
  #usableAt: number | undefined;
  #over: number | undefined;
  readonly #voice = new PageVoice();
  #current: Gap | undefined;
  /** Ended and not decided. */
  #ended: Gap[] = [];
  readonly #losses = new LinkLosses();
  readonly #episodes: Episode[] = [];
  #helper: Stay | undefined;

  constructor(p: string, meeting: Map<string, Stay>) {
    this.#p = p;
    this.#meeting = meeting;
    this.sender = new Sender((from, to) => this.#injected.cutWithin(from, to));
  }

  get isUndecided(): boolean {
    return this.#current !== undefined || this.#ended.length > 0 || !this.#losses.isEmpty;
  }

  usable(t: number): void {
    this.#usableAt = t;
    this.#over = undefined;
    this.#voice.begin(t);
    this.#quality.begin(t);
    // What stopped before is part of the join; if it lasts, it is an outage from here on.
    const { current } = this.#silence;
    if (current !== undefined) current.from = Math.max(current.from, t);
    this.#follow();
    this.#followLinks(t);
  }

  /** While its browser got no processor it sent nothing, though its counters show nothing of it: what waited went out in a burst. */
  sentWithin(from: number, to: number): boolean {
    return to - from - this.stops.stalledMs(from, to) >= leastSentMs && this.sender.proves(from, to);
  }

  /** @returns what a stats line adds to those before it */
  step(line: Line): StatsStep | undefined {
    let added: StatsStep | undefined;
    switch (line.type) {
      case 'stats':
        added = this.#stats(line);
        break;
      case 'packets':
        this.#heard(line.t);
        this.#ends(this.#silence.packets(line));
        break;
      case 'moment':
        if (line.name !== 'scheduled' && line.name !== 'dropped_iteration') {
          if (line.name === 'first_frame') this.#firstFrame(line.t);
          this.#ends(this.#silence.moment(line));
        }
        break;
      case 'state':
        this.#state(line);
        break;
      case 'action':
        this.#injected.step(line);
        if (line.phase === 'begin' && line.name === 'leave') this.#stop(line.t, 'left');
        if (line.phase === 'begin' && line.name === 'rejoin') this.#rejoin(line.t);
        break;
      case 'outcome':
        this.#outcome(line);
        break;
      default:
        return undefined;
    }
    this.#follow();
    return added;
  }

  /** Decides what can be decided. @returns whether anything is left. */
  decide(now: number): boolean {
    const open = this.#current;
    if (open !== undefined) open.proved ||= this.#peerSent(open.silence.from, now);
    this.#ended = this.#ended.filter((gap) => {
      if (!isDecidable(gap, now, this.#over !== undefined)) return true;
      const episode = this.#episodeOf(gap, this.#losses);
      if (episode !== undefined) this.#episodes.push(episode);
      return false;
    });
    const waits = [...this.#ended, ...(open === undefined ? [] : [open])].map(({ silence }) => silence.from);
    for (const loss of this.#losses.takeDecided(now - decidedAfterMs, waits, now))
      this.#episodes.push(this.#lossOf(loss));
    return this.isUndecided;
  }

  record(now: number): StayRecord {
    const silentSince = this.#voice.silentSince(now, this.#watches);
    const open = this.#current;
    const cut: Gap | undefined = open && {
      ...open,
      stop:
        silentSince === undefined
          ? { at: now, ended: 'open' }
          : { at: Math.max(silentSince, open.silence.from), ended: 'unobserved' },
    };
    const gaps = [...this.#ended, ...(cut === undefined ? [] : [cut])];
    const losses = this.#losses.copy();
    const pending = gaps.flatMap((gap) => this.#episodeOf(gap, losses) ?? []);
    return {
      episodes: [...this.#episodes, ...pending, ...losses.own.map((loss) => this.#lossOf(loss))].toSorted(
        (a, b) => a.from - b.from,
      ),
      unobserved: this.#voice.silences(now, this.#watches),
      injected: this.#injected.spans,
      quality: this.#quality.totals,
    };
  }

  /** Nobody asks any more what it sent or received. */
  forgetStreams(): void {
    this.#meeting.delete(this.#p);
    this.#reader = new StatsReader();
    this.#silence = new InboundSilence();
    this.#helper = undefined;
  }

  #stats(line: StatsLine): StatsStep {
    this.#heard(line.t);
    this.stops.step(line);
    const step = this.#reader.step(line);
    this.sender.step(step);
    for (const { pc } of step.sending) this.#voice.opened(pc);
    for (const { pc } of step.began) this.#voice.opened(pc);
    if (step.frames > 0) this.#frames(step);
    this.#ends(this.#silence.stats(step));
    if (this.#watches) this.#quality.step(step, this.#silence.current !== undefined);
    return step;
  }

  #state(line: StateLine): void {
    if (line.of !== 'page') this.#heard(line.t);
    if (line.of === 'connection' && line.value === 'closed') this.#voice.closed(line.id);
    this.#links.step(line);
    this.#ends(this.#silence.state(line));
    if (line.of === 'document' && line.value === 'gone') {
      // While it is still known what it received.
      this.#follow();
      this.#reader.leave(line.id);
      this.#voice.documentGone(line.id);
    }
    if (line.of === 'page') this.#stop(line.t, 'dropped');
    else if (line.of === 'join' && isOut(line.value)) this.#stop(line.t, 'dropped');
    else this.#followLinks(line.t);
  }

  #outcome(line: OutcomeLine): void {
    if (line.outcome === 'dropped') this.#stop(line.t, 'dropped');
    else this.#stop(line.t, line.outcome === 'interrupted' ? 'open' : 'left');
  }

  get #watches(): boolean {
    return this.#usableAt !== undefined && this.#over === undefined;
  }

  /** The silence of the streams, as far as it is looked at. */
  #follow(): void {
    const { current } = this.#silence;
    if (current === undefined || !this.#watches || this.#current !== undefined) return;
    this.#current = newGap(current, this.#reader.inbound());
    // An ICE restart, or what was down before: it is part of it.
    if (this.#links.unsettled) this.#losses.unsettled(current.from);
  }

  #ends(silence: Silence | undefined): void {
    const gap = this.#current;
    if (silence === undefined || gap === undefined) return;
    this.#current = undefined;
    this.#ended.push(gap);
  }

  #followLinks(t: number): void {
    if (!this.#watches) return;
    const { down } = this.#links;
    this.#losses.follow(t, down);
    if (down.length === 0 && this.#current !== undefined && this.#links.unsettled) this.#losses.unsettled(t);
  }

  /** The page speaks: was it silent until now? */
  #heard(t: number): void {
    const since = this.#voice.heard(t, this.#watches);
    const gap = this.#current;
    if (since === undefined || gap === undefined) return;
    // It may have come back at any time.
    gap.stop = { at: Math.max(since, gap.silence.from), ended: 'unobserved' };
    this.#ended.push(gap);
    this.#current = undefined;
    this.#silence.startAnew(t);
  }

  #frames(step: StatsStep): void {
    for (const gap of this.#ended) {
      const { to } = gap.silence;
      if (to !== undefined && step.from !== undefined && step.from >= to) gap.framesAfter = true;
    }
  }

  #firstFrame(t: number): void {
    for (const gap of [...this.#ended, ...(this.#current === undefined ? [] : [this.#current])]) {
      if (t > gap.silence.from) gap.firstFrame ??= t;
    }
  }

  /** Out of the meeting: what is open ends here. */
  #stop(t: number, ended: EpisodeEnd): void {
    if (!this.#watches) return;
    // A page that fell silent before this did so for a reason that nobody knows.
    if (this.#voice.silentSince(t, true) !== undefined) this.#heard(t);
    const gap = this.#current;
    if (gap !== undefined && !(gap.silence.closedByPage && ended === 'dropped')) {
      gap.stop = { at: t, ended };
      this.#ended.push(gap);
    }
    this.#current = undefined;
    this.#losses.stop(t, ended);
    this.#quality.end(t);
    this.#over = t;
  }

  #rejoin(t: number): void {
    this.#stop(t, 'left');
    this.#silence.reset();
    this.#links = this.#newLinks();
    this.#voice.reset();
    this.#usableAt = undefined;
  }

  /** Marks what was down with it as its own. @returns `undefined` when it is no outage. */
  #episodeOf(gap: Gap, losses: LinkLosses): Episode | undefined {
    const { silence, stop } = gap;
    const end = stop?.at ?? silence.to;
    const { from } = silence;
    if (end === undefined || end - from < outageMs) return undefined;
    if (silence.ended === 'paused' && end - from < pausedWithinMs) return undefined;
    if (!gap.proved && !this.#peerSent(from, end)) return undefined;
    if (
      stop === undefined &&
      stoodStill(
        [...this.#meeting.values()].map(({ stops }) => stops),
        from,
        end,
      )
    )
      return undefined;
    const ended = stop?.ended ?? silence.ended ?? 'recovered';
    const down = losses.mergeInto(from, end);
    const isReconnect = down !== undefined || silence.closedByPage || ended === 'rejoined';
    const frames = stop === undefined ? frameOutageMs(gap) : undefined;
    return {
      kind: isReconnect ? 'reconnect' : 'media_gap',
      from,
      ...(stop === undefined && { to: end, outage_ms: end - from }),
      ...(frames !== undefined && { frame_outage_ms: frames }),
      lost: inOrder(new Set<LostPart>(['media_in', ...(down ?? [])])),
      cause: this.#injected.overlapsStart(from) ? 'injected' : 'spontaneous',
      ended,
    };
  }

  #lossOf({ from, to, parts, ended }: LinkLoss): Episode {
    return {
      kind: 'connection_loss',
      from,
      ...(to !== undefined && ended === undefined && { to }),
      lost: inOrder(parts),
      cause: this.#injected.overlapsStart(from) ? 'injected' : 'spontaneous',
      ended: ended ?? (to === undefined ? 'open' : 'recovered'),
    };
  }

  /** Whoever proved it last is asked first. */
  #peerSent(from: number, to: number): boolean {
    const start = Math.max(from, to - lookBackMs);
    if (this.#helper?.sentWithin(start, to) === true) return true;
    for (const other of this.#meeting.values()) {
      if (other === this || other === this.#helper || !other.sentWithin(start, to)) continue;
      this.#helper = other;
      return true;
    }
    return false;
  }

  #newLinks(): Links {
    return new Links((pc) => {
      const parts: LostPart[] = [];
      if ([...this.#reader.inbound()].some((stats) => stats.pc === pc)) parts.push('media_in');
      if (this.#reader.sendsOn(pc)) parts.push('media_out');
      return parts.length > 0 ? parts : ['media_in'];
    });
  }
}

/** The page's word that it is not in the meeting any more. */
function isOut(value: string): boolean {
  return value === 'left' || value === 'removed' || value === 'ended';
}

function inOrder(parts: ReadonlySet<LostPart>): readonly LostPart[] {
  return (['media_in', 'media_out', 'signalling'] as const).filter((part) => parts.has(part));
}
