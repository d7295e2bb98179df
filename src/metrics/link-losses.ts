/**
 * What was down of one participant's connections, from when to when: each loss its own episode, unless an outage of that time takes it
 * over, since it then is that outage's reason.
 *
 *     a part goes down ──more parts──► all are up again ─┬─► within 1 s of a silence: part of its episode
 *                                                        └─► decided: `connection_loss`
 */
import type { EpisodeEnd, LostPart } from '../model/episode.js';

/** What goes down as a consequence, and is noticed late. */
export const mergeMs = 1_000;

export interface LinkLoss {
  readonly from: number;
  /** Absent while it lasts. */
  to?: number;
  readonly parts: Set<LostPart>;
  /** Of an outage, and told with it. */
  merged: boolean;
  ended?: EpisodeEnd;
}

export class LinkLosses {
  /** Of late, the last may still be so. */
  #losses: LinkLoss[];

  constructor(losses: LinkLoss[] = []) {
    this.#losses = losses;
  }

  get isEmpty(): boolean {
    return this.#losses.length === 0;
  }

  /** @param parts that are down at `t` */
  follow(t: number, parts: readonly LostPart[]): void {
    const open = this.#open;
    if (parts.length === 0) {
      if (open !== undefined) open.to = Math.max(t, open.from);
    } else if (open === undefined) this.#losses.push({ from: t, parts: new Set(parts), merged: false });
    else for (const part of parts) open.parts.add(part);
  }

  /** ICE restarts in a silence: no loss of its own, but no media gap either. */
  unsettled(t: number): void {
    if (this.#open === undefined) this.#losses.push({ from: t, to: t, parts: new Set(), merged: true });
  }

  /** Out of the meeting: what is down ends here. */
  stop(t: number, ended: EpisodeEnd): void {
    const open = this.#open;
    if (open === undefined) return;
    open.to = t;
    open.ended = ended;
  }

  /** Marks those of this time as an outage's own. @returns what they lost; `undefined`: there was none */
  mergeInto(from: number, to: number): readonly LostPart[] | undefined {
    const own = this.#losses.filter((loss) => loss.from <= to + mergeMs && (loss.to ?? Infinity) >= from);
    for (const loss of own) loss.merged = true;
    return own.length === 0 ? undefined : own.flatMap(({ parts }) => [...parts]);
  }

  /**
   * Forgets those that nothing can change any more.
   *
   * @param before They ended before this.
   * @param waiting Beginnings of silences that may still take some over. @returns those of them that no outage took
   */
  takeDecided(before: number, waiting: readonly number[], now: number): readonly LinkLoss[] {
    const isOpen = ({ to = now }: LinkLoss): boolean => to > before || waiting.some((from) => from <= to + mergeMs);
    const decided = this.#losses.filter((loss) => !isOpen(loss));
    this.#losses = this.#losses.filter(isOpen);
    return decided.filter(({ merged }) => !merged);
  }

  /** To try what would come of them now. */
  copy(): LinkLosses {
    return new LinkLosses(this.#losses.map((loss) => ({ ...loss })));
  }

  /** Those that no outage has taken. */
  get own(): readonly LinkLoss[] {
    return this.#losses.filter(({ merged }) => !merged);
  }

  get #open(): LinkLoss | undefined {
    const last = this.#losses.at(-1);
    return last?.to === undefined ? last : undefined;
  }
}
