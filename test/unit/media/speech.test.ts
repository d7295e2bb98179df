import { describe, expect, it } from 'vitest';
import { speech } from '../../../src/media/page/source/speech.js';

const sampleRate = 8000;
const chunk = sampleRate / 50;

function record(seed: number, seconds: number): Float32Array {
  const sound = speech(seed, sampleRate);
  const all = new Float32Array(seconds * sampleRate);
  for (let at = 0; at < all.length; at += chunk) sound(all.subarray(at, at + chunk));
  return all;
}

/** Lengths in seconds of the stretches that are not digital silence, chunk by chunk; a syllable's end is none. */
function spurts(all: Float32Array): number[] {
  const lengths: number[] = [];
  let length = 0;
  let quiet = 0;
  for (let at = 0; at < all.length; at += chunk) {
    if (all.subarray(at, at + chunk).some((value) => value !== 0)) {
      length += 1 + quiet;
      quiet = 0;
    } else if (length > 0 && (quiet += 1) > 10) {
      lengths.push(length / 50);
      length = 0;
      quiet = 0;
    }
  }
  return lengths;
}

describe('speech', () => {
  const all = record(7, 600);

  it('talks about 40 % of the time', () => {
    const active = spurts(all).reduce((sum, length) => sum + length, 0) / 600;
    expect(active).toBeGreaterThan(0.32);
    expect(active).toBeLessThan(0.48);
  });

  it('talks in spurts of 1 to 4 s', () => {
    // The first may be one that was going on before.
    for (const length of spurts(all).slice(1)) {
      expect(length).toBeGreaterThanOrEqual(0.98);
      expect(length).toBeLessThanOrEqual(4.04);
    }
  });

  it('is as loud as a person near the microphone, and never clips', () => {
    const voiced = all.filter((value) => value !== 0);
    const rms = Math.sqrt(voiced.reduce((sum, value) => sum + value * value, 0) / voiced.length);
    const decibels = 20 * Math.log10(rms);
    expect(decibels).toBeGreaterThan(-32);
    expect(decibels).toBeLessThan(-14);
    expect(all.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0)).toBeLessThan(1);
  });

  it('is the same for the same seed and another for another', () => {
    expect(record(7, 20)).toEqual(all.slice(0, 20 * sampleRate));
    expect(record(8, 20)).not.toEqual(all.slice(0, 20 * sampleRate));
  });

  it('rarely has everybody of six talk at once', () => {
    const six = [1, 2, 3, 4, 5, 6].map((seed) => record(seed, 120));
    let together = 0;
    for (let at = 0; at < 120 * sampleRate; at += chunk) {
      if (six.every((one) => one.subarray(at, at + chunk).some((value) => value !== 0))) together += 1;
    }
    expect(together / (120 * 50)).toBeLessThan(0.05);
  });
});
