/**
 * What each stats line of one participant adds to the ones before. In: its stats lines, which hold only what changed. Out: a
 * step from the line before of the same document to this one, all its peer connections together.
 *
 * Kept are the few fields that metrics need, not whole objects: 1,000 participants for 10 minutes are 600,000 lines.
 *
 * - A counter that runs back (SSRC taken anew, ICE restart) counted from 0 again: what it shows now was added.
 * - `packetsLost` may run back for good reasons (RFC 3550: late packets count as received); that is no loss and no gain.
 * - An SSRC that changes is a new stream (Chromium names the object after it); the old one is gone.
 * - Objects of several peer connections, and of several documents, are kept apart and added up.
 */
import type { StatsLine, StatsObject } from '../model/line.js';
import {
  InboundStats,
  type InboundStep,
  number,
  type OutboundStats,
  readInbound,
  readOutbound,
  streamKey,
  text,
} from './stream-stats.js';

/** Sums of all streams. */
export interface StatsStep extends InboundStep {
  /** The line before of this document; absent in its first, whose counters count from the beginning. */
  readonly from: number | undefined;
  readonly to: number;
  /** Inbound streams that have delivered pictures. */
  pictures: number;
  readonly gone: InboundStats[];
  readonly sending: readonly OutboundStats[];
  /** The worst of the selected pairs. */
  rttMs: number | undefined;
  /** The worst of the streams of sound. */
  jitterMs: number | undefined;
  /** Bytes are told every 10 s: since the last such line, kbit/s of payload. */
  receivedKbps: number | undefined;
  sentKbps: number | undefined;
}

interface Pair {
  readonly rtt: { currentRoundTripTime: number | undefined };
}

type Known =
  | { readonly type: 'inbound-rtp'; readonly stats: InboundStats }
  | { readonly type: 'outbound-rtp'; readonly stats: OutboundStats }
  | ({ readonly type: 'candidate-pair' } & Pair)
  | { readonly type: 'transport'; selected: string | undefined }
  | { readonly type: 'other' };

interface KnownDocument {
  lineAt: number | undefined;
  bytesAt: number | undefined;
  bytesIn: number;
  bytesOut: number;
  readonly pcs: Map<string, Map<string, Known>>;
  /** Those of `pcs` that are looked at every second. Found anew when an object came or went. */
  streams: Streams;
}

interface Streams {
  readonly inbound: readonly InboundStats[];
  readonly outbound: readonly OutboundStats[];
  readonly transports: readonly {
    readonly transport: { readonly selected: string | undefined };
    readonly objects: ReadonlyMap<string, Known>;
  }[];
}

const other: Known = { type: 'other' };

/** While a line is read. */
type Growing = { -readonly [Key in keyof StatsStep]: StatsStep[Key] };

export class StatsReader {
  readonly #documents = new Map<string, KnownDocument>();

  step(line: StatsLine): StatsStep {
    const document = this.#document(line.document);
    for (const outbound of document.streams.outbound) outbound.added = 0;
    const step: Growing = {
      from: document.lineAt,
      to: line.t,
      received: 0,
      lost: 0,
      frames: 0,
      pictures: 0,
      freezes: 0,
      freezeMs: 0,
      began: [],
      grew: [],
      gone: [],
      sending: [],
      rttMs: undefined,
      jitterMs: undefined,
      receivedKbps: undefined,
      sentKbps: undefined,
    };
    let isOther = false;
    for (const pc in line.pcs) if (changes(document, pc, line.pcs[pc] ?? {}, step)) isOther = true;
    if (isOther) document.streams = streamsOf(document);
    rates(document, line, step);
    standing(document, step);
    document.lineAt = Math.max(line.t, document.lineAt ?? line.t);
    return step;
  }

