import { describe, expect, it } from 'vitest';
import { InboundSilence } from '../../../src/metrics/inbound-silence.js';
import type { StatsStep } from '../../../src/metrics/stats-reader.js';
import { InboundStats } from '../../../src/metrics/stream-stats.js';
import type { MomentLine, PacketsLine } from '../../../src/model/line.js';

const stopped = (t: number, last: number, kind: 'audio' | 'video' = 'audio'): PacketsLine =>
  ({ t, type: 'packets', event: 'stopped', pc: 'd1.1', id: kind, kind, last_packet: last }) as PacketsLine;
const firstPacket = (t: number, kind: 'audio' | 'video'): MomentLine =>
  ({ t, type: 'moment', name: 'first_packet', kind, track: `${kind}-1` }) as MomentLine;

function stats(from: number, to: number, ...kinds: ('audio' | 'video')[]): StatsStep {
  const began = kinds.map((kind) => Object.assign(new InboundStats('d1.1', kind), { kind, track: `${kind}-1` }));
  return { from, to, began, grew: [], gone: [] } as unknown as StatsStep;
}

describe('InboundSilence', () => {
  it('is none while a track delivers that no stats line has named yet: sound with DTX stops all the time', () => {
    const silence = new InboundSilence();
    silence.moment(firstPacket(1_000, 'audio'));
    silence.moment(firstPacket(1_050, 'video'));
    silence.packets(stopped(1_400, 1_080));
    expect(silence.current).toBeUndefined();
    silence.stats(stats(800, 1_800, 'audio', 'video'));
    expect(silence.current).toBeUndefined();
    silence.packets(stopped(2_400, 2_080, 'video'));
    expect(silence.current).toMatchObject({ from: 2_080 });
  });

  it('waits no longer for a name than two lines take', () => {
    const silence = new InboundSilence();
    silence.moment(firstPacket(1_000, 'video'));
    silence.packets(stopped(1_400, 1_080));
    silence.stats(stats(1_200, 2_200));
    expect(silence.current).toMatchObject({ from: 1_080 });
  });
});
