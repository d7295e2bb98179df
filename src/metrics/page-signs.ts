/**
 * What pages tell of the generator between two health lines, from their stats lines. Memory grows with participants: what is
 * known of one is forgotten with its outcome.
 */
import type { ActionLine, Line, ScheduledLine, StatsLine, StatsObject } from '../model/line.js';
import type { PageSigns } from './generator-second.js';

/** Below this share of the rate that was asked for a camera is slow. */
const slowCamera = 0.8;
/** A camera needs a moment to reach its rate. */
const warmUpMs = 5_000;

interface Page {
  readonly askedFrameRate: number;
  /** Stats id of a video stream or a camera → is it short? With the document and connection before it. */
  readonly limited: Map<string, boolean>;
  readonly cameras: Map<string, { readonly since: number; framesPerSecond?: number }>;
  /** The longest since the last call; `undefined`: it has told nothing. */
  lateMs: number | undefined;
  stalledMs: number | undefined;
  /** Whose first line was seen: that one tells of a part of a second. */
  document: string | undefined;
  /** Its processor is slowed on purpose. */
  slowed: boolean;
}

export class PageSignsReducer {
  readonly #pages = new Map<string, Page>();

  step(line: Line): void {
    if (line.type === 'moment' && line.name === 'scheduled') this.#pages.set(line.p, newPage(line));
    else if (line.type === 'stats') this.#stats(line);
    else if (line.type === 'action') this.#action(line);
    else if (line.type === 'outcome') this.#pages.delete(line.p);
  }

  /** Pages whose processor is slowed on purpose now. */
  get slowed(): number {
    let count = 0;
    for (const { slowed } of this.#pages.values()) if (slowed) count++;
    return count;
  }

  /** Since the last call. */
  take(now: number): PageSigns {
    const signs = {
      lateMs: [] as number[],
      stalledMs: [] as number[],
      streams: 0,
      limitedStreams: 0,
      cameras: 0,
      slowCameras: 0,
    };
    for (const page of this.#pages.values()) {
      for (const isLimited of page.limited.values()) {
        signs.streams++;
        if (isLimited) signs.limitedStreams++;
      }
      for (const { since, framesPerSecond } of page.cameras.values()) {
        if (framesPerSecond === undefined || now - since < warmUpMs) continue;
        signs.cameras++;
        if (framesPerSecond < slowCamera * page.askedFrameRate) signs.slowCameras++;
      }
      if (page.lateMs !== undefined && !page.slowed) signs.lateMs.push(page.lateMs);
      if (page.stalledMs !== undefined && !page.slowed) signs.stalledMs.push(page.stalledMs);
      page.lateMs = undefined;
      page.stalledMs = undefined;
    }
    return signs;
  }

  #action({ p, name, phase }: ActionLine): void {
    const page = p === undefined ? undefined : this.#pages.get(p);
    if (page !== undefined && name === 'processor') page.slowed = phase === 'begin';
  }

  #stats({ t, p, document, late_ms: late, stalled_ms: stalled, pcs }: StatsLine): void {
    const page = this.#pages.get(p);
    if (page === undefined) return;
    page.lateMs = Math.max(page.lateMs ?? 0, late ?? 0);
    // Punctual pages say neither; a late one that says no more is of a browser without a list of tasks.
    const told = late === undefined ? 0 : stalled;
    if (page.document === document && told !== undefined) page.stalledMs = Math.max(page.stalledMs ?? 0, told);
    page.document = document;
    for (const pc in pcs) {
      const objects = pcs[pc];
      for (const id in objects) {
        const object = objects[id];
        // Most say nothing of it, and a key is dear.
        if (object !== undefined && concerns(page, object)) this.#object(page, `${document} ${pc} ${id}`, object, t);
      }
    }
  }

  #object(page: Page, key: string, object: StatsObject | null, t: number): void {
    if (object === null) {
      page.limited.delete(key);
      page.cameras.delete(key);
      return;
    }
    const { type, kind, qualityLimitationReason: reason, framesPerSecond: rate } = object;
    if (typeof reason === 'string') page.limited.set(key, reason === 'cpu');
    else if (reason === null) page.limited.delete(key);
    if (type === 'media-source' && kind !== 'audio') page.cameras.set(key, { since: t });
    const camera = page.cameras.get(key);
    if (camera !== undefined && typeof rate === 'number') camera.framesPerSecond = rate;
  }
}

function concerns({ limited, cameras }: Page, object: StatsObject | null): boolean {
  if (object === null) return limited.size > 0 || cameras.size > 0;
  if (object.qualityLimitationReason !== undefined || object.type === 'media-source') return true;
  return cameras.size > 0 && object.framesPerSecond !== undefined;
}

function newPage({ media }: ScheduledLine): Page {
  return {
    askedFrameRate: media.frameRate,
    limited: new Map(),
    cameras: new Map(),
    lateMs: undefined,
    stalledMs: undefined,
    document: undefined,
    slowed: false,
  };
}
