/**
 * What comes out of a page is checked before anything believes it. In: the text of one message. Out: its entries, rebuilt
 * from known fields only, and how many were refused.
 *
 * By hand and not by zod: at one message a participant and second this is most of what the harness costs. Stats objects are the
 * page's to fill (names are the W3C's, and new ones come every year); of them only shape and number are checked.
 */
import { joinStates } from '../model/join-state.js';
import { momentNames, type MediaKind, type MomentName } from '../model/moment.js';
import type { PageEntry } from '../model/page-channel.js';
import { pageMs, type PageMs } from '../model/time.js';

export interface PageMessage {
  readonly document: string;
  /** Page time at which it was sent. */
  readonly sentAt: PageMs;
  /** Entries that the page itself could not keep, since the document began. */
  readonly lost: number;
  readonly entries: readonly PageEntry[];
  /** Entries that are none. */
  readonly refused: number;
}

/** getStats of 50 peer connections is 2 MB. */
const maxLength = 4_000_000;
const maxEntries = 5_000;
const maxText = 2_000;
const maxName = 200;
const maxStatsObjects = 10_000;
const maxFields = 200;

/** Host-only moments are not the page's to claim. */
const hostMoments: readonly string[] = ['scheduled', 'started', 'link_opened'];
const pageMoments: ReadonlySet<unknown> = new Set(momentNames.filter((name) => !hostMoments.includes(name)));
const joinValues: ReadonlySet<unknown> = new Set(joinStates);
const documentValues: ReadonlySet<unknown> = new Set(['new', 'gone', 'visible', 'hidden', 'online', 'offline']);
const trackValues: ReadonlySet<unknown> = new Set(['live', 'muted', 'ended']);
const pcStates: ReadonlySet<unknown> = new Set(['connection', 'ice', 'dtls', 'ice_gathering', 'signaling']);

type Raw = Readonly<Record<string, unknown>>;

/** @returns `undefined` when it is no message of ours. */
export function parsePageMessage(text: string): PageMessage | undefined {
  if (text.length > maxLength) return undefined;
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(raw)) return undefined;
  const { d: document, s: sentAt, x: lost, e: list } = raw;
  if (typeof document !== 'string' || !/^\w{1,12}$/.test(document) || !isTime(sentAt) || !Array.isArray(list)) {
    return undefined;
  }
  const entries: PageEntry[] = [];
  for (const item of list.slice(0, maxEntries) as unknown[]) {
    const entry = isRecord(item) ? parseEntry(item, document, sentAt) : undefined;
    if (entry !== undefined) entries.push(entry);
  }
  return {
    document,
    sentAt: pageMs(sentAt),
    lost: isTime(lost) ? lost : 0,
    entries,
    refused: list.length - entries.length,
  };
}

function parseEntry(raw: Raw, document: string, sentAt: number): PageEntry | undefined {
  // Nothing is seen later than it is sent; who says so has another clock in mind.
  const at = pageMs(isTime(raw.at) ? Math.min(raw.at, sentAt) : sentAt);
  switch (raw.type) {
    case 'moment':
      return parseMoment(raw, at);
    case 'state':
      return parseState(raw, at, document);
    case 'stats':
      return parseStats(raw, at, document);
    case 'packets':
      return parsePackets(raw, at, sentAt);
    case 'evidence':
      // Files and console lines are the host's own; a page may only leave a note.
      return { at, type: 'evidence', kind: 'note', ...optional('text', text(raw.text, maxText)) };
    default:
      return undefined;
  }
}

function parseMoment(raw: Raw, at: PageMs): PageEntry | undefined {
  if (!pageMoments.has(raw.name)) return undefined;
  return {
    at,
    type: 'moment',
    name: raw.name as Exclude<MomentName, 'scheduled'>,
    ...optional('kind', mediaKind(raw.kind)),
    ...optional('track', text(raw.track, maxName)),
  };
}

function parseState(raw: Raw, at: PageMs, document: string): PageEntry | undefined {
  const { of, value } = raw;
  const id = text(raw.id, maxName);
  const detail = optional('detail', text(raw.detail, maxText));
  if (of === 'join')
    return joinValues.has(value) ? ({ at, type: 'state', of, value, document, ...detail } as PageEntry) : undefined;
  if (id === undefined) return undefined;
  if (of === 'document' && documentValues.has(value)) {
    const url = optional('url', text(raw.url, maxText));
    const main = typeof raw.main === 'boolean' ? { main: raw.main } : {};
    return { at, type: 'state', of, id, value, ...url, ...main } as PageEntry;
  }
  if (of === 'remote_track' && trackValues.has(value)) {
    const kind = mediaKind(raw.kind);
    return kind === undefined ? undefined : ({ at, type: 'state', of, id, kind, value } as PageEntry);
  }
  if (of === 'socket' && (value === 'open' || value === 'closed'))
    return { at, type: 'state', of, id, value, ...detail };
  if (pcStates.has(of)) {
    const state = text(value, maxName);
    return state === undefined ? undefined : ({ at, type: 'state', of, id, value: state } as PageEntry);
  }
  return undefined;
}

function parsePackets(raw: Raw, at: PageMs, sentAt: number): PageEntry | undefined {
  const { event, last_packet: last } = raw;
  const pc = text(raw.pc, maxName);
  const id = text(raw.id, maxName);
  const kind = mediaKind(raw.kind);
  if ((event !== 'stopped' && event !== 'resumed') || pc === undefined || id === undefined || kind === undefined) {
    return undefined;
  }
  if (typeof last !== 'number' || !Number.isFinite(last) || last > sentAt) return undefined;
  return { at, type: 'packets', event, pc, id, kind, last_packet: last };
}

function parseStats(
  { full, late_ms: late, stalled_ms: stalled, pcs }: Raw,
  at: PageMs,
  document: string,
): PageEntry | undefined {
  if (!isStats(pcs)) return undefined;
  return {
    at,
    type: 'stats',
    document,
    full: full === true,
    ...(isTime(late) && { late_ms: late }),
    ...(isTime(stalled) && { stalled_ms: stalled }),
    pcs,
  };
}

type Pcs = Extract<PageEntry, { type: 'stats' }>['pcs'];

function isStats(pcs: unknown): pcs is Pcs {
  if (!isRecord(pcs)) return false;
  let objects = 0;
  for (const pc of Object.values(pcs)) {
    if (!isRecord(pc)) return false;
    for (const object of Object.values(pc)) {
      objects += 1;
      if (objects > maxStatsObjects) return false;
      if (object !== null && !(isRecord(object) && Object.keys(object).length <= maxFields)) return false;
    }
  }
  return true;
}

function isRecord(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function text(value: unknown, most: number): string | undefined {
  return typeof value === 'string' ? value.slice(0, most) : undefined;
}

function mediaKind(value: unknown): MediaKind | undefined {
  return value === 'audio' || value === 'video' ? value : undefined;
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return (value === undefined ? {} : { [key]: value }) as Partial<Record<K, V>>;
}
