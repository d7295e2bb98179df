/** Photographs what the dashboards would show: of made-up nights in which much goes wrong, and of a real run when there is one. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { dashboardNames } from '../../dashboards/all.js';
import { queryAt } from '../../dashboards/grafana/ask.js';
import { uids } from '../../dashboards/links.js';
import { previewOf } from '../../dashboards/preview/preview-of.js';
import { readRecording } from '../../src/recording/read-recording.js';
import { launchTestBrowser } from '../helpers/browser.js';
import { incidentRun } from '../helpers/incident-run.js';
import { startInfluxDb } from '../helpers/influxdb.js';
import { writeRun } from '../helpers/write-run.js';

const worstNight = 8;
/** ms, night by night. */
const slower = [0, 200, 100, 300, 150, 250, 3_500, 3_300, 6_500, 400, 300, 350];

/** @returns the files written */
export async function lookAtDashboards(out: string, recording: string | undefined): Promise<readonly string[]> {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const influx = await startInfluxDb();
  try {
    const query = queryAt(influx.url, 'rollcall');
    const nights: string[] = [];
    for (const [night, slowerMs] of slower.entries()) {
      const startedAt = Date.UTC(2026, 10, 1 + night, 1) + (night % 3) * 60_000;
      const runId = `${new Date(startedAt).toISOString().slice(0, 10).replaceAll('-', '')}-010000-nightly`;
      nights.unshift(runId);
      await writeRun(
        influx.url,
        incidentRun({ name: 'nightly', runId, startedAt, slowerMs, refused: night === worstNight, fit: night !== 3 }),
      );
    }
    const [last = '', , , worst = ''] = nights;
    const pages = [{ name: 'nights', page: await previewOf(query, [worst, last], { participant: 'p0004' }) }];
    if (recording !== undefined) {
      await writeRun(influx.url, readRecording(recording));
      const runId = await idOf(recording);
      pages.push({ name: 'run', page: await previewOf(query, [runId, last]) });
    }
    return await photographed(out, pages);
  } finally {
    await influx.stop();
  }
}

async function photographed(
  out: string,
  pages: readonly { readonly name: string; readonly page: string }[],
): Promise<readonly string[]> {
  const browser = await launchTestBrowser();
  const files: string[] = [];
  try {
    for (const { name, page } of pages) {
      const html = path.join(out, `${name}.html`);
      await writeFile(html, page);
      files.push(html);
      const tab = await browser.newPage({ viewport: { width: 1_280, height: 900 } });
      await tab.goto(pathToFileURL(html).href);
      for (const dashboard of dashboardNames) {
        const file = path.join(out, `${name}-${dashboard}.png`);
        await tab.locator(`#${uids[dashboard]}`).screenshot({ path: file });
        files.push(file);
      }
      await tab.close();
    }
  } finally {
    await browser.close();
  }
  return files;
}

async function idOf(recording: string): Promise<string> {
  for await (const line of readRecording(recording)) if (line.type === 'header') return line.run_id;
  throw new Error(`${recording} has no header`);
}
