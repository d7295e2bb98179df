import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embedScreenshots } from '../../src/report/embed-screenshots.js';
import { renderReport } from '../../src/report/render-report.js';
import { launchTestBrowser } from '../helpers/browser.js';
import { sampleRun, sampleRuns, type SampleOptions } from '../helpers/sample-run.js';

let root: string;
let folder: string;
let browser: Browser;
let picture: Buffer;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'rollcall-report-'));
  folder = path.join(root, 'run');
  await mkdir(folder);
  browser = await launchTestBrowser();
  const page = await browser.newPage({ viewport: { width: 412, height: 839 } });
  await page.setContent('<h1>This meeting is full.</h1>');
  picture = await page.screenshot();
  await page.close();
});
afterAll(async () => {
  await browser.close();
  await rm(root, { recursive: true, force: true });
});

const hostile =
  '"><script>window.ran = 1</script><img src=x onerror="window.ran = 2"><svg onload="window.ran = 3">\u202e' +
  `</style></title>{{7*7}}${'W'.repeat(10_000)}`;

async function opened(
  options: SampleOptions,
  width: number,
): Promise<{ page: Page; complaints: string[]; requests: string[] }> {
  const { data } = sampleRun(options);
  const file = path.join(folder, 'report.html');
  const shots = [...data.course.evidence.values()].flat().flatMap(({ file: shot }) => shot ?? []);
  await mkdir(path.join(folder, 'evidence'), { recursive: true });
  for (const shot of shots) await writeFile(path.join(folder, shot), picture);
  await writeFile(file, renderReport({ ...data, screenshots: await embedScreenshots(folder, data.course) }));
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => requests.push(request.url().slice(0, 60)));
  await page.goto(pathToFileURL(file).href);
  return { page, complaints, requests };
}

const cases = Object.entries({ ...sampleRuns, hostile: { ...sampleRuns.refusals, hostile } });

describe('a report in a browser', () => {
  it.each(cases.flatMap(([name, options]) => [390, 1_280].map((width) => [name, width, options] as const)))(
    'of %s at %s px overflows nowhere, complains of nothing and asks for nothing',
    async (_name, width, options) => {
      const { page, complaints, requests } = await opened(options, width);
      const widest = await page.evaluate('Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)');
      expect(widest).toBeLessThanOrEqual(width);
      await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      expect(complaints).toEqual([]);
      expect(requests.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
      expect(requests.filter((url) => url.startsWith('file:'))).toHaveLength(1);
      await page.close();
    },
  );

  it('runs no script and makes no element of hostile text', async () => {
    const { page } = await opened({ ...sampleRuns.refusals, hostile }, 1_280);
    expect(await page.evaluate('window.ran')).toBeUndefined();
    expect(await page.evaluate('document.querySelectorAll("script, [onload], [onerror], img[src=x]").length')).toBe(0);
    expect(await page.title()).toContain('<script>');
    await page.close();
  });

  it('shows the pictures of those who ended badly', async () => {
    const { page } = await opened(sampleRuns.refusals, 1_280);
    const widths = await page.evaluate('[...document.images].map((image) => image.naturalWidth)');
    expect(widths).toEqual([412, 412, 412, 412, 412, 412]);
    await page.close();
  });

  it('has landmarks, one first heading, named sections and tables with headers', async () => {
    const { page } = await opened(sampleRuns.refusals, 1_280);
    const count = (selector: string): Promise<number> => page.locator(selector).count();
    expect(await count('main')).toBe(1);
    expect(await count('h1')).toBe(1);
    expect(await count('section:not([aria-labelledby])')).toBe(0);
    expect(await count('table:not(:has(thead th[scope=col]))')).toBe(0);
    expect(await count('svg[role=img]:not([aria-label])')).toBe(0);
    expect(await count('img:not([alt])')).toBe(0);
    await page.close();
  });

  it('prints on white, dark screen or not, and every page holds something', async () => {
    const { page } = await opened(sampleRuns.refusals, 1_280);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect(await page.evaluate('getComputedStyle(document.querySelector("h1")).color')).toBe('rgb(23, 32, 46)');
    const pdf = await page.pdf({ format: 'A4' });
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(pages).toBeGreaterThanOrEqual(2);
    expect(pages).toBeLessThanOrEqual(12);
    await page.close();
  });
});

describe('embedScreenshots', () => {
  it('takes pictures of the folder only, and only pictures', async () => {
    await writeFile(path.join(folder, 'ok.png'), picture);
    await writeFile(path.join(folder, 'text.png'), 'root:x:0:0');
    await writeFile(path.join(root, 'outside.png'), picture);
    const { course } = sampleRun(sampleRuns.pass).data;
    const files = ['ok.png', 'text.png', '../outside.png', path.join(folder, 'ok.png'), 'none.png', ''];
    files.forEach((file, index) => {
      course.evidence.set(`p${index}`, [
        { t: course.until, p: `p${index}`, type: 'evidence', kind: 'screenshot', file } as never,
      ]);
    });
    const found = await embedScreenshots(folder, course);
    expect([...found.keys()]).toEqual(['ok.png', path.join(folder, 'ok.png')]);
    expect(found.get('ok.png')).toMatch(/^data:image\/png;base64,/);
  });

  it('stops where the report would grow too big to mail', async () => {
    const { course } = sampleRun({ mobiles: 60, desktops: 0, badEvery: 1, badEnds: [{ outcome: 'unreachable' }] }).data;
    const big = Buffer.concat([picture, Buffer.alloc(100_000)]);
    for (const [line] of course.evidence.values()) await writeFile(path.join(folder, line?.file ?? 'x'), big);
    const found = await embedScreenshots(folder, course);
    const total = [...found.values()].reduce((sum, uri) => sum + uri.length, 0);
    expect(total).toBeGreaterThan(500_000);
    expect(total).toBeLessThan(1_300_000);
  });
});
