/**
 * The probe's host side. In: a browser context whose init script begins with `probePageScript()`. Out: lines in the sink, from
 * every page and frame of it.
 */
import type { BrowserContext, Frame, Page } from 'playwright';
import type { EventSink } from '../model/event-sink.js';
import type { PageEntry } from '../model/page-channel.js';
import { hostMs } from '../model/time.js';
import type { Clock } from '../shared/clock.js';
import { raceDeadline, type Deadline } from '../shared/deadline.js';
import type { DocumentClock } from './document-clock.js';
import { DocumentFeed } from './document-feed.js';
import { parsePageMessage } from './page-message.js';
import { openPageSession, type PageSession, type SessionEvents } from './page-session.js';

export interface ProbeOptions {
  readonly participant: string;
  readonly sink: EventSink;
  /** The run's: its zero is the recording's `startedAt`. */
  readonly clock: Clock;
  /**
   * Each entry as it arrives, before its document's clock is known: for who acts on what the page shows. `at` is the page's
   * time and means nothing outside of its document.
   */
  readonly onPageEntry?: (entry: PageEntry, from: { readonly page: Page; readonly document: string }) => void;
}

export interface Probe {
  /** Resolves when the page can report. To be awaited before the link is opened, so that it is no part of the join. */
  ready(page: Page): Promise<void>;
  /** Documents that have not gone, with their clocks as far as they are known. */
  readonly documents: readonly { readonly id: string; readonly clock?: DocumentClock }[];
  /** Entries that were not recorded: refused, or more than a page may send. */
  readonly lost: number;
  /** Brings in what the pages have pending, with one full stats line each. Gives up silently at the deadline. */
  flush(deadline: Deadline): Promise<void>;
  /** Writes what waits, says what was lost, lets go of the pages. Nothing is emitted afterwards. */
  dispose(): Promise<void>;
}

const maxDocuments = 500;
/** The page side sends one message a second, and a few at each event. */
const messagesPerSecond = 100;
const messageBurst = 1_000;

/** To be called before the first page is opened. */
export function attachProbe(context: BrowserContext, options: ProbeOptions): Promise<Probe> {
  const { clock, sink, participant, onPageEntry } = options;
  const feeds = new Map<string, DocumentFeed>();
  const sessions = new Set<PageSession>();
  const pages = new Map<Page, Promise<void>>();
  const frames = new Set<Frame>();
  let refused = 0;
  let disposed = false;
  let tokens = messageBurst;
  let filledAt = clock.now();

  const allowed = (at: number): boolean => {
    tokens = Math.min(messageBurst, tokens + ((at - filledAt) / 1_000) * messagesPerSecond);
    filledAt = at;
    tokens -= 1;
    return tokens >= 0;
  };

  const forgetOldest = (): void => {
    const oldest = [...feeds.values()].find((feed) => feed.gone && feed.placed !== undefined);
    if (oldest === undefined) return;
    feeds.delete(oldest.document);
    refused += oldest.lost;
  };

  const feedOf = (document: string, session: PageSession, contextId: number): DocumentFeed | undefined => {
    const known = feeds.get(document);
    if (known !== undefined) return known;
    if (feeds.size >= maxDocuments) forgetOldest();
    if (feeds.size >= maxDocuments) return undefined;
    const feed = new DocumentFeed({ document, participant, sink, clock }, session, contextId);
    feeds.set(document, feed);
    return feed;
  };

  const onMessage = (page: Page, text: string, contextId: number, session: PageSession): void => {
    const arrivedAt = clock.now();
    if (disposed) return;
    const message = allowed(arrivedAt) ? parsePageMessage(text) : undefined;
    const first = message !== undefined && !feeds.has(message.document);
    const feed = message === undefined ? undefined : feedOf(message.document, session, contextId);
    if (message === undefined || feed === undefined) {
      refused += 1;
      return;
    }
    feed.accept(message, arrivedAt);
    if (first) void feed.place();
    for (const entry of message.entries) onPageEntry?.(entry, { page, document: message.document });
  };

  const attach = async (page: Page, target: Page | Frame): Promise<void> => {
    const events: SessionEvents = {
      message: (text, contextId, session) => {
        onMessage(page, text, contextId, session);
      },
      left: (contextId, session) => {
        if (disposed) return;
        for (const feed of feeds.values()) {
          const its = feed.session === session && (contextId === undefined || feed.contextId === contextId);
          if (its) feed.leave(clock.now());
        }
      },
      closed: (session) => {
        sessions.delete(session);
        if (target !== page) frames.delete(target as Frame);
        for (const feed of feeds.values()) if (feed.session === session && !disposed) feed.end();
      },
    };
    const session = await openPageSession(context, target, events);
    if (session === undefined) {
      if (target !== page) frames.delete(target as Frame);
    } else if (disposed) await session.detach();
    else sessions.add(session);
  };

  const onFrame = (frame: Frame): void => {
    const page = frame.page();
    if (disposed || frame === page.mainFrame() || frames.has(frame)) return;
    frames.add(frame);
    void attach(page, frame);
  };

  const onPage = (page: Page): void => {
    if (disposed || pages.has(page)) return;
    pages.set(page, attach(page, page));
    page.on('framenavigated', onFrame);
    page.once('close', () => pages.delete(page));
  };

  const note = (text: string): void => {
    sink.emit({ t: hostMs(clock.now()), p: participant, type: 'evidence', kind: 'note', text });
  };

  const lost = (): number => [...feeds.values()].reduce((sum, feed) => sum + feed.lost, refused);

  context.on('page', onPage);
  context.pages().forEach(onPage);

  return Promise.resolve({
    ready: async (page) => {
      await pages.get(page);
    },
    get documents() {
      return [...feeds.values()]
        .filter((feed) => !feed.gone)
        .map(({ document, placed }) => ({ id: document, ...(placed === undefined ? {} : { clock: placed }) }));
    },
    get lost() {
      return lost();
    },
    flush: async (deadline) => {
      const live = [...feeds.values()].filter((feed) => !feed.gone && sessions.has(feed.session));
      const flushed = Promise.allSettled(live.map((feed) => feed.session.flush(feed.contextId)));
      await raceDeadline(clock, flushed, deadline);
    },
    dispose: async () => {
      if (disposed) return;
      for (const feed of feeds.values()) feed.end();
      if (lost() > 0) note(`The probe could not keep ${lost()} entries of this participant's pages.`);
      disposed = true;
      context.off('page', onPage);
      for (const page of pages.keys()) page.off('framenavigated', onFrame);
      await Promise.all([...sessions].map((session) => session.detach()));
    },
  });
}
