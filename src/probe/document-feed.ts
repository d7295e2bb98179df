/**
 * What one document reports. In: its messages. Out: lines on the host's clock, in the order of arrival.
 *
 * Nothing is written before the document's clock is known, which is asked when its first message comes; until then entries wait.
 *
 *     first message ──► 5 round trips (15 while the best is poor) ──► placed ──► lines as they come
 *                            └─ gone, or no answer for 5 s ──► arrival as upper bound, ± 250 ms
 */
import type { EventSink } from '../model/event-sink.js';
import type { PageEntry } from '../model/page-channel.js';
import { hostMs } from '../model/time.js';
import type { Clock } from '../shared/clock.js';
import { deadlineIn, raceDeadline } from '../shared/deadline.js';
import { placeClock, roundMs, unaskedClock, type DocumentClock, type RoundTrip } from './document-clock.js';
import { entryLine } from './entry-line.js';
import type { PageMessage } from './page-message.js';
import type { PageSession } from './page-session.js';

const fewestTrips = 5;
const mostTrips = 15;
/** A join is marked when its clock is worse than 20 ms; half of that is worth ten questions more. */
const goodEnoughMs = 10;
const patienceMs = 5_000;
const maxWaiting = 5_000;

export interface FeedOptions {
  readonly document: string;
  readonly participant: string;
  readonly sink: EventSink;
  readonly clock: Clock;
}

export class DocumentFeed {
  readonly document: string;
  /** Entries that were not kept, by the page or here. */
  lost = 0;
  gone = false;
  session: PageSession;
  contextId: number;
  #leftAt: number | undefined;
  #lostInPage = 0;
  #clock: DocumentClock | undefined;
  #waiting: PageEntry[] = [];
  readonly #arrivals: { arrivedAt: number; sentAt: number }[] = [];
  readonly #options: FeedOptions;

  constructor(options: FeedOptions, session: PageSession, contextId: number) {
    this.#options = options;
    this.document = options.document;
    this.session = session;
    this.contextId = contextId;
  }

  get placed(): DocumentClock | undefined {
    return this.#clock;
  }

  accept(message: PageMessage, arrivedAt: number): void {
    this.lost += message.refused + Math.max(0, message.lost - this.#lostInPage);
    this.#lostInPage = Math.max(message.lost, this.#lostInPage);
    if (this.#clock === undefined) this.#arrivals.push({ arrivedAt, sentAt: message.sentAt });
    for (const entry of message.entries) {
      if (entry.type === 'state' && entry.of === 'document' && entry.value === 'gone') this.gone = true;
      if (this.#clock !== undefined) this.#emit(entry, this.#clock);
      else if (this.#waiting.length < maxWaiting) this.#waiting.push(entry);
      else this.lost += 1;
    }
  }

  /** Asks the document for its time and writes what has waited. Never rejects. */
  async place(): Promise<void> {
    const { clock } = this.#options;
    const trips: RoundTrip[] = [];
    const ask = async (): Promise<void> => {
      while (trips.length < mostTrips) {
        const sentAt = clock.now();
        const pageAt = await this.session.now(this.contextId);
        trips.push({ sentAt, pageAt, receivedAt: clock.now() });
        const best = placeClock(trips)?.uncertainty ?? Infinity;
        if (trips.length >= fewestTrips && best <= goodEnoughMs) return;
      }
    };
    // A document that dies while it is asked leaves what it has answered.
    await raceDeadline(clock, ask(), deadlineIn(clock, patienceMs)).catch(() => undefined);
    this.#settle(placeClock(trips));
  }

  /** The document was left, as the browser says; most have said so themselves by then. */
  leave(at: number): void {
    if (this.gone) return;
    this.gone = true;
    this.#leftAt = at;
    if (this.#clock !== undefined) this.#emitGone();
  }

  /** Writes what still waits, with whatever is known of the clock. */
  end(): void {
    this.#settle(undefined);
  }

  #settle(asked: DocumentClock | undefined): void {
    if (this.#clock !== undefined) return;
    this.#clock = asked ?? unaskedClock(this.#arrivals);
    for (const entry of this.#waiting) this.#emit(entry, this.#clock);
    this.#waiting = [];
    this.#emitGone();
  }

  #emitGone(): void {
    if (this.#leftAt === undefined) return;
    const { participant: p, document: id, sink } = this.#options;
    sink.emit({ t: hostMs(roundMs(this.#leftAt)), p, type: 'state', of: 'document', id, value: 'gone' });
  }

  #emit(entry: PageEntry, clock: DocumentClock): void {
    this.#options.sink.emit(entryLine(entry, this.#options.participant, clock));
  }
}
