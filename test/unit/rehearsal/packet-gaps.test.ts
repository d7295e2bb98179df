import { describe, expect, it } from 'vitest';
import { PacketGaps } from '../../../src/rehearsal/packet-gaps.js';
import { VirtualClock } from '../../helpers/virtual-clock.js';

async function gapsOf(pauses: readonly number[], closeAfter = 0): Promise<readonly (readonly [number, number?])[]> {
  const clock = new VirtualClock();
  const seen: (readonly [number, number?])[] = [];
  const gaps = new PacketGaps(clock, (from, to) => seen.push(to === undefined ? [from] : [from, to]));
  gaps.packet();
  for (const pause of pauses) {
    await clock.advance(pause);
    gaps.packet();
  }
  await clock.advance(closeAfter);
  gaps.close();
  return seen;
}

describe('PacketGaps', () => {
  it('tells the last packet before and the first after a gap of more than 300 ms', async () => {
    expect(await gapsOf([20, 20, 700, 20])).toEqual([[40, 740]]);
  });

  it('says nothing of packets that come late', async () => {
    expect(await gapsOf([20, 300, 20, 299], 300)).toEqual([]);
  });

  it('tells of a gap that never ended', async () => {
    expect(await gapsOf([20, 20], 301)).toEqual([[40]]);
  });

  it('expects nothing before the first packet', () => {
    const clock = new VirtualClock();
    const seen: number[] = [];
    new PacketGaps(clock, (from) => seen.push(from)).close();
    expect(seen).toEqual([]);
  });
});
