/** In: chunks of bytes. Out: their lines as text, never holding more than one chunk and one line. */

interface TextLine {
  /** `undefined`: longer than allowed, and skipped. */
  readonly text: string | undefined;
  /** It ended with a line break. Only the last line may not. */
  readonly finished: boolean;
}

const lineBreak = 10;

export async function* splitLines(chunks: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<TextLine> {
  let pieces: Buffer[] = [];
  let length = 0;
  let tooLong = false;

  const keep = (piece: Buffer): void => {
    length += piece.length;
    if (length > maxBytes) {
      tooLong = true;
      pieces = [];
    } else if (piece.length > 0) pieces.push(piece);
  };
  const take = (): string | undefined => {
    const text = tooLong ? undefined : (pieces.length === 1 ? pieces[0] : Buffer.concat(pieces))?.toString('utf8');
    pieces = [];
    length = 0;
    tooLong = false;
    return text;
  };

  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(lineBreak); at >= 0; at = chunk.indexOf(lineBreak, from)) {
      keep(chunk.subarray(from, at));
      from = at + 1;
      yield { text: take(), finished: true };
    }
    keep(chunk.subarray(from));
  }
  if (length > 0) yield { text: take(), finished: false };
}
