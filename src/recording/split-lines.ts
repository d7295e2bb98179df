/**
 * In: chunks of bytes. Out: their lines as text, never holding more than one chunk and one line.
 *
 * Those of one chunk come together, each made when it is asked for: a promise for every single line would cost more than the line.
 */

export interface TextLine {
  /** `undefined`: longer than allowed, and skipped. */
  readonly text: string | undefined;
  /** It ended with a line break. Only the last line may not. */
  readonly finished: boolean;
}

const lineBreak = 10;

/** Each group is to be iterated to its end before the next is asked for. */
export async function* splitLines(chunks: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Iterable<TextLine>> {
  const open = new OpenLine(maxBytes);
  for await (const chunk of chunks) yield linesOf(chunk, open, maxBytes);
  if (!open.isEmpty) yield [{ text: open.take(), finished: false }];
}

function* linesOf(chunk: Buffer, open: OpenLine, maxBytes: number): Generator<TextLine> {
  let from = 0;
  for (let at = chunk.indexOf(lineBreak); at >= 0; at = chunk.indexOf(lineBreak, from)) {
    if (open.isEmpty && at - from <= maxBytes) yield { text: chunk.toString('utf8', from, at), finished: true };
    else {
      open.add(chunk.subarray(from, at));
      yield { text: open.take(), finished: true };
    }
    from = at + 1;
  }
  open.add(chunk.subarray(from));
}

/** What is there of a line that did not end within its chunk. */
class OpenLine {
  readonly #maxBytes: number;
  #pieces: Buffer[] = [];
  #length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  add(piece: Buffer): void {
    this.#length += piece.length;
    if (this.#length > this.#maxBytes) this.#pieces = [];
    else if (piece.length > 0) this.#pieces.push(piece);
  }

  take(): string | undefined {
    const text = this.#length > this.#maxBytes ? undefined : Buffer.concat(this.#pieces).toString('utf8');
    this.#pieces = [];
    this.#length = 0;
    return text;
  }
}
