import { expect, it } from 'vitest';
import { createKeptFromReducer } from '../../../src/metrics/kept-from.js';
import type { Line } from '../../../src/model/line.js';
import { hostMs } from '../../../src/model/time.js';

it('names each host once, whoever asked for it, and no end of them', () => {
  const reducer = createKeptFromReducer();
  const note = (p: string, text: string): Line => ({ t: hostMs(1), p, type: 'evidence', kind: 'note', text });
  for (const p of ['a-1', 'a-2']) reducer.step(note(p, 'Kept from x.example, which a page asked for.'));
  reducer.step(note('a-1', 'Not shaped: something else.'));
  expect(reducer.sentences).toEqual(['Kept from x.example, which a page asked for.']);
  for (let host = 0; host < 500; host++)
    reducer.step(note('a-1', `Kept from ${host}.example, which a page asked for.`));
  expect(reducer.sentences).toHaveLength(100);
});
