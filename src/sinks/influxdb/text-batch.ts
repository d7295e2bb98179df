/**
 * Lines as the bytes that go to the server. Written where they will lie: thousands of short strings that live until they are joined cost the
 * garbage collector more than making them.
 */

export interface Batch {
  /** Lines with a break between two of them, UTF-8. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly lines: number;
}

const firstBytes = 256 * 1024;
/** A UTF-16 unit takes no more in UTF-8. */
const bytesPerUnit = 3;
const lineBreak = 10;

export class TextBatch {
  #buffer = Buffer.allocUnsafeSlow(firstBytes);
  #length = 0;
  #lines = 0;

  get lines(): number {
    return this.#lines;
  }

  add(line: string): void {
    const most = this.#length + 1 + line.length * bytesPerUnit;
    if (most > this.#buffer.length) this.#grow(most);
    if (this.#lines > 0) this.#buffer[this.#length++] = lineBreak;
    this.#length += this.#buffer.write(line, this.#length);
    this.#lines += 1;
  }

  /** Those that were added since it was last asked. Its memory is the caller's from then on. */
  take(): Batch {
    const batch = { bytes: this.#buffer.subarray(0, this.#length), lines: this.#lines };
    // The next will be about as long.
    this.#buffer = Buffer.allocUnsafeSlow(this.#buffer.length);
    this.#length = 0;
    this.#lines = 0;
    return batch;
  }

  #grow(least: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(least, 2 * this.#buffer.length));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}

/** What it was made of. */
export function linesOf({ bytes }: Batch): readonly string[] {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8').split('\n');
}
