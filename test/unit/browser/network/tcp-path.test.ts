import { describe, expect, it } from 'vitest';
import { segmentBytes, SharedLink } from '../../../../src/browser/network/shared-link.js';
import { TcpPath } from '../../../../src/browser/network/tcp-path.js';

const never = (): number => 0;
const always = (): number => 0.999_999;
/** 0.999, then 0 for good: the first try is lost, the repetition is not. */
const onlyFirst = (): (() => number) => {
  let tries = 0;
  return () => (tries++ === 0 ? 0.999 : 0);
};

function pathOf(spec: Parameters<TcpPath['set']>[0], random = never): TcpPath {
  const path = new TcpPath(random);
  path.set(spec, 0);
  return path;
}

describe('SharedLink', () => {
  it('sends one after the other at its rate, whoever sends', () => {
    const link = new SharedLink();
    link.set(800, undefined);
    expect(link.send(1_000, 0)).toBe(10);
    expect(link.send(1_000, 5)).toBe(20);
    expect(link.send(1_000, 100)).toBe(110);
  });

  it('is full when more waits than its queue holds, and says for how long', () => {
    const link = new SharedLink();
    link.set(800, 10);
    const queueMs = (10 * segmentBytes * 8) / 800;
    link.send((queueMs * 800) / 8, 0);
    expect(link.fullFor(0)).toBeCloseTo(0);
    link.send(1_000, 0);
    expect(link.fullFor(0)).toBeCloseTo(10);
    expect(link.fullFor(10)).toBeCloseTo(0);
  });

  it('is never full, and takes no time, without a rate', () => {
    const link = new SharedLink();
    expect(link.send(1e9, 7)).toBe(7);
    expect(link.fullFor(7)).toBe(0);
  });

  it('cuts what it sends so that a slow link delivers steadily', () => {
    const link = new SharedLink();
    expect(link.pieceBytes).toBe(65_536);
    link.set(700, undefined);
    expect(link.pieceBytes).toBe(segmentBytes);
    link.set(12_000, undefined);
    expect(link.pieceBytes).toBe(15_000);
  });
});

describe('TcpPath', () => {
  it('takes half the round trip each way', () => {
    const path = pathOf({ rtt_ms: 70 });
    expect(path.arrival(5, 1_000, false)).toBe(40);
    expect(path.handshake()).toBe(35);
  });

  it('lets a lost segment cost a round trip, and the last one a timeout', () => {
    expect(pathOf({ rtt_ms: 100, loss: 0.01 }, onlyFirst()).arrival(0, 1_000, false)).toBe(50 + 100);
    expect(pathOf({ rtt_ms: 100, loss: 0.01 }, onlyFirst()).arrival(0, 1_000, true)).toBe(50 + 100 + 200);
    expect(pathOf({ rtt_ms: 100 }, always).arrival(0, 1_000, true)).toBe(50);
  });

  it('lets a lost handshake cost a second', () => {
    expect(pathOf({ rtt_ms: 100, loss: 0.01 }, onlyFirst()).handshake()).toBe(1_050);
  });

  it('loses more of what is longer', () => {
    // 0.97 is above (1 − 1 %)^4, below 1 − 1 %.
    const at = (bytes: number): number => {
      let tries = 0;
      return pathOf({ rtt_ms: 100, loss: 0.01 }, () => (tries++ === 0 ? 0.97 : 0)).arrival(0, bytes, false);
    };
    expect([at(segmentBytes), at(4 * segmentBytes)]).toEqual([50, 150]);
  });

  it('holds everything back while it is shut, and then lets it take its time', async () => {
    const path = pathOf({ rtt_ms: 100 });
    path.set({ rtt_ms: 0, offline: true }, 1_000);
    let opened = false;
    void path.opened.then(() => {
      opened = true;
    });
    await Promise.resolve();
    expect([path.isShut, opened]).toEqual([true, false]);
    path.set({ rtt_ms: 60 }, 4_000);
    await path.opened;
    expect(path.isShut).toBe(false);
    expect(path.notBefore(2_000)).toBe(4_030);
    expect(path.notBefore(4_001)).toBe(0);
  });

  it('bounds what is on its way by the rate, and else by what a receiver’s window allows', () => {
    expect(pathOf({ rtt_ms: 10 }).window('down')).toBe(6 * 1024 * 1024);
    const path = pathOf({ rtt_ms: 100, down_kbps: 8_000, queue_packets: 100 });
    expect(path.window('down')).toBe(100_000 + 100 * segmentBytes);
    expect(path.window('up')).toBe(6 * 1024 * 1024);
  });
});
