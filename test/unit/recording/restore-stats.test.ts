import { describe, expect, it } from 'vitest';
import type { StatsLine } from '../../../src/model/line.js';
import { hostMs } from '../../../src/model/time.js';
import { createStatsDelta } from '../../../src/probe/page/stats-delta.js';
import { statsRestorer } from '../../../src/recording/restore-stats.js';

const line = (pcs: StatsLine['pcs'], rest: Partial<StatsLine> = {}): StatsLine => ({
  t: hostMs(1),
  p: 'a-1',
  type: 'stats',
  document: 'd',
  full: false,
  pcs,
  ...rest,
});
const objects = (restored: ReturnType<ReturnType<typeof statsRestorer>['restore']>): unknown =>
  Object.fromEntries([...restored.pcs].map(([pc, stats]) => [pc, Object.fromEntries(stats)]));

describe('statsRestorer', () => {
  it('puts back the fields that did not change', () => {
    const { restore } = statsRestorer();
    restore(line({ '1': { IT: { type: 'inbound-rtp', packetsReceived: 1, codecId: 'c' } } }, { full: true }));
    expect(objects(restore(line({ '1': { IT: { packetsReceived: 2 } } })))).toEqual({
      '1': { IT: { id: 'IT', type: 'inbound-rtp', packetsReceived: 2, codecId: 'c' } },
    });
  });

  it('drops fields and objects that are null, and a peer connection without objects', () => {
    const { restore } = statsRestorer();
    restore(line({ '1': { IT: { type: 'inbound-rtp', framesPerSecond: 15 }, C: { type: 'codec' } } }));
    expect(objects(restore(line({ '1': { IT: { framesPerSecond: null }, C: null } })))).toEqual({
      '1': { IT: { id: 'IT', type: 'inbound-rtp' } },
    });
    expect(objects(restore(line({ '1': { IT: null } })))).toEqual({});
  });

  it('gives the same object again when nothing of it changed, and never changes one that it gave', () => {
    const { restore } = statsRestorer();
    const first = restore(line({ '1': { A: { type: 'x', n: 1 }, B: { type: 'x', n: 1 } } })).pcs.get('1')!;
    const [a, b] = [first.get('A'), first.get('B')];
    const second = restore(line({ '1': { A: { n: 2 } } })).pcs.get('1')!;
    expect(second.get('B')).toBe(b);
    expect(a).toEqual({ id: 'A', type: 'x', n: 1 });
    expect(second.get('A')).toEqual({ id: 'A', type: 'x', n: 2 });
  });

  it('keeps participants and documents apart', () => {
    const { restore } = statsRestorer();
    restore(line({ '1': { A: { type: 'x', n: 1 } } }));
    expect(objects(restore(line({ '1': { A: { type: 'x' } } }, { p: 'b-1' })))).toEqual({
      '1': { A: { id: 'A', type: 'x' } },
    });
    expect(objects(restore(line({}, { document: 'e' })))).toEqual({});
    expect(objects(restore(line({})))).toEqual({ '1': { A: { id: 'A', type: 'x', n: 1 } } });
  });

  it('forgets a document that is gone, or all of a participant', () => {
    const restorer = statsRestorer();
    restorer.restore(line({ '1': { A: { type: 'x' } } }));
    restorer.restore(line({ '1': { A: { type: 'x' } } }, { document: 'e' }));
    restorer.forget('a-1', 'd');
    expect(objects(restorer.restore(line({})))).toEqual({});
    restorer.forget('a-1');
    expect(objects(restorer.restore(line({}, { document: 'e' })))).toEqual({});
  });

  it('is no way to reach the prototype of anything', () => {
    const { restore } = statsRestorer();
    const hostile = JSON.parse('{"__proto__":{"__proto__":{"polluted":1}}}') as StatsLine['pcs'];
    restore(line(hostile));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('is the inverse of what the page leaves out', () => {
    const delta = createStatsDelta(JSON.stringify);
    const { restore } = statsRestorer();
    const seconds = [
      [{ id: 'A', type: 'inbound-rtp', packetsReceived: 1, freezeCount: 0 }],
      [
        { id: 'A', type: 'inbound-rtp', packetsReceived: 2, frameWidth: 640 },
        { id: 'C', type: 'codec', mimeType: 'm' },
      ],
      [{ id: 'A', type: 'inbound-rtp', packetsReceived: 2 }],
    ];
    for (const stats of seconds) {
      const restored = restore(line({ '1': delta.of('1', stats, true) }));
      expect([...restored.pcs.get('1')!.values()]).toEqual(stats);
    }
  });
});
