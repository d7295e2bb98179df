/**
 * Many texts looked for at once: one expression says where any of them may begin, and only there they are compared one by one.
 * Texts are compared in one way: lower case, without white space, ' for ’.
 */
export function normal(text: string): string {
  return text.replaceAll('’', "'").replace(/\s+/g, '').toLowerCase();
}

export interface Hit<Watch> {
  readonly start: number;
  readonly end: number;
  readonly watch: Watch;
}

export class Needles<Watch> {
  readonly #watchesOf = new Map<string, Watch[]>();
  readonly #byFirst = new Map<string, string[]>();
  #pattern: RegExp | undefined;
  #longest = 0;

  /** Letters of the longest text: what is further away cannot belong to it. */
  get longest(): number {
    return this.#longest;
  }

  add(needles: readonly string[], watch: Watch): void {
    this.#pattern = undefined;
    for (const needle of needles) {
      if (needle === '') continue;
      const watches = this.#watchesOf.get(needle);
      if (watches !== undefined) {
        watches.push(watch);
        continue;
      }
      this.#watchesOf.set(needle, [watch]);
      const first = needle.charAt(0);
      const same = this.#byFirst.get(first);
      if (same === undefined) this.#byFirst.set(first, [needle]);
      else same.push(needle);
      this.#longest = Math.max(this.#longest, needle.length);
    }
  }

  /** @param text in its normal form */
  hits(text: string): readonly Hit<Watch>[] {
    if (this.#longest === 0) return [];
    const pattern = (this.#pattern ??= this.#compile());
    pattern.lastIndex = 0;
    const hits: Hit<Watch>[] = [];
    for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
      const start = found.index;
      for (const needle of this.#byFirst.get(text.charAt(start)) ?? [])
        if (text.startsWith(needle, start))
          for (const watch of this.#watchesOf.get(needle) ?? [])
            hits.push({ start, end: start + needle.length, watch });
      pattern.lastIndex = start + 1;
    }
    return hits;
  }

  #compile(): RegExp {
    const all = [...this.#watchesOf.keys()].map((needle) => needle.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'));
    return new RegExp(all.join('|'), 'g');
  }
}
