import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import type { Line } from '../../../src/model/line.js';
import { ParticipantBus } from '../../../src/participant/participant-bus.js';
import { ProcessorWindow } from '../../../src/participant/processor-window.js';
import { Semaphore } from '../../../src/shared/semaphore.js';
import { VirtualClock } from '../../helpers/virtual-clock.js';

const never = new AbortController().signal;

function run(places: number) {
  const clock = new VirtualClock();
  const semaphore = new Semaphore(places);
  const told: string[] = [];
  const sink = {
    emit: (line: Line) => {
      if (line.type === 'action') told.push(`${line.t} ${line.p} ${line.name} ${line.phase}`);
    },
  };
  const windowOf = (participant: string): ProcessorWindow =>
    new ProcessorWindow({
      processor: 'entry',
      places: semaphore,
      bus: new ParticipantBus(participant, sink),
      clock,
    });
  return { clock, semaphore, told, windowOf };
}

/** What the browser was asked for. */
function pageAsked(rates: number[]): Page {
  const send = (_method: string, { rate }: { rate: number }) => Promise.resolve(rates.push(rate));
  const session = { send, detach: () => Promise.resolve() };
  return { context: () => ({ newCDPSession: () => Promise.resolve(session) }) } as unknown as Page;
}

describe('ProcessorWindow', () => {
  it('slows from open to close, and says so', async () => {
    const { clock, told, windowOf } = run(1);
    const rates: number[] = [];
    const window = windowOf('phones-1');
    await window.reserve(never);
    await window.open(pageAsked(rates));
    await clock.advance(3_000);
    await window.close();
    await window.close();
    expect(rates).toEqual([5, 1]);
    expect(told).toEqual(['0 phones-1 processor begin', '3000 phones-1 processor end']);
  });

  it('lets nobody else in meanwhile, who waits for as long and says so', async () => {
    const { clock, told, windowOf } = run(1);
    const first = windowOf('phones-1');
    const second = windowOf('phones-2');
    await first.reserve(never);
    await first.open(pageAsked([]));
    const admitted = second.reserve(never).then(() => second.open(pageAsked([])));
    await clock.advance(4_000);
    await first.close();
    await admitted;
    expect(told).toEqual([
      '0 phones-1 processor begin',
      '0 phones-2 processor_wait begin',
      '4000 phones-1 processor end',
      '4000 phones-2 processor_wait end',
      '4000 phones-2 processor begin',
    ]);
  });

  it('gives its place back when the wait or the join is cut short', async () => {
    const { semaphore, windowOf } = run(1);
    const first = windowOf('phones-1');
    await first.reserve(never);
    const stop = new AbortController();
    const waiting = windowOf('phones-2').reserve(stop.signal);
    stop.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
    await first.close();
    expect(semaphore.tryEnter()).toBeDefined();
  });

  it('does not keep its place when the page does not answer any more', async () => {
    const { clock, semaphore, windowOf } = run(1);
    const window = windowOf('phones-1');
    await window.reserve(never);
    const hung = { send: () => new Promise(() => undefined), detach: () => Promise.resolve() };
    const page = { context: () => ({ newCDPSession: () => Promise.resolve(hung) }) } as unknown as Page;
    void window.open(page);
    await clock.run(window.close());
    expect(semaphore.tryEnter()).toBeDefined();
  });
});
