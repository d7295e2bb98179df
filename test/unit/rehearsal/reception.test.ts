import { describe, expect, it } from 'vitest';
import { Reception } from '../../../src/rehearsal/sfu/reception.js';

/** Packets every 20 ms of a 90 kHz stream. */
function receive(reception: Reception, sequenceNumbers: readonly number[], from = 0): readonly number[] {
  return sequenceNumbers.flatMap((number, index) => [
    ...reception.packet(number, (from + index) * 1_800, (from + index) * 20),
  ]);
}

describe('Reception', () => {
  it('has no report, rather than one of zeros, before the first packet', () => {
    expect(new Reception(1, 90_000).reportBlock(0)).toBeUndefined();
  });

  it('tells which packets were skipped, once', () => {
    expect(receive(new Reception(1, 90_000), [1, 2, 5, 3, 6])).toEqual([3, 4]);
  });

  it('asks for nothing after a long pause', () => {
    expect(receive(new Reception(1, 90_000), [1, 2, 500])).toEqual([]);
  });

  it('counts loss, in all and since the last report', () => {
    const reception = new Reception(1, 90_000);
    receive(reception, [10, 11, 13, 14]);
    expect(reception.reportBlock(100)).toMatchObject({ packetsLost: 1, fractionLost: 51, highestSequence: 14 });
    receive(reception, [15, 16], 4);
    expect(reception.reportBlock(200)).toMatchObject({ packetsLost: 1, fractionLost: 0, highestSequence: 16 });
  });

  it('says how many were expected and how many were lost', () => {
    const reception = new Reception(1, 90_000);
    expect(reception.counts).toEqual({ expected: 0, lost: 0 });
    receive(reception, [10, 11, 13, 14]);
    expect(reception.counts).toEqual({ expected: 5, lost: 1 });
  });

  it('goes on counting when numbers wrap', () => {
    const reception = new Reception(1, 90_000);
    expect(receive(reception, [65_534, 65_535, 1])).toEqual([0]);
    expect(reception.reportBlock(100)).toMatchObject({ packetsLost: 1, highestSequence: 65_537 });
  });

  it('has no jitter when packets come evenly', () => {
    const reception = new Reception(1, 90_000);
    receive(reception, [1, 2, 3, 4]);
    expect(reception.reportBlock(100)?.jitter).toBe(0);
  });

  it('lets the publisher compute the round trip: its last report and how long ago it came', () => {
    const reception = new Reception(1, 90_000);
    receive(reception, [1]);
    reception.senderReport(0x1234_5678_9abc_def0n, 1_000);
    expect(reception.reportBlock(1_500)).toMatchObject({ lsr: 0x5678_9abc, dlsr: 32_768 });
  });
});
