import { describe, expect, it } from 'vitest';
import { loopLength, toAndFro } from '../../../src/media/page/source/loop-order.js';
import { looped } from '../../../src/media/page/source/sound.js';
import { toI420 } from '../../../src/media/page/source/to-i420.js';

describe('toAndFro', () => {
  it('shows no frame twice in a row', () => {
    expect(Array.from({ length: 9 }, (_, count) => toAndFro(count, 4))).toEqual([0, 1, 2, 3, 2, 1, 0, 1, 2]);
  });

  it('shows the one frame of a still picture', () => {
    expect([0, 1, 2].map((count) => toAndFro(count, 1))).toEqual([0, 0, 0]);
  });
});

describe('loopLength', () => {
  it.each([
    [{ width: 320, height: 180, frameRate: 15 }, 45],
    [{ width: 640, height: 480, frameRate: 20 }, 34],
    [{ width: 1280, height: 720, frameRate: 30 }, 11],
    [{ width: 3840, height: 2160, frameRate: 30 }, 4],
  ])('of %o is %i frames', (format, expected) => {
    expect(loopLength(format)).toBe(expected);
  });
});

describe('toI420', () => {
  const filled = (width: number, height: number, [r, g, b]: readonly [number, number, number]): Uint8ClampedArray =>
    Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) => [r, g, b, 255][i % 4] ?? 0);

  it.each([
    ['white', [255, 255, 255], [235, 128, 128]],
    ['black', [0, 0, 0], [16, 128, 128]],
    ['red', [255, 0, 0], [82, 90, 240]],
    ['blue', [0, 0, 255], [41, 240, 110]],
  ] as const)('%s', (_name, rgb, [y, u, v]) => {
    const out = toI420(filled(4, 2, rgb), { width: 4, height: 2, noisy: false });
    expect([...out]).toEqual([...Array<number>(8).fill(y), u, u, v, v]);
  });

  it('has room for the chroma of odd sizes', () => {
    expect(toI420(filled(3, 3, [9, 9, 9]), { width: 3, height: 3, noisy: false })).toHaveLength(9 + 4 + 4);
  });

  it('makes no two noisy frames alike, and keeps their brightness', () => {
    const grey = filled(64, 64, [128, 128, 128]);
    const [a, b] = [0, 1].map(() => toI420(grey, { width: 64, height: 64, noisy: true }));
    expect(a).not.toEqual(b);
    const mean = a!.slice(0, 4096).reduce((sum, value) => sum + value, 0) / 4096;
    expect(Math.abs(mean - 126)).toBeLessThan(1);
  });
});

describe('looped', () => {
  it('begins again where the recording ends', () => {
    const sound = looped(Int16Array.of(0, 16_384, -32_768));
    const samples = new Float32Array(5);
    sound(samples);
    expect([...samples]).toEqual([0, 0.5, -1, 0, 0.5]);
    sound(samples);
    expect([...samples]).toEqual([-1, 0, 0.5, -1, 0]);
  });
});
