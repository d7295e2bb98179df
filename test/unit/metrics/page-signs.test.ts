import { describe, expect, it } from 'vitest';
import { PageSignsReducer } from '../../../src/metrics/page-signs.js';
import type { Line, StatsLine } from '../../../src/model/line.js';
import { hostMs } from '../../../src/model/time.js';
import { sampleScheduled } from '../../helpers/sample-lines.js';

const p = sampleScheduled.p;
const stats = (t: number, objects: StatsLine['pcs'][string], late?: number, stalled?: number): Line => ({
  t: hostMs(t),
  p,
  type: 'stats',
  document: 'd1',
  full: false,
  ...(late !== undefined && { late_ms: late }),
  ...(stalled !== undefined && { stalled_ms: stalled }),
  pcs: { pc1: objects },
});

function after(...lines: readonly Line[]): PageSignsReducer {
  const reducer = new PageSignsReducer();
  for (const line of [sampleScheduled, ...lines]) reducer.step(line);
  return reducer;
}

describe('what pages tell of the generator', () => {
  it('is how late each was at most since it was asked', () => {
    const reducer = after(stats(1_000, {}, 80), stats(2_000, {}, 30));
    expect(reducer.take(2_500).lateMs).toEqual([80]);
    expect(reducer.take(3_500).lateMs).toEqual([]);
    reducer.step(stats(4_000, {}));
    expect(reducer.take(4_500).lateMs).toEqual([0]);
  });

  it('is for how long each had no processor, from its second line on, where its browser can tell', () => {
    const reducer = after(stats(300, {}, 80, 70));
    expect(reducer.take(500).stalledMs).toEqual([]);
    reducer.step(stats(1_300, {}, 80, 60));
    expect(reducer.take(1_500).stalledMs).toEqual([60]);
    reducer.step(stats(2_300, {}));
    expect(reducer.take(2_500).stalledMs).toEqual([0]);
    reducer.step(stats(3_300, {}, 80));
    expect(reducer.take(3_500)).toMatchObject({ lateMs: [80], stalledMs: [] });
  });

  it('is not the lateness of a phone whose processor is slowed on purpose', () => {
    const slow: Line = { t: hostMs(500), p, type: 'action', name: 'processor', phase: 'begin' };
    const reducer = after(slow, stats(1_000, {}, 900));
    expect(reducer.slowed).toBe(1);
    expect(reducer.take(1_500).lateMs).toEqual([]);
    reducer.step({ ...slow, phase: 'end' });
    expect(reducer.slowed).toBe(0);
  });

  it('is which encoders are limited by the processor, until they say otherwise', () => {
    const reducer = after(stats(1_000, { OV: { type: 'outbound-rtp', qualityLimitationReason: 'cpu' } }));
    expect(reducer.take(1_500)).toMatchObject({ streams: 1, limitedStreams: 1 });
    reducer.step(stats(2_000, { OV: { packetsSent: 5 } }));
    expect(reducer.take(2_500).limitedStreams).toBe(1);
    reducer.step(stats(3_000, { OV: { qualityLimitationReason: 'bandwidth' } }));
    expect(reducer.take(3_500)).toMatchObject({ streams: 1, limitedStreams: 0 });
    reducer.step(stats(4_000, { OV: null }));
    expect(reducer.take(4_500).streams).toBe(0);
  });

  it('is which cameras deliver less than was asked, once they had time to begin', () => {
    const reducer = after(stats(1_000, { SV: { type: 'media-source', kind: 'video', framesPerSecond: 4 } }));
    expect(reducer.take(2_000)).toMatchObject({ cameras: 0, slowCameras: 0 });
    expect(reducer.take(7_000)).toMatchObject({ cameras: 1, slowCameras: 1 });
    reducer.step(stats(8_000, { SV: { framesPerSecond: 15 } }));
    expect(reducer.take(8_500)).toMatchObject({ cameras: 1, slowCameras: 0 });
  });

  it('is forgotten with the outcome', () => {
    const reducer = after(stats(1_000, { OV: { type: 'outbound-rtp', qualityLimitationReason: 'cpu' } }, 300), {
      t: hostMs(1_200),
      p,
      type: 'outcome',
      outcome: 'completed',
    });
    expect(reducer.take(1_500)).toMatchObject({ lateMs: [], streams: 0 });
  });
});
