import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeValue, placeOf } from '../../../src/config/describe-value.js';
import { nearestName } from '../../../src/shared/nearest-name.js';
import { scaledTo, vusOf, wholeShares } from '../../../src/config/scale-executors.js';

describe('nearestName', () => {
  it.each([
    ['wihtin', 'within'],
    ['Vus', 'vus'],
    ['pixel7', 'Pixel 7'],
    ['nothing-like-it', undefined],
    ['', undefined],
  ])('of %s is %s', (name, expected) => {
    expect(nearestName(name, ['within', 'vus', 'Pixel 7', 'maxDuration'])).toBe(expected);
  });
});

describe('describeValue', () => {
  it.each([
    ['https://a:b@meet.example.com/x?pwd=1#y', "'https://…@meet.example.com/x?…'"],
    ['meet.example.com/x#token', "'meet.example.com/x#…'"],
    ['x'.repeat(200), `'${'x'.repeat(59)}…'`],
    ['\u001b[31m', "' [31m'"],
    [undefined, 'nothing'],
    [[], 'an empty list'],
    [{ a: 1 }, 'an object'],
    [-0.5, '-0.5'],
  ])('of %j is %s', (value, expected) => {
    expect(describeValue(value)).toBe(expected);
  });
});

describe('placeOf', () => {
  it('is written as one would write it', () => {
    expect(placeOf(['scenarios', 'a-b', 'stages', 0, 'target'])).toBe('scenarios.a-b.stages[0].target');
    expect(placeOf(['thresholds', 'drop_rate{device_class:mobile}'])).toBe(
      'thresholds["drop_rate{device_class:mobile}"]',
    );
    expect(placeOf([''])).toBe('[""]');
  });
});

describe('wholeShares', () => {
  it('are whole, in proportion, and nobody gets none', () => {
    expect(wholeShares([3, 3], 7)).toEqual([4, 3]);
    expect(wholeShares([100, 1, 1], 10)).toEqual([8, 1, 1]);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 9 }),
        fc.nat(999),
        (sizes, more) => {
          const total = sizes.length + more;
          const shares = wholeShares(sizes, total);
          expect(shares.reduce((a, b) => a + b, 0)).toBe(total);
          expect(shares.every((share) => share >= 1 && Number.isInteger(share))).toBe(true);
        },
      ),
    );
  });
});

describe('scaledTo', () => {
  it('gives an executor as many VUs as asked for', () => {
    const stages = [
      { target: 4, duration_ms: 1 },
      { target: 1, duration_ms: 1 },
    ];
    const ramp = { name: 'ramping-vus', start_vus: 2, stages, graceful_ramp_down_ms: 0 } as const;
    expect(scaledTo(ramp, 8)).toMatchObject({ start_vus: 4, stages: [{ target: 8 }, { target: 2 }] });
    expect(vusOf(scaledTo(ramp, 5))).toBe(5);
    expect(scaledTo({ name: 'shared-iterations', vus: 2, iterations: 5, max_duration_ms: 1 }, 4)).toMatchObject({
      vus: 4,
      iterations: 10,
    });
  });
});