  /** The document was left; its streams are gone with it. */
  leave(document: string): void {
    for (const inbound of this.#documents.get(document)?.streams.inbound ?? []) inbound.gone = true;
    this.#documents.delete(document);
  }

  /** Streams of now. */
  *inbound(): Iterable<InboundStats> {
    for (const { streams } of this.#documents.values()) yield* streams.inbound;
  }

  sendsOn(pc: string): boolean {
    for (const { streams } of this.#documents.values()) if (streams.outbound.some((one) => one.pc === pc)) return true;
    return false;
  }

  #document(id: string): KnownDocument {
    let found = this.#documents.get(id);
    if (found === undefined) {
      found = { lineAt: undefined, bytesAt: undefined, bytesIn: 0, bytesOut: 0, pcs: new Map(), streams: nothing };
      this.#documents.set(id, found);
    }
    return found;
  }
}

/** @returns whether an object came or went */
function changes(
  document: KnownDocument,
  pc: string,
  objects: Readonly<Record<string, StatsObject | null>>,
  step: Growing,
): boolean {
  let isOther = false;
  let known = document.pcs.get(pc);
  if (known === undefined) document.pcs.set(pc, (known = new Map<string, Known>()));
  for (const id in objects) {
    const fields = objects[id];
    let object = known.get(id);
    if (fields === null || fields === undefined) {
      if (object?.type === 'inbound-rtp') {
        object.stats.gone = true;
        step.gone.push(object.stats);
      }
      isOther = known.delete(id) || isOther;
      continue;
    }
    if (object === undefined) {
      known.set(id, (object = newObject(pc, id, fields.type)));
      isOther = true;
    }
    switch (object.type) {
      case 'inbound-rtp':
        document.bytesIn += readInbound(object.stats, fields, step);
        break;
      case 'outbound-rtp':
        document.bytesOut += readOutbound(object.stats, fields);
        break;
      case 'candidate-pair': {
        const { currentRoundTripTime: rtt } = fields;
        if (rtt !== undefined) object.rtt.currentRoundTripTime = number(rtt);
        break;
      }
      case 'transport': {
        const { selectedCandidatePairId: selected } = fields;
        if (selected !== undefined) object.selected = text(selected);
        break;
      }
      case 'other':
        break;
    }
  }
  if (known.size === 0) document.pcs.delete(pc);
  return isOther;
}

function newObject(pc: string, id: string, type: unknown): Known {
  switch (type) {
    case 'inbound-rtp':
      return { type, stats: new InboundStats(pc, id) };
    case 'outbound-rtp':
      return {
        type,
        stats: {
          pc,
          id,
          key: streamKey(pc, id),
          kind: undefined,
          packetsSent: 0,
          framesSent: undefined,
          bytesSent: 0,
          added: 0,
        },
      };
    case 'candidate-pair':
      return { type, rtt: { currentRoundTripTime: undefined } };
    case 'transport':
      return { type, selected: undefined };
    default:
      return other;
  }
}

function rates(document: KnownDocument, { t, full }: StatsLine, step: Growing): void {
  if (!full) return;
  if (document.bytesAt !== undefined && t > document.bytesAt) {
    step.receivedKbps = (document.bytesIn * 8) / (t - document.bytesAt);
    step.sentKbps = (document.bytesOut * 8) / (t - document.bytesAt);
  }
  document.bytesAt = t;
  document.bytesIn = 0;
  document.bytesOut = 0;
}

/** What did not change is not in the line, and holds all the same. */
function standing({ streams }: KnownDocument, step: Growing): void {
  step.sending = streams.outbound;
  for (const { framesDecoded, jitter, kind } of streams.inbound) {
    if (framesDecoded > 0) step.pictures++;
    if (jitter !== undefined && kind === 'audio') step.jitterMs = Math.max(step.jitterMs ?? 0, jitter * 1_000);
  }
  for (const { transport, objects } of streams.transports) {
    const pair = transport.selected === undefined ? undefined : objects.get(transport.selected);
    const rtt = pair?.type === 'candidate-pair' ? pair.rtt.currentRoundTripTime : undefined;
    if (rtt !== undefined) step.rttMs = Math.max(step.rttMs ?? 0, rtt * 1_000);
  }
}

const nothing: Streams = { inbound: [], outbound: [], transports: [] };

function streamsOf({ pcs }: KnownDocument): Streams {
  const inboundStreams: InboundStats[] = [];
  const outboundStreams: OutboundStats[] = [];
  const transports: Streams['transports'][number][] = [];
  for (const objects of pcs.values()) {
    for (const known of objects.values()) {
      if (known.type === 'inbound-rtp') inboundStreams.push(known.stats);
      else if (known.type === 'outbound-rtp') outboundStreams.push(known.stats);
      else if (known.type === 'transport') transports.push({ transport: known, objects });
    }
  }
  return { inbound: inboundStreams, outbound: outboundStreams, transports };
}
