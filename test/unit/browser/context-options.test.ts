import { describe, expect, it } from 'vitest';
import { contextOptionsFor } from '../../../src/browser/context-options.js';
import { deviceNamed } from '../../../src/browser/devices.js';

const browserVersion = '156.0.8078.79';

describe('contextOptionsFor', () => {
  it('is the device, its language and its time zone, with camera and microphone allowed', () => {
    expect(
      contextOptionsFor({
        device: deviceNamed('Pixel 7'),
        locale: 'zh-HK',
        timezone: 'Asia/Hong_Kong',
        browserVersion,
      }),
    ).toEqual({
      viewport: { width: 412, height: 839 },
      screen: { width: 412, height: 915 },
      deviceScaleFactor: 2.625,
      isMobile: true,
      hasTouch: true,
      userAgent:
        'Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36',
      locale: 'zh-HK',
      timezoneId: 'Asia/Hong_Kong',
      permissions: ['camera', 'microphone'],
    });
  });

  it('leaves the time zone to the machine when none was asked for', () => {
    expect(contextOptionsFor({ device: deviceNamed('desktop'), locale: 'en-US', browserVersion })).not.toHaveProperty(
      'timezoneId',
    );
  });

  it('says on a desktop what the real browser says with a window', () => {
    const { userAgent } = contextOptionsFor({ device: deviceNamed('desktop'), locale: 'en-US', browserVersion });
    expect(userAgent).toMatch(
      /^Mozilla\/5\.0 \(.+\) AppleWebKit\/537\.36 \(KHTML, like Gecko\) Chrome\/156\.0\.0\.0 Safari\/537\.36$/,
    );
  });

  it('keeps an iPhone’s user agent as it is: it names no Chrome', () => {
    const device = deviceNamed('iPhone 15');
    expect(contextOptionsFor({ device, locale: 'en-US', browserVersion }).userAgent).toBe(device.userAgent);
  });
});
