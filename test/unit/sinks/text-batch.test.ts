import { describe, expect, it } from 'vitest';
import { linesOf, TextBatch } from '../../../src/sinks/influxdb/text-batch.js';

describe('a batch of lines', () => {
  it('is their bytes, with a break between two of them and none at the end', () => {
    const text = new TextBatch();
    for (const line of ['m f=1 1', 'm,who=ü f=2 2', 'm f="…" 3']) text.add(line);
    const batch = text.take();
    expect(batch.lines).toBe(3);
    expect(Buffer.from(batch.bytes).toString()).toBe('m f=1 1\nm,who=ü f=2 2\nm f="…" 3');
    expect(linesOf(batch)).toEqual(['m f=1 1', 'm,who=ü f=2 2', 'm f="…" 3']);
  });

  it('holds more than it has room for at first', () => {
    const lines = Array.from({ length: 3_000 }, (_, index) => `m f=${index},text="${'€'.repeat(100)}" ${index}`);
    const text = new TextBatch();
    for (const line of [...lines, 'x'.repeat(2_000_000)]) text.add(line);
    expect(linesOf(text.take())).toEqual([...lines, 'x'.repeat(2_000_000)]);
  });

  it('is not changed by what is added after it was taken', () => {
    const text = new TextBatch();
    text.add('first');
    const first = text.take();
    text.add('other');
    expect([linesOf(first), linesOf(text.take())]).toEqual([['first'], ['other']]);
    expect(text.take()).toMatchObject({ lines: 0 });
  });
});
