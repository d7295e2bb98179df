import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLines } from '../../../src/recording/split-lines.js';

async function linesOf(
  chunks: readonly Buffer[],
  maxBytes = 100,
): Promise<{ text: string | undefined; finished: boolean }[]> {
  // eslint-disable-next-line @typescript-eslint/require-await -- an async iterable of what is at hand
  async function* bytes(): AsyncGenerator<Buffer> {
    yield* chunks;
  }
  const lines = [];
  for await (const some of splitLines(bytes(), maxBytes)) lines.push(...some);
  return lines;
}

describe('splitLines', () => {
  it('gives the same lines however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' })), fc.array(fc.nat(60)), async (texts, cuts) => {
        const whole = Buffer.from(texts.map((text) => `${text.replaceAll('\n', '')}\n`).join(''));
        const places = [0, ...cuts.filter((cut) => cut < whole.length).sort((a, b) => a - b), whole.length];
        const chunks = places.slice(1).map((to, index) => whole.subarray(places[index], to));
        const lines = await linesOf(chunks, 1_000);
        expect(lines.map(({ text }) => text)).toEqual(texts.map((text) => text.replaceAll('\n', '')));
      }),
    );
  });

  it('says that the last line is unfinished when no line break ends it', async () => {
    expect(await linesOf([Buffer.from('a\nb')])).toEqual([
      { text: 'a', finished: true },
      { text: 'b', finished: false },
    ]);
  });

  it('skips a line that is too long, over many chunks, and goes on with the next', async () => {
    const long = Array.from({ length: 50 }, () => Buffer.from('0123456789'));
    expect(await linesOf([Buffer.from('a\n'), ...long, Buffer.from('\nb\n')])).toEqual([
      { text: 'a', finished: true },
      { text: undefined, finished: true },
      { text: 'b', finished: true },
    ]);
  });
});
