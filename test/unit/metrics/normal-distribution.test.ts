import { describe, expect, it } from 'vitest';
import { normalBelow, normalQuantile, studentQuantile, zOf } from '../../../src/metrics/normal-distribution.js';

describe('normalQuantile', () => {
  it.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489],
    [0.025, -1.959963984540054],
    [0.001, -3.090232306167813],
    [0.9, 1.2815515655446],
  ])('of %d is %d', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 7);
  });

  it('is what normalBelow turns round', () => {
    for (const z of [-3.1, -1.96, -0.4, 0, 0.7, 2.5]) expect(normalQuantile(normalBelow(z))).toBeCloseTo(z, 4);
  });

  it('gives 1.96 for a confidence of 95 %', () => {
    expect(zOf(0.95)).toBeCloseTo(1.96, 4);
  });
});

describe('studentQuantile', () => {
  // The tables' 97.5 % points.
  it.each([
    [4, 2.776],
    [5, 2.571],
    [9, 2.262],
    [30, 2.042],
  ])('with %d degrees of freedom is %d', (degrees, t) => {
    expect(Math.abs(studentQuantile(0.975, degrees) - t)).toBeLessThan(0.003);
  });
});
