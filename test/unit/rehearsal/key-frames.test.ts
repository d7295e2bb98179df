import { describe, expect, it } from 'vitest';
import { KeyFrameRequests } from '../../../src/rehearsal/sfu/key-frames.js';
import type { Clock } from '../../../src/shared/clock.js';

/** A clock that stands still until told to go on. */
function handClock() {
  let now = 0;
  const sleepers: { at: number; wake: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    sleep: (ms) =>
      new Promise((resolve) => {
        sleepers.push({ at: now + ms, wake: resolve });
      }),
    every: () => () => undefined,
  };
  return {
    clock,
    go: async (ms: number): Promise<void> => {
      const until = now + ms;
      for (;;) {
        const next = sleepers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        sleepers.splice(sleepers.indexOf(next), 1);
        now = next.at;
        next.wake();
        await Promise.resolve();
        await Promise.resolve();
      }
      now = until;
    },
  };
}

function requests() {
  const { clock, go } = handClock();
  const sent: number[] = [];
  return { go, sent, requests: new KeyFrameRequests(clock, () => sent.push(clock.now())) };
}

describe('KeyFrameRequests', () => {
  it('sends the first request at once, and one for many', async () => {
    const { go, sent, requests: merged } = requests();
    merged.request();
    merged.request();
    merged.request();
    await go(30);
    merged.arrived();
    await go(2_000);
    expect(sent).toEqual([0]);
  });

  it('asks again every 500 ms while no key frame comes', async () => {
    const { go, sent, requests: merged } = requests();
    merged.request();
    await go(1_200);
    merged.arrived();
    await go(2_000);
    expect(sent).toEqual([0, 500, 1_000]);
  });

  it('a wish after the key frame waits until 500 ms have passed', async () => {
    const { go, sent, requests: merged } = requests();
    merged.request();
    await go(30);
    merged.arrived();
    await go(70);
    merged.request();
    await go(450);
    merged.arrived();
    expect(sent).toEqual([0, 500]);
  });

  it('a later wish is served at once', async () => {
    const { go, sent, requests: merged } = requests();
    merged.request();
    await go(30);
    merged.arrived();
    await go(5_000);
    merged.request();
    expect(sent).toEqual([0, 5_030]);
  });
});
