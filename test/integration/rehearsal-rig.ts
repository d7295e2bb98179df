/** The built-in meeting and a browser for its tests: rooms of their own, people who join, what the truth log says. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { startRehearsal, type Rehearsal } from '../../src/rehearsal/start-rehearsal.js';
import type { TruthLine } from '../../src/rehearsal/truth-log.js';
import { launchTestBrowser } from '../helpers/browser.js';

/** Two noisy cores: how long to wait is no assertion. */
export const patience = 40_000;

export let folder: string;
export let rehearsal: Rehearsal;
let browser: Browser;
const contexts: BrowserContext[] = [];

/** To be called once by a test file, at its top. */
export function withRehearsal(): void {
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rollcall-rehearsal-test-'));
    browser = await launchTestBrowser({ fakeDevices: true });
    rehearsal = await startRehearsal({ truthFile: path.join(folder, 'truth.jsonl') });
  });
  afterAll(async () => {
    await browser.close();
    await rehearsal.close();
    await rm(folder, { recursive: true });
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });
}

/** Every test has a room of its own, so that nobody of another test is in the way. */
let rooms = 0;
export function newRoom(): string {
  rooms += 1;
  return `${rehearsal.origin}/m/room-${rooms}`;
}

export async function open(link: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'], ...options });
  contexts.push(context);
  const page = await context.newPage();
  await page.goto(link);
  return page;
}

export async function pressJoin(page: Page, name: string): Promise<void> {
  await page.locator('#name').fill(name);
  await page.locator('#join').click();
}

export async function join(link: string, name: string): Promise<Page> {
  const page = await open(link);
  await pressJoin(page, name);
  await screen(page, 'meeting');
  return page;
}

export async function screen(page: Page, name: string): Promise<void> {
  await page.locator(`html[data-screen="${name}"]`).waitFor({ state: 'attached' });
}

/** Page code is text here: tests are compiled without the DOM. */
const remoteFrames = `document.querySelector('.tile[data-participant] video').getVideoPlaybackQuality().totalVideoFrames`;
export const remoteSound = `[...document.querySelectorAll('.tile[data-participant] audio')]
  .flatMap((player) => player.srcObject.getTracks())
  .map(({ kind, muted, readyState }) => ({ kind, muted, readyState }))`;

export async function frames(page: Page): Promise<number> {
  return page.evaluate<number>(remoteFrames);
}

/** Until a remote picture has moved on by some frames. */
export async function seesVideo(page: Page): Promise<void> {
  await page.locator('.tile[data-participant] video').waitFor({ state: 'visible' });
  const before = await frames(page);
  await expect.poll(async () => (await frames(page)) - before, { timeout: patience }).toBeGreaterThan(5);
}

/** As far as it is written: lines follow what they tell of by a moment. */
export async function truth(): Promise<readonly TruthLine[]> {
  const text = await readFile(rehearsal.truthFile, 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as TruthLine);
}

/** Lines about one person, waiting until the given one is among them. */
export async function truthOf(name: string, type: TruthLine['type']): Promise<readonly TruthLine[]> {
  const own = async (): Promise<readonly TruthLine[]> => {
    const lines = await truth();
    const visits = lines.flatMap((line) => ('name' in line && line.name === name ? [line.visit] : []));
    return lines.filter((line) => 'visit' in line && visits.includes(line.visit));
  };
  await expect.poll(async () => (await own()).map((line) => line.type), { timeout: patience }).toContain(type);
  return own();
}

export function timeOf(lines: readonly TruthLine[], type: TruthLine['type']): number {
  const line = lines.find((candidate) => candidate.type === type);
  if (line === undefined) throw new Error(`no ${type}`);
  return line.t;
}
