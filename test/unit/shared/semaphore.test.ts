import { describe, expect, it } from 'vitest';
import { Semaphore } from '../../../src/shared/semaphore.js';

const never = new AbortController().signal;

describe('Semaphore', () => {
  it('lets so many in, and the next when one leaves, in the order in which they came', async () => {
    const semaphore = new Semaphore(2);
    const order: string[] = [];
    const first = await semaphore.enter(never);
    await semaphore.enter(never);
    expect(semaphore.tryEnter()).toBeUndefined();
    const third = semaphore.enter(never).then((leave) => {
      order.push('third');
      return leave;
    });
    void semaphore.enter(never).then(() => order.push('fourth'));
    expect(semaphore.waiting).toBe(2);
    first();
    (await third)();
    await Promise.resolve();
    expect(order).toEqual(['third', 'fourth']);
    expect(semaphore.waiting).toBe(0);
  });

  it('takes a place back once, however often it is given back', async () => {
    const semaphore = new Semaphore(1);
    const leave = await semaphore.enter(never);
    leave();
    leave();
    expect(semaphore.tryEnter()).toBeDefined();
    expect(semaphore.tryEnter()).toBeUndefined();
  });

  it('forgets who gives up waiting', async () => {
    const semaphore = new Semaphore(1);
    const leave = await semaphore.enter(never);
    const patience = new AbortController();
    const waiting = semaphore.enter(patience.signal);
    patience.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    leave();
    expect(semaphore.tryEnter()).toBeDefined();
    await expect(semaphore.enter(patience.signal)).rejects.toThrow('enough');
  });
});
