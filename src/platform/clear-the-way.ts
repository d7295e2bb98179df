/** What a profile says may lie over the page is cleared away before each action: cookie bars, hints. */
import type { Page } from 'playwright';
import { anyOf } from './find-element.js';
import type { PlatformProfile } from './profile.js';

const mostTimes = 5;
const clickTimeoutMs = 2_000;
const cleared = new WeakSet<Page>();

/** Holds for the page's whole life; asked for again it does nothing. */
export async function clearTheWay({ page, profile }: { page: Page; profile: PlatformProfile }): Promise<void> {
  if (cleared.has(page)) return;
  cleared.add(page);
  for (const { seen, click = seen } of profile.dismiss ?? []) {
    const [obstacle, target] = [seen, click].map((locator) => anyOf(page, locator, profile.elements));
    if (obstacle === undefined || target === undefined) continue;
    const clear = async (): Promise<void> => {
      // What cannot be cleared away may yet not be in the way.
      await target.click({ timeout: clickTimeoutMs }).catch(() => undefined);
    };
    await page.addLocatorHandler(obstacle, clear, { times: mostTimes, noWaitAfter: true });
  }
}
