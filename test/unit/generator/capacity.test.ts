import { expect, it } from 'vitest';
import { capacityOf } from '../../../src/generator/capacity.js';

it.each([
  [1, 4, '4 participants on 1 core, meeting included'],
  [1.5, 4, '4 participants on 1.5 cores, meeting included'],
  [2, 6, '6 participants on 2 cores, meeting included'],
  [2.5, 7, '7 participants on 2.5 cores, meeting included'],
  [16, 48, '48 participants on 16 cores, meeting included'],
])('%s cores hold %s participants', (cores, participants, text) => {
  expect(capacityOf({ cores })).toEqual({ participants, text });
});
