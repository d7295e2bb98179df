/** Turns a phone in a participant's hands: portrait to landscape, or back. */
import type { Page } from 'playwright';
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
 * The page sees what it sees on a phone: another viewport, `screen.orientation` and its `change`, `orientationchange`, `resize`.
 * Resolves when it does. Playwright derives the orientation from the size, for mobile devices alone.
 */
export async function turnPhone(page: Page, { viewport }: Held): Promise<void> {
  await page.setViewportSize(viewport);
}
