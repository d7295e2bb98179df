/** Photographs a report as people will see it: a desk, a phone, the dark, and paper. For the eye, not for a verdict. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { launchTestBrowser } from '../helpers/browser.js';

const looks = [
  { name: '1280', width: 1_280, height: 900, colorScheme: 'light' },
  { name: '390', width: 390, height: 844, colorScheme: 'light' },
  { name: '1280-dark', width: 1_280, height: 900, colorScheme: 'dark' },
] as const;

/**
 * Opens the report in Chromium and writes `<its name>-1280.png`, `-390.png`, `-1280-dark.png` and `.pdf`.
 * @returns the files written.
 */
export async function photograph(reportFile: string, outFolder: string): Promise<readonly string[]> {
  await mkdir(outFolder, { recursive: true });
  const name = path.basename(reportFile, '.html');
  const browser = await launchTestBrowser();
  const files: string[] = [];
  try {
    for (const { name: look, width, height, colorScheme } of looks) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme });
      await page.goto(pathToFileURL(reportFile).href);
      const file = path.join(outFolder, `${name}-${look}.png`);
      await page.screenshot({ path: file, fullPage: true });
      files.push(file);
      if (look === '1280') {
        const pdf = path.join(outFolder, `${name}.pdf`);
        await page.pdf({ path: pdf, format: 'A4', printBackground: false });
        files.push(pdf);
      }
      await page.close();
    }
  } finally {
    await browser.close();
  }
  return files;
}
