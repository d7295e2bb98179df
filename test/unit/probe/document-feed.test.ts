import { describe, expect, it } from 'vitest';
import type { Line } from '../../../src/model/line.js';
import type { PageEntry } from '../../../src/model/page-channel.js';
import { pageMs } from '../../../src/model/time.js';
import { DocumentFeed } from '../../../src/probe/document-feed.js';
import type { PageMessage } from '../../../src/probe/page-message.js';
import type { PageSession } from '../../../src/probe/page-session.js';
import type { Clock } from '../../../src/shared/clock.js';

const moment: PageEntry = { at: pageMs(40), type: 'moment', name: 'peer_connection_created' };
const message = (entries: readonly PageEntry[], rest: Partial<PageMessage> = {}): PageMessage => ({
  document: 'd',
  sentAt: pageMs(50),
  lost: 0,
  refused: 0,
  entries,
  ...rest,
});

/** A host whose time moves by 2 ms with each look, and a document whose zero is at 1,000 of it. */
function setup(answer: (hostNow: number) => Promise<number>): {
  feed: DocumentFeed;
  lines: Line[];
  expire: () => void;
} {
  let now = 2_000;
  let expire = (): void => undefined;
  const clock: Clock = {
    now: () => (now += 2),
    sleep: () => new Promise((resolve) => (expire = resolve)),
    every: () => () => undefined,
  };
  const lines: Line[] = [];
  const session: PageSession = {
    now: () => answer(now),
    flush: () => Promise.resolve(),
    detach: () => Promise.resolve(),
  };
  const sink = { emit: (line: Line) => void lines.push(line) };
  const feed = new DocumentFeed({ document: 'd', participant: 'a-1', sink, clock }, session, 1);
  return {
    feed,
    lines,
    expire: () => {
      expire();
    },
  };
}

describe('DocumentFeed', () => {
  it('writes nothing before the clock is known, then all of it in order, mapped', async () => {
    const { feed, lines } = setup((now) => Promise.resolve(now + 1 - 1_000));
    feed.accept(message([moment, { ...moment, at: pageMs(41), name: 'ice_connected' }]), 1_060);
    expect(lines).toEqual([]);
    await feed.place();
    expect(lines).toMatchObject([
      { t: 1_040, p: 'a-1', name: 'peer_connection_created', uncertainty_ms: 1 },
      { t: 1_041, name: 'ice_connected' },
    ]);
    feed.accept(message([{ ...moment, at: pageMs(45), name: 'dtls_connected' }]), 1_070);
    expect(lines[2]).toMatchObject({ t: 1_045, name: 'dtls_connected' });
  });

  it('says where the clock lies with the new document', async () => {
    const { feed, lines } = setup((now) => Promise.resolve(now + 1 - 1_000));
    feed.accept(message([{ at: pageMs(1), type: 'state', of: 'document', id: 'd', value: 'new', main: true }]), 1_060);
    await feed.place();
    expect(lines).toEqual([
      {
        t: 1_001,
        p: 'a-1',
        type: 'state',
        of: 'document',
        id: 'd',
        value: 'new',
        main: true,
        time_origin: 1_000,
        uncertainty_ms: 1,
      },
    ]);
  });

  it('maps the time of the last packet too', async () => {
    const { feed, lines } = setup((now) => Promise.resolve(now + 1 - 1_000));
    const packets = { type: 'packets', event: 'stopped', pc: 'd.1', id: 'IT', kind: 'audio', last_packet: 30 } as const;
    feed.accept(message([{ at: pageMs(40), ...packets }]), 1_060);
    await feed.place();
    expect(lines[0]).toMatchObject({ t: 1_040, last_packet: 1_030 });
  });

  it('takes the arrival as the upper bound when the document died unasked', async () => {
    const { feed, lines } = setup(() => Promise.reject(new Error('Cannot find context')));
    feed.accept(message([moment]), 1_053);
    await feed.place();
    expect(lines).toMatchObject([{ t: 1_043, uncertainty_ms: 250 }]);
  });

  it('does so too when the document hangs', async () => {
    const { feed, lines, expire } = setup(() => new Promise(() => undefined));
    feed.accept(message([moment]), 1_053);
    const placed = feed.place();
    expire();
    await placed;
    expect(lines).toMatchObject([{ t: 1_043, uncertainty_ms: 250 }]);
  });

  it('writes what waits when it is ended first, and writes it once', async () => {
    const { feed, lines } = setup((now) => Promise.resolve(now - 1_000));
    feed.accept(message([moment]), 1_053);
    const placed = feed.place();
    feed.end();
    await placed;
    expect(lines).toHaveLength(1);
  });

  it('says gone when the browser does, after what waits, and once', async () => {
    const { feed, lines } = setup((now) => Promise.resolve(now - 1_000));
    feed.accept(message([moment]), 1_053);
    feed.leave(1_060);
    feed.leave(1_061);
    await feed.place();
    expect(lines).toMatchObject([{ type: 'moment' }, { t: 1_060, of: 'document', id: 'd', value: 'gone' }]);
  });

  it('does not repeat a document that has said gone itself', async () => {
    const { feed, lines } = setup((now) => Promise.resolve(now - 1_000));
    feed.accept(message([{ at: pageMs(1), type: 'state', of: 'document', id: 'd', value: 'gone' }]), 1_053);
    feed.leave(1_060);
    await feed.place();
    expect(lines).toHaveLength(1);
  });

  it('counts what the page and the parser lost, the total of the page once', () => {
    const { feed } = setup(() => Promise.reject(new Error('gone')));
    feed.accept(message([], { lost: 3 }), 1_053);
    feed.accept(message([], { lost: 5, refused: 1 }), 1_054);
    expect(feed.lost).toBe(6);
  });
});
