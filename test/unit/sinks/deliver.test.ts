import { describe, expect, it } from 'vitest';
import { Delivery } from '../../../src/sinks/influxdb/deliver.js';
import type { WriteAnswer } from '../../../src/sinks/influxdb/server.js';
import { VirtualClock } from '../../helpers/virtual-clock.js';

const lines = Array.from({ length: 10 }, (_, index) => `m f=${index} ${index}`);

/** A database that answers as it is told, and keeps what it took. */
function database(answer: (batch: readonly string[], request: number) => WriteAnswer) {
  const clock = new VirtualClock();
  const kept: string[] = [];
  const at: number[] = [];
  const delivery = new Delivery({
    clock,
    giveUpAfterMs: 60_000,
    write: (text) => {
      at.push(clock.now());
      const batch = (typeof text === 'string' ? text : Buffer.from(text).toString()).split('\n');
      const said = answer(batch, at.length);
      if (said.kind === 'written') kept.push(...batch);
      return Promise.resolve(said);
    },
  });
  return { clock, kept, at, delivery };
}

const written: WriteAnswer = { kind: 'written' };

describe('a delivery', () => {
  it('counts what was written', async () => {
    const { delivery, kept } = database(() => written);
    await delivery.send(lines);
    expect([delivery.written, delivery.refused, kept]).toEqual([10, 0, lines]);
  });

  it('finds the one line that is refused in a batch of bytes too', async () => {
    const { delivery, kept } = database((batch) =>
      batch.includes(lines[6] ?? '') ? { kind: 'refused', count: undefined, why: 'HTTP 400' } : written,
    );
    await delivery.sendBatch({ bytes: new TextEncoder().encode(lines.join('\n')), lines: lines.length });
    expect([delivery.written, delivery.refused]).toEqual([9, 1]);
    expect(delivery.refusals).toEqual([{ line: lines[6], why: 'HTTP 400' }]);
    expect(kept).toEqual(lines.filter((_, index) => index !== 6));
  });

  it('sends nothing for nothing', async () => {
    const { delivery, at } = database(() => written);
    await delivery.send([]);
    expect(at).toEqual([]);
  });

  it('tries again when the database is busy, later each time, and loses nothing', async () => {
    const { delivery, at, kept, clock } = database((_, request) =>
      request <= 4 ? { kind: 'busy', why: 'HTTP 503' } : written,
    );
    const sent = delivery.send(lines);
    await clock.advance(30_000);
    await sent;
    expect(at).toEqual([0, 500, 1_500, 3_500, 7_500]);
    expect([delivery.written, kept]).toEqual([10, lines]);
  });

  it('waits as long as it is asked to', async () => {
    const { delivery, at, clock } = database((_, request) =>
      request === 1 ? { kind: 'busy', why: 'HTTP 429', afterMs: 7_000 } : written,
    );
    const sent = delivery.send(lines);
    await clock.advance(10_000);
    await sent;
    expect(at).toEqual([0, 7_000]);
  });

  it('gives up when the database is away for too long, with what to do', async () => {
    const { delivery, clock } = database(() => ({ kind: 'busy', why: 'connect ECONNREFUSED' }));
    const sent = delivery.send(lines).catch((thrown: unknown) => thrown);
    await clock.advance(120_000);
    expect(await sent).toMatchObject({
      code: 'environment',
      message: expect.stringContaining('ECONNREFUSED') as string,
    });
    expect(delivery.written).toBe(0);
  });

  it('starts to count anew with every success', async () => {
    const { delivery, clock } = database((_, request) =>
      request % 2 === 1 ? { kind: 'busy', why: '', afterMs: 50_000 } : written,
    );
    const sent = (async () => {
      for (const line of lines.slice(0, 4)) await delivery.send([line]);
    })();
    await clock.advance(300_000);
    await sent;
    expect(delivery.written).toBe(4);
  });

  it('does not try again what no waiting mends', async () => {
    const { delivery, at } = database(() => ({ kind: 'hopeless', why: 'HTTP 401' }));
    await expect(delivery.send(lines)).rejects.toMatchObject({ code: 'environment' });
    expect(at).toHaveLength(1);
  });

  it('finds the one line that is refused, and keeps the rest', async () => {
    const bad = lines[6];
    const { delivery, kept } = database((batch) =>
      batch.includes(bad ?? '') ? { kind: 'refused', count: undefined, why: 'HTTP 400, unable to parse' } : written,
    );
    await delivery.send(lines);
    expect(kept).toEqual(lines.filter((line) => line !== bad));
    expect([delivery.written, delivery.refused]).toEqual([9, 1]);
    expect(delivery.refusals).toEqual([{ line: bad, why: 'HTTP 400, unable to parse' }]);
  });

  it('asks no further where the database says that it was every one', async () => {
    const { delivery, at } = database((batch) => ({
      kind: 'refused',
      count: batch.length,
      why: 'field type conflict',
    }));
    await delivery.send(lines);
    expect([delivery.refused, at.length, delivery.refusals.length]).toEqual([10, 1, 5]);
  });

  it('cuts what is too large until it fits, and refuses a line that never does', async () => {
    const { delivery, kept } = database((batch) =>
      batch.length > 3 || batch.includes('m f=0 0') ? { kind: 'too_large' } : written,
    );
    await delivery.send(lines);
    expect(kept).toEqual(lines.slice(1));
    expect([delivery.written, delivery.refused]).toEqual([9, 1]);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const { delivery, clock } = database(() => ({ kind: 'busy', why: '' }));
    const sent = delivery.send(lines, stop.signal).catch((thrown: unknown) => thrown);
    await clock.advance(600);
    stop.abort(new Error('Ctrl-C'));
    expect(await sent).toMatchObject({ message: 'Ctrl-C' });
  });
});
