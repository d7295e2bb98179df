import { describe, expect, it } from 'vitest';
import { Sender } from '../../../src/metrics/sending.js';
import type { StatsStep } from '../../../src/metrics/stats-reader.js';
import type { MediaKind } from '../../../src/model/moment.js';

/** Sent in each second, from 0 on. */
function sends(kind: MediaKind, counts: readonly number[], cut: readonly [number, number] = [-2, -1]): Sender {
  const sender = new Sender((from, to) => cut[0] <= to && cut[1] >= from);
  for (const [second, added] of counts.entries()) {
    const outbound = { key: 'd1.1 OT1', kind, packetsSent: 0, framesSent: undefined, bytesSent: 0, added };
    sender.step({ from: second * 1_000, to: (second + 1) * 1_000, sending: [outbound] } as unknown as StatsStep);
  }
  return sender;
}

describe('a peer that sends sound', () => {
  it('proves a silence of 400 ms while it speaks without a pause', () => {
    expect(sends('audio', [50, 50, 50, 50]).proves(1_300, 1_700)).toBe(true);
    expect(sends('audio', [50, 48, 51, 50]).proves(1_800, 2_250)).toBe(true);
  });

  it('proves nothing by DTX, nor by half a second of speech beside it', () => {
    expect(sends('audio', [2, 3, 2, 3]).proves(1_000, 1_800)).toBe(false);
    expect(sends('audio', [50, 17, 3, 2]).proves(1_500, 1_920)).toBe(false);
    expect(sends('audio', [50, 27, 27, 50]).proves(1_520, 2_480)).toBe(false);
  });

  it('proves a longer silence by what cannot have been sent beside it', () => {
    expect(sends('audio', [50, 10, 50, 10, 50]).proves(1_200, 3_800)).toBe(true);
  });

  it('goes by the pace of its packets', () => {
    expect(sends('audio', [17, 17, 16, 17]).proves(1_200, 2_800)).toBe(true);
    expect(sends('audio', [50, 17, 16, 50]).proves(1_400, 1_850)).toBe(false);
  });
});

describe('a peer that sends pictures', () => {
  it('proves a silence while its camera runs', () => {
    expect(sends('video', [15, 14, 15, 15]).proves(1_300, 1_700)).toBe(true);
  });

  it('proves nothing by a camera that stood still itself for as long', () => {
    expect(sends('video', [15, 15, 8, 15, 15]).proves(2_300, 2_790)).toBe(false);
    expect(sends('video', [15, 15, 14, 15, 15]).proves(2_300, 2_790)).toBe(true);
  });

  it('proves nothing once the camera went off within the second, or is not known yet', () => {
    expect(sends('video', [15, 10, 0, 0]).proves(1_700, 2_500)).toBe(false);
    expect(sends('video', [15, 15]).proves(1_300, 1_700)).toBe(false);
  });

  it('proves nothing by a shared screen that moves now and then, unless it did so within the silence', () => {
    expect(sends('video', [0, 10, 0, 0]).proves(1_400, 1_900)).toBe(false);
    expect(sends('video', [0, 0, 4, 0, 0, 0]).proves(1_400, 3_600)).toBe(true);
  });
});

describe('any peer', () => {
  it('proves nothing while we had it cut off ourselves', () => {
    expect(sends('audio', [50, 50, 50, 50], [1_400, 2_000]).proves(1_300, 1_700)).toBe(false);
  });

  it('proves nothing when there is no line of that time', () => {
    expect(sends('audio', [50]).proves(4_000, 5_000)).toBe(false);
  });
});
