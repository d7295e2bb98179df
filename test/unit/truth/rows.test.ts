import { describe, expect, it } from 'vitest';
import type { TruthOptions, TruthRow } from '../../truth/row.js';
import { measureRow, rows, rowsNamed } from '../../truth/rows.js';

const options: TruthOptions = { scale: 0.5, short: false, full: false };
const row = (measure: TruthRow['measure']): TruthRow => ({ name: 'a row', target: 'holds', short: 0.1, measure });

describe('measureRow', () => {
  it('is missed, with the sentence, when the row throws', async () => {
    const measured = await measureRow(
      row(() => Promise.reject(new Error('No browser.'))),
      options,
    );
    expect(measured).toMatchObject({ name: 'a row', target: 'holds', met: false, misses: ['No browser.'] });
  });

  it('makes a share of the trials, and in CI’s short form the row’s own share of those', async () => {
    const asked: number[] = [];
    const seen = row(({ scale }) => {
      asked.push(scale);
      return Promise.resolve({ met: true, figures: {} });
    });
    await measureRow(seen, options);
    await measureRow(seen, { ...options, short: true });
    expect(asked).toEqual([0.5, 0.05]);
  });

  it('says how loaded the machine was', async () => {
    const { load } = await measureRow(
      row(() => Promise.resolve({ met: true, figures: {} })),
      options,
    );
    expect(load.seconds).toBeGreaterThanOrEqual(0);
    expect(load.load_before).toBeGreaterThanOrEqual(0);
  });
});

describe('rowsNamed', () => {
  it('finds rows by a part of their name, and all without one', () => {
    expect(rowsNamed('drop').map(({ name }) => name)).toEqual(['drops']);
    expect(rowsNamed()).toEqual(rows);
    expect(rowsNamed('nothing of that name')).toEqual([]);
  });

  it('leaves out of CI’s short form what has none', () => {
    const short = rowsNamed('', true);
    expect(short.length).toBeGreaterThan(0);
    expect(short.every((row) => row.short > 0)).toBe(true);
    expect(rows.some((row) => row.short === 0)).toBe(true);
  });
});
