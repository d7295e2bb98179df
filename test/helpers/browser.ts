/** The browser that tests, benches and photographs share: whichever Rollcall itself would find. */
import { chromium, type Browser } from 'playwright';
import { locateBrowser } from '../../src/browser/locate-browser.js';

/** @param fakeDevices Chromium's own camera and microphone, granted without asking. */
export function launchTestBrowser({ fakeDevices = false, args = [] as readonly string[] } = {}): Promise<Browser> {
  const found = locateBrowser();
  if (found === undefined)
    throw new Error('This machine has no Chrome or Chromium; npm test installs it as root on Debian.');
  return chromium.launch({
    executablePath: found.executablePath,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      ...(fakeDevices ? ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] : []),
      ...args,
    ],
  });
}
