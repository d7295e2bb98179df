import { expect, it } from 'vitest';
import { capacityOf, startsPerSecond, usableShare, usualCost } from '../../../src/metrics/capacity.js';

it.each([
  [1, 4, '4 participants on 1 core, meeting included'],
  [1.5, 4, '4 participants on 1.5 cores, meeting included'],
  [2, 6, '6 participants on 2 cores, meeting included'],
  [16, 49, '49 participants on 16 cores, meeting included'],
])('%s cores hold %s participants where nothing was measured', (cores, participants, text) => {
  expect(capacityOf(cores)).toMatchObject({ participants, text });
});

it('holds more where they were measured to cost less, joins and stays alike', () => {
  const usual = capacityOf(8).participants;
  expect(capacityOf(8, { ...usualCost, processor_s_per_join: 0.2 }).participants).toBeGreaterThan(usual);
  expect(capacityOf(8, { ...usualCost, cores_per_held: 0.02 }).participants).toBeGreaterThan(usual);
  expect(capacityOf(8, { ...usualCost, cores_beside_per_held: 0.3 }).participants).toBeLessThan(usual);
});

it('starts so many a second that joins and everything else together take the usable share', () => {
  expect(startsPerSecond(4, 0.9, 1.5) * 1.5 + 0.9).toBeCloseTo(usableShare * 4);
  expect(startsPerSecond(2, 5, 1)).toBeGreaterThan(0);
});
