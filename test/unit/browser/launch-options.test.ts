import { describe, expect, it } from 'vitest';
import { launchFailure } from '../../../src/browser/launch-browser.js';
import { launchOptionsFor } from '../../../src/browser/launch-options.js';

const roomy = { sandbox: true, sharedMemoryBytes: 8e9, onlyLoopback: false };

describe('launchOptionsFor', () => {
  it('keeps the sandbox wherever it works', () => {
    expect(launchOptionsFor('/chrome', roomy).chromiumSandbox).toBe(true);
    expect(launchOptionsFor('/chrome', { ...roomy, sandbox: false }).chromiumSandbox).toBe(false);
  });

  it('shares memory in memory where there is enough of it, and in files otherwise', () => {
    const inMemory = '--disable-dev-shm-usage';
    expect(launchOptionsFor('/chrome', roomy).ignoreDefaultArgs).toContain(inMemory);
    for (const tight of [
      { ...roomy, sharedMemoryBytes: 64e6 },
      { sandbox: true, onlyLoopback: false },
    ])
      expect(launchOptionsFor('/chrome', tight).ignoreDefaultArgs).not.toContain(inMemory);
  });

  it('adds loopback candidates only where nothing else could connect', () => {
    expect(launchOptionsFor('/chrome', roomy).args).not.toContain('--allow-loopback-in-peer-connection');
    expect(launchOptionsFor('/chrome', { ...roomy, onlyLoopback: true }).args).toContain(
      '--allow-loopback-in-peer-connection',
    );
  });

  it('leaves signals to the command line, which lets everybody leave first', () => {
    expect(launchOptionsFor('/chrome', roomy)).toMatchObject({ handleSIGINT: false, handleSIGTERM: false });
  });
});

describe('launchFailure', () => {
  it('is the line that tells, out of a log of many', () => {
    const message = [
      'browserType.launch: Target page, context or browser has been closed',
      'Browser logs:',
      '<launching> /chrome --headless',
      '[pid=7][err] /chrome: error while loading shared libraries: libnss3.so: cannot open shared object file',
      'Call log:',
    ].join('\n');
    expect(launchFailure(message)).toBe(
      '/chrome: error while loading shared libraries: libnss3.so: cannot open shared object file',
    );
  });

  it('is the first line when none tells', () => {
    expect(launchFailure('browserType.launch: Timeout 60000ms exceeded.\nCall log:')).toBe('Timeout 60000ms exceeded.');
  });
});
