import { expect, it } from 'vitest';
import { axisLabels } from '../../../src/report/axis-labels.js';
import type { TimeAxis } from '../../../src/report/scale.js';

const stayingOf = (count: number): readonly number[] => {
  const ticks = Array.from({ length: count }, (_, index) => ({ at: index, label: `${index} s` }));
  const axis = { end: count - 1, ticks } as unknown as TimeAxis;
  return axisLabels(axis, 0).flatMap((label, index) => (label.text.includes('class="minor"') ? [] : [index]));
};

it.each([
  [2, [0, 1]],
  [3, [0, 2]],
  [5, [0, 2, 4]],
  [6, [0, 3, 5]],
  [9, [0, 4, 8]],
  [11, [0, 5, 10]],
])('of %i labels the two ends and a few between them stay on a narrow screen', (count, staying) => {
  expect(stayingOf(count)).toEqual(staying);
});
