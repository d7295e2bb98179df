import { describe, expect, it } from 'vitest';
import {
  checkBrowser,
  checkLeftovers,
  checkMemory,
  checkNode,
  checkOpenFiles,
  checkSharedMemory,
  checkSpace,
  diagnose,
} from '../../../src/generator/diagnose.js';
import { monotonicClock } from '../../../src/shared/clock.js';
import { HarnessError } from '../../../src/shared/errors.js';

const browser = {
  executablePath: '/usr/bin/chromium',
  version: '156.0.8078.79',
  source: 'installed',
  h264: true,
  headless: true,
} as const;

describe('diagnose', () => {
  it.each([
    ['20.19.0', 'ok'],
    ['22.1.0', 'ok'],
    ['20.18.3', 'bad'],
    ['18.20.0', 'bad'],
  ])('finds Node %s %s', (version, ok) => {
    expect(checkNode(version).ok).toBe(ok);
  });

  it('tells the browser, where it came from and whether it can H.264', () => {
    expect(checkBrowser(browser)).toEqual([
      { name: 'browser', ok: 'ok', found: '156.0.8078.79 (installed, /usr/bin/chromium)' },
      { name: 'H.264', ok: 'ok', found: 'yes' },
    ]);
    expect(checkBrowser({ ...browser, version: '146.0.1', h264: false }).map(({ ok }) => ok)).toEqual(['warn', 'warn']);
  });

  it('passes on what to type when there is no browser', () => {
    expect(checkBrowser(new HarnessError('environment', 'There is none.', { hint: 'Type: …' }))).toEqual([
      { name: 'browser', ok: 'bad', found: 'There is none.', advice: 'Type: …' },
    ]);
  });

  it('wants memory for those whom the cores hold', () => {
    const machine = { os: 'Linux', cores: 2, memory_bytes: 8e9 };
    expect(checkMemory(machine, 6, 4e9).ok).toBe('ok');
    expect(checkMemory(machine, 6, undefined).ok).toBe('ok');
    expect(checkMemory(machine, 6, 1e9)).toMatchObject({ ok: 'warn', found: '8.0 GB, 1.0 GB available' });
    // A container's limit is below what the machine has free.
    expect(checkMemory({ ...machine, memory_bytes: 1e9 }, 6, 4e9).ok).toBe('warn');
  });

  it('leaves out what the system does not tell', () => {
    expect(checkSharedMemory(undefined)).toEqual([]);
    expect(checkOpenFiles(undefined)).toEqual([]);
    expect(checkSpace('free disk', '/x', undefined)).toEqual([]);
  });

  it('warns of what is scarce and fails what is gone', () => {
    expect(checkSharedMemory({ free: 64e6 })[0]?.ok).toBe('warn');
    expect(checkOpenFiles(256)[0]?.ok).toBe('warn');
    expect(checkOpenFiles(Infinity)).toEqual([{ name: 'open files', ok: 'ok', found: 'unlimited' }]);
    expect(checkSpace('free disk', '/x', { free: 5e8 })[0]?.ok).toBe('warn');
    expect(checkSpace('free disk', '/x', { free: 5e6 })[0]?.ok).toBe('bad');
  });

  it('counts what dead runs left behind', () => {
    expect(checkLeftovers([]).ok).toBe('ok');
    expect(checkLeftovers(['/tmp/rollcall/1-1'])).toMatchObject({
      ok: 'warn',
      found: 'temporary folders of 1 dead run',
    });
  });

  it('gives every check something found, and advice wherever something is wrong', async () => {
    const capacity = { participants: 6, text: '6 participants' };
    const checks = await diagnose({ clock: monotonicClock(), browser, capacity, resultsFolder: '.' });
    expect(checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['node', 'browser', 'cores', 'memory', 'loopback UDP']),
    );
    for (const check of checks) {
      expect(check.found).not.toBe('');
      expect(check.ok === 'ok' || check.advice !== undefined).toBe(true);
    }
  });
});
