/**
 * A participant's isolated context: the device, its language and its time zone, camera and microphone allowed.
 */
import type { BrowserContextOptions } from 'playwright';
import type { Device } from './devices.js';

export interface ContextWishes {
  readonly device: Device;
  /** BCP 47: `en-US`, `zh-HK`. */
  readonly locale: string;
  /** IANA name; absent: this machine's. */
  readonly timezone?: string;
  /** Of the browser that runs: `156.0.8078.79`. */
  readonly browserVersion: string;
}

export function contextOptionsFor({ device, locale, timezone, browserVersion }: ContextWishes): BrowserContextOptions {
  const { viewport, screen, deviceScaleFactor, isMobile, hasTouch } = device;
  return {
    viewport,
    ...(screen === undefined ? {} : { screen }),
    deviceScaleFactor,
    isMobile,
    hasTouch,
    userAgent: userAgentOf(device.userAgent ?? desktopUserAgent(process.platform), browserVersion),
    locale,
    ...(timezone === undefined ? {} : { timezoneId: timezone }),
    permissions: ['camera', 'microphone'],
  };
}

/**
 * The user agent names the version that really runs, in Chrome's reduced form: it then agrees with the client hints, which
 * do so whatever the user agent says, and a platform that refuses old browsers judges the one there is.
 */
function userAgentOf(template: string, browserVersion: string): string {
  const major = browserVersion.split('.')[0] ?? browserVersion;
  return template.replace(/\b(Chrome|Edg)\/[\d.]+/g, `$1/${major}.0.0.0`);
}

/**
 * What this browser says of itself with a window. Without one it says `HeadlessChrome`, which names our way of rendering
 * and not what people join with. Nobody is deceived who asks: `navigator.webdriver` stays true.
 */
function desktopUserAgent(platform: NodeJS.Platform): string {
  const system =
    platform === 'darwin'
      ? 'Macintosh; Intel Mac OS X 10_15_7'
      : platform === 'win32'
        ? 'Windows NT 10.0; Win64; x64'
        : 'X11; Linux x86_64';
  return `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/0 Safari/537.36`;
}
