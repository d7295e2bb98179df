/** Turns a phone in a participant's hands: portrait to landscape, or back. */
import type { CDPSession, Page } from 'playwright';
import { deviceNamed, deviceNames, type Device } from '../devices.js';

type Size = { readonly width: number; readonly height: number };

/** CSS pixels. */
export interface Held {
  readonly viewport: Size;
  /** The viewport where Playwright knows no screen. */
  readonly screen: Size;
}

export function heldUpright({ viewport, screen }: Device): Held {
  return { viewport, screen: screen ?? viewport };
}

/**
 * The same device held the other way: what Playwright knows of it (`Pixel 7 landscape` has other bars, so its viewport is not the
 * portrait one on its side), else width and height exchanged.
 */
export function heldTurned(device: Device): Held {
  const suffix = ' landscape';
  const name = device.name.endsWith(suffix) ? device.name.slice(0, -suffix.length) : device.name + suffix;
  if (deviceNames.includes(name)) return heldUpright(deviceNamed(name));
  const { viewport, screen } = heldUpright(device);
  return { viewport: onItsSide(viewport), screen: onItsSide(screen) };
}

function onItsSide({ width, height }: Size): Size {
  return { width: height, height: width };
}

/**
 * The page sees what it sees on a phone: another viewport and screen, `screen.orientation` and its `change`,
 * `orientationchange`, `resize`. Playwright, which derives the orientation from the size, takes the viewport for the
 * screen; a session of our own, kept for as long as the page lives, says how large the screen is.
 */
export class PhoneTurner {
  readonly #page: Page;
  readonly #device: Device;
  #session: CDPSession | undefined;

  constructor(page: Page, device: Device) {
    this.#page = page;
    this.#device = device;
  }

  /** Resolves when the page is told. */
  async turn({ viewport, screen }: Held): Promise<void> {
    const { deviceScaleFactor, isMobile: mobile } = this.#device;
    await this.#page.setViewportSize(viewport);
    this.#session ??= await this.#page.context().newCDPSession(this.#page);
    await this.#session.send('Emulation.setDeviceMetricsOverride', {
      ...{ ...viewport, deviceScaleFactor, mobile, screenWidth: screen.width, screenHeight: screen.height },
      screenOrientation:
        screen.width > screen.height ? { type: 'landscapePrimary', angle: 90 } : { type: 'portraitPrimary', angle: 0 },
    });
  }
}
