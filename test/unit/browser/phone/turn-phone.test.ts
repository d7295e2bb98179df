import { describe, expect, it } from 'vitest';
import { deviceNamed } from '../../../../src/browser/devices.js';
import { heldTurned, heldUpright } from '../../../../src/browser/phone/turn-phone.js';

describe('a phone turned', () => {
  it('has the viewport that its bars leave it on its side, where that is known', () => {
    expect(heldUpright(deviceNamed('Pixel 7'))).toEqual({
      viewport: { width: 412, height: 839 },
      screen: { width: 412, height: 915 },
    });
    expect(heldTurned(deviceNamed('Pixel 7'))).toEqual({
      viewport: { width: 863, height: 360 },
      screen: { width: 915, height: 412 },
    });
  });

  it('is upright when it was on its side before', () => {
    expect(heldTurned(deviceNamed('Pixel 7 landscape'))).toEqual(heldUpright(deviceNamed('Pixel 7')));
  });

  it('has width and height exchanged where nothing is known', () => {
    const own = { ...deviceNamed('Pixel 7'), name: 'my own', viewport: { width: 400, height: 800 } };
    expect(heldTurned(own)).toEqual({
      viewport: { width: 800, height: 400 },
      screen: { width: 915, height: 412 },
    });
  });
});
