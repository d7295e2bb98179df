import { describe, expect, it } from 'vitest';
import { locateBrowser, type BrowserSearch } from '../../../src/browser/locate-browser.js';

function machine(files: readonly string[], search: Partial<BrowserSearch> = {}): BrowserSearch {
  return {
    platform: 'linux',
    env: { PATH: '/usr/local/bin:/usr/bin' },
    home: '/home/kim',
    playwrightPath: '/home/kim/.cache/ms-playwright/chromium/chrome',
    isExecutable: (file) => files.includes(file),
    ...search,
  };
}

describe('locateBrowser', () => {
  it('is undefined where there is none', () => {
    expect(locateBrowser(machine([]))).toBeUndefined();
  });

  it('prefers Chrome to Chromium, wherever on PATH they are', () => {
    expect(locateBrowser(machine(['/usr/local/bin/chromium', '/usr/bin/google-chrome']))).toEqual({
      executablePath: '/usr/bin/google-chrome',
      source: 'installed',
    });
  });

  it('prefers an installed one to Playwright’s', () => {
    const playwright = '/home/kim/.cache/ms-playwright/chromium/chrome';
    expect(locateBrowser(machine([playwright, '/usr/bin/chromium']))?.source).toBe('installed');
    expect(locateBrowser(machine([playwright]))).toEqual({ executablePath: playwright, source: 'playwright' });
  });

  it.each([
    ['linux', '/opt/google/chrome/chrome', {}],
    ['darwin', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', {}],
    ['darwin', '/home/kim/Applications/Chromium.app/Contents/MacOS/Chromium', {}],
    ['win32', 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', { ProgramFiles: 'C:\\Program Files' }],
    ['win32', 'D:\\Local\\Chromium\\Application\\chrome.exe', { LOCALAPPDATA: 'D:\\Local' }],
    ['win32', 'C:\\tools\\chrome.exe', { Path: 'C:\\other;C:\\tools' }],
  ] as const)('looks where %s puts it: %s', (platform, file, env) => {
    expect(locateBrowser(machine([file], { platform, env }))).toEqual({ executablePath: file, source: 'installed' });
  });

  it('takes the one that ROLLCALL_BROWSER names, by path or by name', () => {
    const files = ['/usr/bin/chromium', '/opt/beta/chrome'];
    expect(locateBrowser(machine(files, { env: { ROLLCALL_BROWSER: '/opt/beta/chrome' } }))).toEqual({
      executablePath: '/opt/beta/chrome',
      source: 'given',
    });
    expect(locateBrowser(machine(files, { env: { ROLLCALL_BROWSER: 'chromium', PATH: '/usr/bin' } }))?.source).toBe(
      'given',
    );
  });

  it('refuses to take another one when the one that was asked for is not there', () => {
    const search = machine(['/usr/bin/chromium'], { env: { PATH: '/usr/bin', ROLLCALL_BROWSER: '/nowhere/chrome' } });
    expect(() => locateBrowser(search)).toThrow(expect.objectContaining({ code: 'environment' }) as Error);
  });
});
