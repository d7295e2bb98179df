/** The short form of every row of `npm run truth`: what Rollcall says beside what the meeting itself knows. */
import { expect, it } from 'vitest';
import { requires } from '../helpers/requirements.js';
import { measureRow, rowsNamed } from '../truth/rows.js';

requires('chromium')('the truth table, in short', () => {
  it.each(rowsNamed('', true).map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    const { met, misses, figures } = await measureRow(row, { scale: 1, short: true, full: false });
    expect({ met, misses: misses ?? [], figures }).toMatchObject({ met: true, misses: [] });
  });
});
