import { describe, expect, it } from 'vitest';
import { deviceNamed, deviceNames, nearestDevice } from '../../../src/browser/devices.js';

describe('deviceNamed', () => {
  it('knows the desktop, whose user agent is the real browser’s', () => {
    expect(deviceNamed('desktop')).toMatchObject({ device_class: 'desktop', isMobile: false, hasTouch: false });
    expect(deviceNamed('desktop').userAgent).toBeUndefined();
  });

  it('knows Playwright’s phones', () => {
    expect(deviceNamed('Pixel 7')).toMatchObject({ name: 'Pixel 7', device_class: 'mobile', hasTouch: true });
    expect(deviceNamed('Pixel 7').warning).toBeUndefined();
  });

  it.each(['iPhone 15', 'iPad Mini', 'Desktop Safari', 'Desktop Firefox'])(
    'warns that no real %s looks like it',
    (name) => {
      expect(deviceNamed(name).warning).toMatch(/no real one looks like this.*client hints.*platform/);
    },
  );

  it('takes the class from what the device is, not from its name', () => {
    expect(deviceNamed('Desktop Edge').device_class).toBe('desktop');
    expect(deviceNamed('Galaxy Tab S9').device_class).toBe('mobile');
  });

  it('makes a device of every name it lists', () => {
    for (const name of deviceNames) expect(deviceNamed(name).viewport.width).toBeGreaterThan(0);
  });

  it.each(['Pixle 7', '', 'constructor', '__proto__'])('refuses %j as a mistake in the configuration', (name) => {
    expect(() => deviceNamed(name)).toThrow(expect.objectContaining({ code: 'bad_configuration' }) as Error);
  });

  it('suggests the nearest name', () => {
    expect(() => deviceNamed('Pixle 7')).toThrow(expect.objectContaining({ hint: 'Did you mean "Pixel 7"?' }) as Error);
  });
});

describe('nearestDevice', () => {
  it.each([
    ['pixel 7', 'Pixel 7'],
    ['Pixel7', 'Pixel 7'],
    ['iphone15', 'iPhone 15'],
    ['Desktop', 'desktop'],
    ['desktp', 'desktop'],
    ['Galaxy S9', 'Galaxy S9+'],
  ])('of %s is %s', (wanted, nearest) => {
    expect(nearestDevice(wanted)).toBe(nearest);
  });
});
