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
  readonly #byLast = new Map<string, string[]>();
  #pattern: RegExp | undefined;
  #all: string | undefined;
  #longest = 0;

  /** Letters of the longest text: what is further away cannot belong to it. */
  get longest(): number {
    return this.#longest;
  }

  add(needles: readonly string[], watch: Watch): void {
    this.#pattern = this.#all = undefined;
    for (const needle of needles) {
      if (needle === '') continue;
      const watches = this.#watchesOf.get(needle);
      if (watches !== undefined) {
        watches.push(watch);
        continue;
      }
      this.#watchesOf.set(needle, [watch]);
      addTo(this.#byFirst, needle.charAt(0), needle);
      addTo(this.#byLast, needle.charAt(needle.length - 1), needle);
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

  /** Whether one may begin at the end of `text` and go on in what stands behind it. */
  mayBeginIn(text: string): boolean {
    for (let start = Math.max(0, text.length - this.#longest + 1); start < text.length; start += 1)
      for (const needle of this.#byFirst.get(text.charAt(start)) ?? [])
        if (needle.length > text.length - start && needle.startsWith(text.slice(start))) return true;
    return false;
  }

  /** Whether one may begin before `text` and end at its beginning. */
  mayEndIn(text: string): boolean {
    for (let end = Math.min(text.length, this.#longest - 1); end > 0; end -= 1)
      for (const needle of this.#byLast.get(text.charAt(end - 1)) ?? [])
        if (needle.length > end && needle.endsWith(text.slice(0, end))) return true;
    return false;
  }

  /** Whether `text` may be no more than a part of one. */
  mayHold(text: string): boolean {
    if (text.length >= this.#longest) return false;
    this.#all ??= [...this.#watchesOf.keys()].join('\n');
    return this.#all.includes(text);
  }

  #compile(): RegExp {
    const all = [...this.#watchesOf.keys()].map((needle) => needle.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'));
    return new RegExp(all.join('|'), 'g');
  }
}

function addTo(lists: Map<string, string[]>, key: string, one: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [one]);
  else list.push(one);
}
