/**
 * The browser that participants will use: where it is, which one it is and what it can do. It is asked, not believed:
 * started once, since two builds of one version differ in whether they have H.264.
 */
import type { Clock } from '../shared/clock.js';
import { HarnessError } from '../shared/errors.js';
import { launchBrowser } from './launch-browser.js';
import { locateBrowser, thisMachine, type LocatedBrowser } from './locate-browser.js';

export interface FoundBrowser extends LocatedBrowser {
  /** `156.0.8078.79` */
  readonly version: string;
  /** It can send and receive H.264. */
  readonly h264: boolean;
}

const known = new Map<string, Promise<FoundBrowser>>();

/**
 * Finds a browser and asks it; a second call in this process gives the same answer at once.
 *
 * @param given path of the one to use; absent: `ROLLCALL_BROWSER`, else what is installed.
 * @throws HarnessError `environment` when there is none or it does not start; the hint says what to type.
 */
export async function findBrowser(clock: Clock, given?: string): Promise<FoundBrowser> {
  const located = locateBrowser(thisMachine(given));
  if (located === undefined) throw noBrowser();
  const found = known.get(located.executablePath) ?? ask(located, clock);
  known.set(located.executablePath, found);
  try {
    return await found;
  } catch (error) {
    known.delete(located.executablePath);
    throw error;
  }
}

export function noBrowser(): HarnessError {
  return new HarnessError('environment', 'There is no Chrome or Chromium on this machine.', {
    hint: 'Install Google Chrome, or type: npx playwright install --no-shell chromium (or set ROLLCALL_BROWSER to its path).',
  });
}

async function ask(located: LocatedBrowser, clock: Clock): Promise<FoundBrowser> {
  const running = await launchBrowser(located.executablePath, clock);
  const { browser } = running;
  try {
    const page = await browser.newPage();
    const h264 = await page.evaluate<boolean>(
      `['RTCRtpSender', 'RTCRtpReceiver'].every((side) =>
        globalThis[side]?.getCapabilities('video')?.codecs.some(({ mimeType }) => mimeType === 'video/H264') ?? false)`,
    );
    return { ...located, version: browser.version(), h264 };
  } finally {
    await running.close();
  }
}
