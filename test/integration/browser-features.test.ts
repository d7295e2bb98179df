/** What the browser's own window does by itself, which a participant would pay for. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findBrowser } from '../../src/browser/find-browser.js';
import { launchBrowser, type RunningBrowser } from '../../src/browser/launch-browser.js';
import { monotonicClock } from '../../src/shared/clock.js';
import { requires } from '../helpers/requirements.js';

const clock = monotonicClock();

requires('chromium')('a browser of ours', () => {
  let running: RunningBrowser;

  beforeAll(async () => {
    running = await launchBrowser((await findBrowser(clock)).executablePath, clock);
  });

  afterAll(() => running.close());

  it('disables all that Playwright disables: Chromium takes the last list only', () => {
    const lists = readFileSync(`/proc/${running.pid}/cmdline`, 'utf8')
      .split('\0')
      .filter((argument) => argument.startsWith('--disable-features='))
      .map((argument) => argument.slice(argument.indexOf('=') + 1).split(','));
    const last = lists.at(-1);
    expect(lists.length).toBeGreaterThan(1);
    for (const list of lists) expect(last).toEqual(expect.arrayContaining(list));
  });

  it('loads no page of its own for a new window', async () => {
    const context = await running.browser.newContext();
    const page = await context.newPage();
    await page.goto('about:blank');
    const session = await running.browser.newBrowserCDPSession();
    const { targetInfos } = await session.send('Target.getTargets', { filter: [{}] });
    expect(targetInfos.map(({ type }) => type).filter((type) => type !== 'page' && type !== 'tab')).toEqual([]);
    await context.close();
  });
});
