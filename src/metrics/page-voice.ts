/**
 * Does a page still tell how it goes? While it has peer connections it reports every second; one that says nothing (hung, frozen on
 * purpose, its machine asleep) is unobserved from its last word on.
 */

/** The page reports every second. */
const unobservedAfterMs = 3_000;

export interface Span {
  readonly from: number;
  /** Absent while it lasts. */
  readonly to?: number;
}

export class PageVoice {
  #heardAt: number | undefined;
  /** That it has to report on. */
  readonly #openPcs = new Set<string>();
  readonly #silences: Span[] = [];

  /** A new stay begins with this word: what was before is nobody's business. */
  begin(t: number): void {
    this.#heardAt = t;
  }

  /** @returns since when it had been silent, if it had */
  heard(t: number, isWatched: boolean): number | undefined {
    const since = this.silentSince(t, isWatched);
    this.#heardAt = Math.max(t, this.#heardAt ?? t);
    if (since !== undefined) this.#silences.push({ from: since, to: t });
    return since;
  }

  silentSince(t: number, isWatched: boolean): number | undefined {
    if (!isWatched || this.#heardAt === undefined || this.#openPcs.size === 0) return undefined;
    return t - this.#heardAt > unobservedAfterMs ? this.#heardAt : undefined;
  }

  /** @param now A silence that goes on is told up to then. */
  silences(now: number, isWatched: boolean): readonly Span[] {
    const since = this.silentSince(now, isWatched);
    return since === undefined ? [...this.#silences] : [...this.#silences, { from: since, to: now }];
  }

  opened(pc: string): void {
    this.#openPcs.add(pc);
  }

  closed(pc: string): void {
    this.#openPcs.delete(pc);
  }

  /** With its peer connections. */
  documentGone(document: string): void {
    for (const pc of this.#openPcs) if (pc.startsWith(`${document}.`)) this.#openPcs.delete(pc);
  }

  /** It has no peer connections any more. */
  reset(): void {
    this.#openPcs.clear();
  }
}
