import { describe, expect, it } from 'vitest';
import { browsersFor, defaultLimits, placeFor, type BrowserLoad } from '../../../src/browser/place.js';

const withMicrophone = { audioSenders: 1 };
const silent = { audioSenders: 0 };

function load(id: number, contexts: number, audioSenders: number): BrowserLoad {
  return { id, contexts, audioSenders };
}

describe('placeFor', () => {
  it('starts a browser when there is none', () => {
    expect(placeFor(silent, [])).toBe('new');
  });

  it('takes the browser that carries fewest', () => {
    expect(placeFor(withMicrophone, [load(0, 3, 3), load(1, 1, 1), load(2, 2, 2)])).toBe(1);
  });

  it('takes the one with fewer audio senders among equals, then the older', () => {
    expect(placeFor(silent, [load(0, 2, 2), load(1, 2, 1)])).toBe(1);
    expect(placeFor(silent, [load(4, 2, 1), load(2, 2, 1)])).toBe(2);
  });

  it('uses a place again that was given back', () => {
    const full = [load(0, defaultLimits.contextsPerBrowser, 0)];
    expect(placeFor(silent, full)).toBe('new');
    expect(placeFor(silent, [load(0, defaultLimits.contextsPerBrowser - 1, 0)])).toBe(0);
  });

  it('never puts a 17th audio sender into a browser, and lets those without a microphone in', () => {
    const limits = { contextsPerBrowser: 100 };
    expect(placeFor(withMicrophone, [load(0, 15, 15)], limits)).toBe(0);
    expect(placeFor(withMicrophone, [load(0, 16, 16)], limits)).toBe('new');
    expect(placeFor({ audioSenders: 2 }, [load(0, 15, 15)], limits)).toBe('new');
    expect(placeFor(silent, [load(0, 16, 16)], limits)).toBe(0);
  });

  it('names the audio limit when all browsers allowed have it', () => {
    expect(() => placeFor(withMicrophone, [load(0, 16, 16)], { contextsPerBrowser: 100, browsers: 1 })).toThrow(
      'Chrome allows 16 audio senders in a browser process',
    );
  });

  it('names the number of contexts when that is what is full', () => {
    expect(() => placeFor(silent, [load(0, 2, 0)], { contextsPerBrowser: 2, browsers: 1 })).toThrow(
      '1 browsers of 2 contexts each are full',
    );
  });

  it('refuses a participant that no browser could carry', () => {
    expect(() => placeFor({ audioSenders: 17 }, [])).toThrow('Chrome allows 16');
  });
});

describe('browsersFor', () => {
  it.each([
    { demands: 0, microphones: 0, limits: defaultLimits, browsers: 0 },
    { demands: 6, microphones: 6, limits: defaultLimits, browsers: 1 },
    { demands: 9, microphones: 0, limits: defaultLimits, browsers: 2 },
    { demands: 16, microphones: 16, limits: { contextsPerBrowser: 50 }, browsers: 1 },
    { demands: 17, microphones: 17, limits: { contextsPerBrowser: 50 }, browsers: 2 },
    { demands: 40, microphones: 16, limits: { contextsPerBrowser: 50 }, browsers: 1 },
  ])(
    'is $browsers for $demands participants, $microphones with a microphone',
    ({ demands, microphones, limits, browsers }) => {
      const all = Array.from({ length: demands }, (_, index) => (index < microphones ? withMicrophone : silent));
      expect(browsersFor(all, limits)).toBe(browsers);
    },
  );
});
