import { describe, expect, it } from 'vitest';
import { judgePairs, type Pair } from '../../truth/generator.js';

const run = (ms: number, invalid: boolean) => ({
  joinTimes: [ms, ms],
  planned: 2,
  invalid,
  reasons: [],
  stolen: 0,
  folder: '',
});
/** Five pairs of each kind, by how much longer a starved join takes. */
const pairs = (times: Readonly<Record<string, number>>, { missed = 0, flagged = 0 } = {}): readonly Pair[] =>
  Object.entries(times)
    .flatMap(([kind, longer]) => Array.from({ length: 5 }, () => ({ kind, longer })))
    .map(({ kind, longer }, index) => ({
      kind,
      healthy: run(100, index < flagged),
      starved: run(100 * longer, index >= missed),
    }));
const sixKinds = { a: 1.2, b: 1.3, c: 2, d: 2, e: 2, f: 2 };
const judged = (measured: readonly Pair[]) => judgePairs(measured, 1, false, 30);

describe('the generator row', () => {
  it('is met by thirty starved runs of six kinds, two of them mild, with one wrong on each side', () => {
    expect(judged(pairs(sixKinds))).toMatchObject({ met: true, figures: { starved: 30, mild_kinds: 2 } });
    expect(judged(pairs(sixKinds, { missed: 1, flagged: 1 })).met).toBe(true);
    expect(judged(pairs(sixKinds, { missed: 2 })).met).toBe(false);
    expect(judged(pairs(sixKinds, { flagged: 2 })).met).toBe(false);
  });

  it('is missed when fewer runs were starved, whatever was flagged of them', () => {
    const { met, figures } = judged([...pairs({ ...sixKinds, f: 1.05 }), ...pairs({ g: 1 })]);
    expect({ met, starved: figures.starved }).toEqual({ met: false, starved: 25 });
    expect(judged(pairs({ ...sixKinds, e: 1, f: 1, g: 1.2, h: 2 })).met).toBe(true);
  });

  it('is missed when all that starved was plain to see', () => {
    expect(judged(pairs({ ...sixKinds, a: 2, b: 1.6 })).met).toBe(false);
  });
});
