import { describe, expect, it } from 'vitest';
import { ensureBrowser, type BrowserSources } from '../../../src/browser/ensure-browser.js';
import type { LocatedBrowser } from '../../../src/browser/locate-browser.js';

interface World {
  readonly installed?: boolean;
  readonly download?: 'fails' | 'works' | 'does not start';
  readonly manager?: 'fails' | 'works';
}

function world({ installed = false, download = 'fails', manager }: World): BrowserSources {
  let there: LocatedBrowser | undefined = installed
    ? { executablePath: '/usr/bin/chromium', source: 'installed' }
    : undefined;
  return {
    locate: () => there,
    download: () => {
      if (download !== 'fails') there = { executablePath: '/cache/chrome', source: 'playwright' };
      return download !== 'fails';
    },
    manager: manager === undefined ? undefined : 'apt-get',
    install: () => {
      if (manager === 'fails') return 'E: Unable to locate package chromium';
      there = { executablePath: '/usr/bin/chromium', source: 'installed' };
      return undefined;
    },
    starts: (executablePath) => executablePath !== '/cache/chrome' || download === 'works',
  };
}

function ensure(sources: World): { readonly result: string; readonly said: readonly string[] } {
  const said: string[] = [];
  try {
    const { source } = ensureBrowser((line) => said.push(line), world(sources));
    return { result: source, said };
  } catch (error) {
    return { result: (error as { hint: string }).hint, said };
  }
}

const downloading = 'No Chrome or Chromium found; downloading one with Playwright …';

describe('ensureBrowser', () => {
  it('says nothing when one is there', () => {
    expect(ensure({ installed: true })).toEqual({ result: 'installed', said: [] });
  });

  it('downloads one', () => {
    expect(ensure({ download: 'works', manager: 'works' })).toEqual({ result: 'playwright', said: [downloading] });
  });

  it('asks the package manager when the download fails', () => {
    expect(ensure({ manager: 'works' })).toEqual({
      result: 'installed',
      said: [downloading, 'The download failed.', 'Installing chromium with apt-get …'],
    });
  });

  it('asks the package manager when the download does not start', () => {
    expect(ensure({ download: 'does not start', manager: 'works' })).toMatchObject({ result: 'installed' });
  });

  it.each<World>([{}, { manager: 'fails' }, { download: 'does not start' }])(
    'tells what to type in the end: %j',
    (sources) => {
      expect(ensure(sources).result).toMatch(/type: npx playwright install --no-shell chromium/);
    },
  );

  it('passes on the package manager’s own words', () => {
    expect(ensure({ manager: 'fails' }).said.at(-1)).toBe('That failed: E: Unable to locate package chromium.');
  });
});
