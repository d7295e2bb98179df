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
  /** The longest since the last call; absent: it has told nothing. */
  lateMs?: number;
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
    return [...this.#pages.values()].filter(({ slowed }) => slowed).length;
  }

  /** Since the last call. */
  take(now: number): PageSigns {
    const pages = [...this.#pages.values()];
    const limited = pages.flatMap((page) => [...page.limited.values()]);
    const cameras = pages.flatMap(({ cameras: all, askedFrameRate }) =>
      [...all.values()].flatMap(({ since, framesPerSecond }) =>
        framesPerSecond === undefined || now - since < warmUpMs ? [] : [framesPerSecond < slowCamera * askedFrameRate],
      ),
    );
    const lateMs = pages.flatMap((page) => (page.lateMs === undefined || page.slowed ? [] : [page.lateMs]));
    for (const page of pages) delete page.lateMs;
    return {
      lateMs,
      streams: limited.length,
      limitedStreams: limited.filter(Boolean).length,
      cameras: cameras.length,
      slowCameras: cameras.filter(Boolean).length,
    };
  }

  #action({ p, name, phase }: ActionLine): void {
    const page = p === undefined ? undefined : this.#pages.get(p);
    if (page !== undefined && name === 'processor') page.slowed = phase === 'begin';
  }

  #stats({ t, p, document, late_ms: late, pcs }: StatsLine): void {
    const page = this.#pages.get(p);
    if (page === undefined) return;
    page.lateMs = Math.max(page.lateMs ?? 0, late ?? 0);
    for (const [pc, objects] of Object.entries(pcs)) {
      for (const [id, object] of Object.entries(objects)) this.#object(page, `${document} ${pc} ${id}`, object, t);
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

function newPage({ media }: ScheduledLine): Page {
  return { askedFrameRate: media.frameRate, limited: new Map(), cameras: new Map(), slowed: false };
}
