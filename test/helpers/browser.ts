/** The browser that tests, benches and photographs share: whichever Rollcall itself would find, started as Rollcall starts it. */
import { chromium, type Browser } from 'playwright';
import { launchOptionsFor, surroundings } from '../../src/browser/launch-options.js';
import { locateBrowser } from '../../src/browser/locate-browser.js';

const disabling = '--disable-features=';

export interface TestBrowserOptions {
  /** Chromium's own camera and microphone, granted without asking. */
  readonly fakeDevices?: boolean;
  readonly args?: readonly string[];
}

export function launchTestBrowser({ fakeDevices = false, args = [] }: TestBrowserOptions = {}): Promise<Browser> {
  const found = locateBrowser();
  if (found === undefined)
    throw new Error('This machine has no Chrome or Chromium; npm test installs it as root on Debian.');
  const options = launchOptionsFor(found.executablePath, surroundings(false));
  const all = [
    ...(options.args ?? []),
    ...(fakeDevices ? ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] : []),
    ...args,
  ];
  // Chromium takes the last list only.
  const disabled = all.flatMap((arg) => (arg.startsWith(disabling) ? arg.slice(disabling.length) : []));
  return chromium.launch({
    ...options,
    args: [...all.filter((arg) => !arg.startsWith(disabling)), disabling + disabled.join(',')],
  });
}
