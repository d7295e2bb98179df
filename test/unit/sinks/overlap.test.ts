import { describe, expect, it } from 'vitest';
import { overlapping } from '../../../src/sinks/influxdb/overlap.js';

/** A sending that ends when it is told to. */
function sending() {
  let resolve = (): void => undefined;
  let reject = (_: Error): void => undefined;
  const promise = new Promise<void>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { promise, resolve, reject };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('sendings that overlap', () => {
  it('are told in the order in which they began, whichever ends first', async () => {
    const told: number[] = [];
    const [first, second] = [sending(), sending()];
    const sendings = overlapping(2);
    for (const [index, { promise }] of [first, second].entries()) {
      await sendings.begin(
        () => promise,
        () => Promise.resolve(void told.push(index)),
      );
    }
    second.resolve();
    await settled();
    expect(told).toEqual([]);
    first.resolve();
    await sendings.end();
    expect(told).toEqual([0, 1]);
  });

  it('are no more at once than they may be', async () => {
    const [first, second] = [sending(), sending()];
    const sendings = overlapping(1);
    const nothing = (): Promise<void> => Promise.resolve();
    await sendings.begin(() => first.promise, nothing);
    let begun = false;
    const beginning = sendings.begin(() => {
      begun = true;
      return second.promise;
    }, nothing);
    await settled();
    expect(begun).toBe(false);
    first.resolve();
    await beginning;
    expect(begun).toBe(true);
    second.resolve();
    await sendings.end();
  });

  it('end with what one of them threw, once none is on its way', async () => {
    const told: number[] = [];
    const [first, second] = [sending(), sending()];
    const sendings = overlapping(2);
    for (const [index, { promise }] of [first, second].entries()) {
      await sendings.begin(
        () => promise,
        () => Promise.resolve(void told.push(index)),
      );
    }
    first.reject(new Error('refused'));
    let over = false;
    const end = sendings.end().finally(() => (over = true));
    end.catch(() => undefined);
    second.resolve();
    await expect(end).rejects.toThrow('refused');
    expect([over, told]).toEqual([true, []]);
  });
});
