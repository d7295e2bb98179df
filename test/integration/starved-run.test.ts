/** A run that asks more of this machine than it has says so, and what to do. `npm run truth -- --only advice` follows that. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cli, linesIn, summaryIn } from '../helpers/cli.js';
import { requires } from '../helpers/requirements.js';
import { makeFolder, removeFolder } from '../helpers/temp.js';

requires('chromium')('a starved run', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await makeFolder();
  });
  afterEach(() => removeFolder(folder));

  it('is invalid with 121, names whoever was short, and says over what time the machine could bear it', async () => {
    const starved = await cli(['run', '--participants', '10', '--hold', '6s', '--within', '1s', '--quiet'], folder);
    expect(starved.code).toBe(121);
    const { verdict, generator, reasons } = await summaryIn(folder);
    expect(verdict).toBe('invalid');
    expect(generator.joins.saturated).toBeGreaterThan(generator.joins.healthy);
    expect(generator.short.browsers).toBeGreaterThan(0);
    expect((await linesIn(folder)).some((line) => line.type === 'health' && (line.meeting_cpu ?? 0) > 0)).toBe(true);

    const [, within] = /use (--within \d+s)/.exec(reasons.join(' ')) ?? [];
    expect(within).toBeDefined();
  });
});
