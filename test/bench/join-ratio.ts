/**
 * Does Rollcall slow down what it measures? The same page under the same load is joined by Rollcall and by a plain
 * Playwright loop, turn by turn in one process; both are timed by the meeting's own truth log and by nothing of ours.
 */
import path from 'node:path';
import { findBrowser } from '../../src/browser/find-browser.js';
import { launchBrowser } from '../../src/browser/launch-browser.js';
import { percentile } from '../../src/metrics/percentile.js';
import { startRehearsal } from '../../src/rehearsal/start-rehearsal.js';
import { readRun } from '../../src/run/read-run.js';
import { monotonicClock } from '../../src/shared/clock.js';
import { runQuietly } from '../helpers/run-quietly.js';
import { withTempFolder } from '../helpers/temp.js';
import { readTruth, truthByName } from '../truth/truth-log.js';
import { figure, type Figure } from './figure.js';

const joins = 40;
const everyMs = 4_000;

export async function joinRatio(): Promise<readonly Figure[]> {
  const clock = monotonicClock();
  const { executablePath } = await findBrowser(clock);
  return withTempFolder(async (folder) => {
    const truthFile = path.join(folder, 'truth.jsonl');
    const meeting = await startRehearsal({ truthFile });
    // The same browser with the same switches: what differs is Rollcall.
    const plain = await launchBrowser(executablePath, clock);
    try {
      const leadMs = 8_000;
      const plainLoop = async (): Promise<void> => {
        // Half a turn after Rollcall's own joins.
        await clock.sleep(leadMs + everyMs / 2);
        for (let i = 1; i <= joins; i += 1) {
          const turn = clock.now();
          const context = await plain.browser.newContext();
          const page = await context.newPage();
          await page.goto(meeting.link);
          await page.fill('#name', `plain-${i}`);
          await page.click('#join');
          await page.waitForSelector('.tile[data-participant] video');
          await page.waitForTimeout(1_500);
          await context.close();
          await clock.sleep(Math.max(0, turn + everyMs - clock.now()));
        }
      };
      const [{ files }] = await Promise.all([
        runQuietly(folder, {
          scenario: {
            name: 'ratio',
            meeting: meeting.link,
            scenarios: {
              sender: {
                executor: 'per-vu-iterations',
                hold: leadMs + joins * everyMs + 10_000,
                // Small: what it takes of the machine, the joins lack.
                media: { camera: 'talking-head', microphone: false, width: 320, height: 240, frameRate: 10 },
              },
              rollcall: {
                executor: 'constant-arrival-rate',
                rate: 1,
                timeUnit: everyMs,
                duration: joins * everyMs - 1,
                startTime: leadMs,
                preAllocatedVUs: 4,
                hold: '1s',
                media: { camera: false, microphone: false },
              },
            },
          },
        }),
        plainLoop(),
      ]);
      const truth = truthByName(await readTruth(truthFile));
      const median = (values: readonly number[]): number =>
        percentile(
          values.toSorted((a, b) => a - b),
          50,
        ) ?? Number.NaN;
      const of = (prefix: string): number =>
        median([...truth].flatMap(([name, ms]) => (name.startsWith(prefix) ? [ms] : [])));
      const { report } = await readRun(files.recording);
      const measured = median(
        report.iterations.flatMap(({ tags, join_time_ms: ms }) =>
          tags.scenario === 'rollcall' && ms !== undefined ? [ms] : [],
        ),
      );
      return [
        figure(
          'join time through Rollcall ÷ plain Playwright, both by the truth log',
          of('rollcall') / of('plain'),
          '×',
          1.1,
        ),
        figure('join time as Rollcall says it ÷ plain Playwright by the truth log', measured / of('plain'), '×', 1.1),
      ];
    } finally {
      await plain.close();
      await meeting.close();
    }
  });
}
