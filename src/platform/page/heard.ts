/** What the page said where its own document does not show it: in its console and in dialogs. Kept for as long as the document. */
export type HeardKind = 'console' | 'dialog';

interface Expected {
  readonly kind: HeardKind;
  readonly pattern: RegExp;
  found: RegExpExecArray | undefined;
}

export class Heard {
  readonly #expected: Expected[] = [];

  /** @returns what matched, once something did. */
  expect(kind: HeardKind, pattern: RegExp): () => RegExpExecArray | undefined {
    const expected: Expected = { kind, pattern, found: undefined };
    this.#expected.push(expected);
    return () => expected.found;
  }

  /** @returns whether somebody waited for it. */
  hear(kind: HeardKind, text: string): boolean {
    let isNew = false;
    for (const expected of this.#expected) {
      if (expected.kind !== kind || expected.found !== undefined) continue;
      const found = expected.pattern.exec(text);
      if (found === null) continue;
      expected.found = found;
      isNew = true;
    }
    return isNew;
  }
}
