/** `rollcall doctor --calibrate`, and what runs make of it before they start. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { machineFacts } from '../../src/generator/machine.js';
import { cli } from '../helpers/cli.js';
import { requires } from '../helpers/requirements.js';
import { makeFolder, removeFolder } from '../helpers/temp.js';

let cwd: string;
let file: string;
beforeEach(async () => {
  cwd = await makeFolder();
  file = path.join(cwd, 'cache', 'rollcall', 'calibration.json');
});
afterEach(() => removeFolder(cwd));

const here = (...args: readonly string[]) => cli(args, cwd, { XDG_CACHE_HOME: path.join(cwd, 'cache') });

requires('chromium')('doctor --calibrate', () => {
  it('measures what a participant costs and keeps it, or says who disturbed it and keeps nothing', async () => {
    const { code, out, err } = await here('doctor', '--calibrate');
    if (code === 122) {
      // On a machine with other work, as CI's may be.
      expect(err).toMatch(/Other programs took/);
      return;
    }
    expect(code).toBe(0);
    expect(out).toMatch(/measured: \d/);
    const { machine, browser, cost } = JSON.parse(await readFile(file, 'utf8')) as Record<
      string,
      Record<string, number>
    >;
    expect(machine?.cores).toBe(machineFacts().cores);
    expect(browser).toMatch(/^\d+\./);
    // A page cannot be loaded in a hundredth of a second, and six people came to this machine one by one.
    expect(cost?.processor_s_per_join).toBeGreaterThan(0.05);
    expect(cost?.processor_s_per_join).toBeLessThan(machineFacts().cores * 6);
    expect(cost?.cores_per_held).toBeGreaterThan(0.001);
  });
});

describe('a plan', () => {
  const scenario = `export default { scenarios: { all: { executor: 'burst', vus: 12, within: '4s', hold: '60s' } } };`;
  const keep = async (joinCost: number): Promise<void> => {
    const { cores, cpu_model } = machineFacts();
    const cost = { processor_s_per_join: joinCost, cores_per_held: 0.001, cores_beside_per_held: 0 };
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify({ measured_at: '', machine: { cores, cpu_model }, browser: '', cost }));
  };

  it('is warned about before it starts when it asks for more than this machine was measured to have', async () => {
    await writeFile(path.join(cwd, 'many.ts'), scenario);
    await keep(100);
    const warned = await here('inspect', 'many.ts');
    expect(warned.out).toMatch(/warning .*doctor --calibrate has measured.*--within \d+s, or use a second machine/s);
    await keep(0.001);
    expect((await here('inspect', 'many.ts')).out).not.toContain('warning');
  });
});
