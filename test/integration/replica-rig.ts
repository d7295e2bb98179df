/** A replica and a browser for its tests, which drive it by hand: what a profile will meet, without any profile. */
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { walls, type Language, type Wall } from '../fixtures/platforms/shared/knobs.js';
import { launchTestBrowser } from '../helpers/browser.js';
import { startReplica, type Replica } from '../helpers/replica.js';
import type { ReplicaName } from '../fixtures/platforms/replicas.js';

/** Two noisy cores: how long to wait is no assertion. */
export const patience = 40_000;

export let replica: Replica;
let browser: Browser;
const contexts: BrowserContext[] = [];

/** To be called once by a test file, at its top. Simplified Chinese, nothing late and no app, unless a meeting says otherwise. */
export function withReplica(platform: ReplicaName): void {
  beforeAll(async () => {
    browser = await launchTestBrowser({ fakeDevices: true });
    replica = await startReplica({ platform, language: 'zh-CN', lateMs: 0, triesApp: false });
  });
  afterAll(async () => {
    await browser.close();
    await replica.stop();
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });
}

type ContextOptions = Parameters<Browser['newContext']>[0];

async function newPage(options: ContextOptions): Promise<Page> {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'], ...options });
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  return page;
}

/** A browser context of its own: another participant. */
export async function open(path: string, options: ContextOptions = {}): Promise<Page> {
  const page = await newPage(options);
  await page.goto(replica.origin + path);
  return page;
}

/** What this person's pages said that they showed, in order. */
export function screensOf(name: string): readonly string[] {
  return replica.truthOf(name).map(({ screen }) => screen);
}

export async function reaches(name: string, screen: string): Promise<void> {
  await expect.poll(() => screensOf(name), { timeout: patience }).toContain(screen);
}

/** Until some remote picture has moved on by a few frames. */
export async function seesVideo(page: Page): Promise<void> {
  // Page code is text here. The first picture is one's own.
  const frames = `[...document.querySelectorAll('video')].slice(1)
    .map((video) => video.getVideoPlaybackQuality().totalVideoFrames).reduce((a, b) => Math.max(a, b), 0)`;
  await expect.poll(() => page.evaluate<number>(frames), { timeout: patience }).toBeGreaterThan(5);
}

/**
 * Every wall in every language, in one page: what stands there and what the page says that it is. `press` does what it takes to
 * get to the wall; it is not called where the wall is there at once.
 *
 * @returns the words, by language, in the order of `walls`.
 */
export async function allWalls(
  linkOf: (code: string) => string,
  atOnce: readonly Wall[],
  press: (page: Page) => Promise<void>,
): Promise<Readonly<Record<Language, readonly string[]>>> {
  const words: Record<Language, string[]> = { 'zh-CN': [], 'zh-TW': [], en: [] };
  const page = await newPage({});
  for (const language of ['zh-CN', 'zh-TW', 'en'] as const) {
    for (const wall of walls) {
      const code = `wall-${wall}-${language}`;
      replica.meeting(code, { language, wall });
      await page.goto(replica.origin + linkOf(code));
      if (!atOnce.includes(wall)) await press(page);
      const shown = (): boolean => replica.truth.some((moment) => moment.code === code && moment.screen === wall);
      await expect.poll(shown, { timeout: patience, message: code }).toBe(true);
      words[language].push(await page.locator('body').innerText());
    }
  }
  return words;
}
