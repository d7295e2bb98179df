/**
 * One browser process, from its start to the certainty that it is gone.
 */
import { chromium, type Browser } from 'playwright';
import type { Clock } from '../shared/clock.js';
import { deadlineIn, raceDeadline } from '../shared/deadline.js';
import { HarnessError, messageOf } from '../shared/errors.js';
import { removeTempFolderLastAtExit, tempFolder } from '../shared/temp-folder.js';
import { launchOptionsFor, surroundings } from './launch-options.js';

export interface RunningBrowser {
  readonly browser: Browser;
  /** Of the browser's main process; absent where it would not say. */
  readonly pid: number | undefined;
  /** Ends it: asks, and after a while kills. Never rejects, never hangs. */
  close(): Promise<void>;
}

/** A browser with a dozen live calls needs a second or two; one that was stopped or swaps itself to death never ends. */
const closePatienceMs = 8_000;

/**
 * Chromium refuses to run as root with its sandbox. Anybody else keeps it, since meeting pages are strangers' code,
 * unless this system forbids it: most containers do, and are a sandbox themselves.
 */
let sandboxWorks = process.getuid?.() !== 0;

/** @throws HarnessError `environment`, with the browser's own words. */
export async function launchBrowser(executablePath: string, clock: Clock, headed = false): Promise<RunningBrowser> {
  tempFolder();
  const browser = await start(executablePath, headed);
  removeTempFolderLastAtExit();
  const pid = await processId(browser);
  return {
    browser,
    pid,
    close: async () => {
      const closed = await raceDeadline(
        clock,
        browser.close().catch(() => undefined),
        deadlineIn(clock, closePatienceMs),
      );
      if (closed.timedOut && pid !== undefined) kill(pid);
    },
  };
}

async function start(executablePath: string, headed: boolean): Promise<Browser> {
  try {
    return await chromium.launch(launchOptionsFor(executablePath, surroundings(sandboxWorks), headed));
  } catch (cause) {
    const message = messageOf(cause);
    if (sandboxWorks && /sandbox/i.test(message.replaceAll('--no-sandbox', ''))) {
      sandboxWorks = false;
      return start(executablePath, headed);
    }
    throw new HarnessError('environment', `${executablePath} does not start: ${launchFailure(message)}`, {
      hint: /error while loading shared libraries/i.test(message)
        ? 'Type, as root: npx playwright install-deps chromium'
        : 'Type: rollcall doctor',
      cause,
    });
  }
}

/** The line that tells, out of Playwright's message with its call log and the browser's command line. */
export function launchFailure(message: string): string {
  const lines = message.split('\n').map((line) => line.replace(/^.*\[err\]\s*/, '').trim());
  const telling = lines.find((line) =>
    /error while loading|cannot|ENOENT|EACCES|FATAL|not found|exec format/i.test(line),
  );
  const text = telling ?? lines[0]?.replace(/^browserType\.launch: /, '') ?? '';
  return text.slice(0, 300);
}

async function processId(browser: Browser): Promise<number | undefined> {
  try {
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    await session.detach();
    return processInfo.find(({ type }) => type === 'browser')?.id;
  } catch {
    return undefined;
  }
}

function kill(pid: number): void {
  // Playwright starts each browser as the leader of a process group of its own, except on Windows.
  for (const target of process.platform === 'win32' ? [pid] : [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL');
      return;
    } catch {
      // Gone already, or no leader: a launcher script may stand between.
    }
  }
}
