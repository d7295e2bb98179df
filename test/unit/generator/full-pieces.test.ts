import { describe, expect, it } from 'vitest';
import { FullPieces } from '../../../src/generator/full-pieces.js';

/** Two cores, pieces of 200 ms: 40 ticks each, so many of them busy. */
function shareOf(...busyTicks: readonly number[]): number | undefined {
  const pieces = new FullPieces();
  let [busy, total] = [1_000, 5_000];
  pieces.step({ busy, total });
  for (const ticks of busyTicks) pieces.step({ busy: (busy += ticks), total: (total += 40) });
  return pieces.take();
}

describe('FullPieces', () => {
  it('tells bursts from the same work spread over the second', () => {
    expect(shareOf(40, 40, 10, 10, 10)).toBeCloseTo(0.4);
    expect(shareOf(22, 22, 22, 22, 22)).toBe(0);
  });

  it('calls a piece full when less than a fifth is left over', () => {
    expect(shareOf(33)).toBe(1);
    expect(shareOf(32)).toBe(0);
  });

  it('counts what the hypervisor took as used', () => {
    const pieces = new FullPieces();
    pieces.step({ busy: 0, steal: 0, total: 0 });
    pieces.step({ busy: 20, steal: 18, total: 40 });
    expect(pieces.take()).toBe(1);
  });

  it('begins anew when taken, with the last reading as the first of the next', () => {
    const pieces = new FullPieces();
    pieces.step({ busy: 0, total: 0 });
    pieces.step({ busy: 40, total: 40 });
    expect(pieces.take()).toBe(1);
    expect(pieces.take()).toBeUndefined();
    pieces.step({ busy: 40, total: 80 });
    expect(pieces.take()).toBe(0);
  });

  it('weighs pieces by their length: a late timer makes a long one', () => {
    const pieces = new FullPieces();
    pieces.step({ busy: 0, total: 0 });
    pieces.step({ busy: 120, total: 120 });
    pieces.step({ busy: 120, total: 160 });
    expect(pieces.take()).toBe(0.75);
  });

  it('learns nothing from what is not told, or from counters that run backwards', () => {
    const pieces = new FullPieces();
    pieces.step(undefined);
    pieces.step({ busy: 100, total: 100 });
    pieces.step({ busy: 40, total: 140 });
    pieces.step({ busy: 200, total: 150 });
    expect(pieces.take()).toBeUndefined();
  });
});
