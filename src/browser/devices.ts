/**
 * Devices by Playwright's names, and `desktop`. A device here is screen, touch and user agent: the engine is always the
 * one Chromium that runs, and whatever a page can learn beyond the user agent may tell.
 */
import { devices } from 'playwright';
import type { DeviceClass } from '../model/device.js';
import { HarnessError } from '../shared/errors.js';

export interface Device {
  /** `Pixel 7`, `desktop` */
  readonly name: string;
  readonly device_class: DeviceClass;
  /** Absent for `desktop`: it is the real browser's. */
  readonly userAgent?: string;
  /** CSS pixels. */
  readonly viewport: { readonly width: number; readonly height: number };
  /** CSS pixels; absent where Playwright does not know: it is the viewport then. */
  readonly screen?: { readonly width: number; readonly height: number };
  readonly deviceScaleFactor: number;
  readonly isMobile: boolean;
  readonly hasTouch: boolean;
  /** What people must know before they believe a number of this device. */
  readonly warning?: string;
}

/** A laptop's usual full-screen browser is near this, and Playwright's own `Desktop Chrome` has it too. */
const desktop: Device = {
  name: 'desktop',
  device_class: 'desktop',
  viewport: { width: 1280, height: 720 },
  screen: { width: 1920, height: 1080 },
  deviceScaleFactor: 1,
  isMobile: false,
  hasTouch: false,
};

export const deviceNames: readonly string[] = ['desktop', ...Object.keys(devices)];

/** @throws HarnessError `bad_configuration`, suggesting the nearest name. */
export function deviceNamed(name: string): Device {
  if (name === 'desktop') return desktop;
  const descriptor = Object.hasOwn(devices, name) ? devices[name] : undefined;
  if (descriptor === undefined) {
    throw new HarnessError('bad_configuration', `There is no device named "${name}".`, {
      hint: `Did you mean "${nearestDevice(name)}"?`,
    });
  }
  const { defaultBrowserType, ...rest } = descriptor;
  const warning = warningFor(name, defaultBrowserType);
  return {
    name,
    device_class: rest.isMobile ? 'mobile' : 'desktop',
    ...rest,
    ...(warning === undefined ? {} : { warning }),
  };
}

function warningFor(name: string, engine: 'chromium' | 'firefox' | 'webkit'): string | undefined {
  if (engine === 'chromium') return undefined;
  return (
    `${name}: no real one looks like this. It has the screen and the user agent, but the engine is Chromium, which also ` +
    'sends client hints and shows a platform that the device does not have. Prefer an Android phone such as "Pixel 7".'
  );
}

/** The known name with the fewest letters to change, whatever their case. */
export function nearestDevice(name: string): string {
  const wanted = name.toLowerCase();
  let best = { name: 'desktop', distance: Infinity };
  for (const known of deviceNames) {
    const distance = editDistance(wanted, known.toLowerCase());
    if (distance < best.distance) best = { name: known, distance };
  }
  return best.name;
}

/** Letters to delete and to insert; another letter is both, so that a name cut short beats one that differs. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const substituted = (row[j] ?? 0) + (from[i] === to[j] ? 0 : 2);
      next.push(Math.min(substituted, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
