/** Many texts looked for at once. They are compared in one way: lower case, without white space, ' for ’. */
export function normal(text: string): string {
  return text.replaceAll('’', "'").replace(/\s+/g, '').toLowerCase();
}

/** Letters; chat messages are longer, and each is another. */
const longestKept = 64;
const mostKept = 500;
const digits = Array.from({ length: 10 }, (_, digit) => String(digit));

export interface Hit<Watch> {
  readonly start: number;
  readonly end: number;
  readonly watch: Watch;
}

/** What a text may have to do with needles. */
export interface Concern {
  /** One is in it. */
  readonly holds: boolean;
  /** It is in one. */
  readonly isPart: boolean;
  /** One may begin before it and end in it: the letters of which one must stand right before it. */
  readonly before: string;
  /** One may begin in it and end behind it: the letters of which one must stand right behind it. */
  readonly behind: string;
}

export class Needles<Watch> {
  readonly #watchesOf = new Map<string, Watch[]>();
  readonly #byFirst = new Map<string, string[]>();
  readonly #byLast = new Map<string, string[]>();
  #all: string | undefined;
  /** Digits that are in no needle. */
  #unused: RegExp | undefined;
  /** Texts that were asked about, without such digits. */
  readonly #known = new Map<string, Concern | undefined>();
  #longest = 0;

  /** Letters of the longest text: what is further away cannot belong to it. */
  get longest(): number {
    return this.#longest;
  }

  add(needles: readonly string[], watch: Watch): void {
    this.#all = this.#unused = undefined;
    this.#known.clear();
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

  /**
   * What a page writes all the time (clocks, levels) differs in digits alone: it is worked out once.
   *
   * @param text as it stands in the page @returns `undefined`: nothing
   */
  concern(text: string): Concern | undefined {
    if (text.length > longestKept) return this.#concern(normal(text));
    const key = text.replace((this.#unused ??= this.#unusedDigits()), '\0');
    if (this.#known.has(key)) return this.#known.get(key);
    if (this.#known.size === mostKept) this.#known.clear();
    const concern = this.#concern(normal(text));
    this.#known.set(key, concern);
    return concern;
  }

  /**
   * In the order in which they begin.
   *
   * @param text in its normal form
   */
  hits(text: string): readonly Hit<Watch>[] {
    const hits: Hit<Watch>[] = [];
    const add = (needle: string, start: number): void => {
      for (const watch of this.#watchesOf.get(needle) ?? []) hits.push({ start, end: start + needle.length, watch });
    };
    // Of a short text it is asked what may begin at each letter; through a long one browsers search faster, once for each needle.
    if (text.length < this.#watchesOf.size) {
      for (let start = 0; start < text.length; start += 1)
        for (const needle of this.#byFirst.get(text.charAt(start)) ?? [])
          if (text.startsWith(needle, start)) add(needle, start);
      return hits;
    }
    for (const needle of this.#watchesOf.keys())
      for (let start = text.indexOf(needle); start >= 0; start = text.indexOf(needle, start + 1)) add(needle, start);
    return hits.sort((a, b) => a.start - b.start);
  }

  #concern(text: string): Concern | undefined {
    if (text === '') return undefined;
    const holds = this.hits(text).length > 0;
    const isPart = text.length < this.#longest && this.#joined.includes(text);
    const [before, behind] = [this.#before(text), this.#behind(text)];
    return holds || isPart || before !== '' || behind !== '' ? { holds, isPart, before, behind } : undefined;
  }

  /** Of those that end at the beginning of `text`. */
  #before(text: string): string {
    let letters = '';
    for (let end = Math.min(text.length, this.#longest - 1); end > 0; end -= 1)
      for (const needle of this.#byLast.get(text.charAt(end - 1)) ?? [])
        if (needle.length > end && needle.endsWith(text.slice(0, end)))
          letters += needle.charAt(needle.length - end - 1);
    return letters;
  }

  /** Of those that begin at the end of `text`. */
  #behind(text: string): string {
    let letters = '';
    for (let start = Math.max(0, text.length - this.#longest + 1); start < text.length; start += 1)
      for (const needle of this.#byFirst.get(text.charAt(start)) ?? [])
        if (needle.length > text.length - start && needle.startsWith(text.slice(start)))
          letters += needle.charAt(text.length - start);
    return letters;
  }

  get #joined(): string {
    return (this.#all ??= [...this.#watchesOf.keys()].join('\n'));
  }

  #unusedDigits(): RegExp {
    const unused = digits.filter((digit) => !this.#joined.includes(digit));
    return new RegExp(`[${unused.join('')}]`, 'g');
  }
}

function addTo(lists: Map<string, string[]>, key: string, one: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [one]);
  else list.push(one);
}
