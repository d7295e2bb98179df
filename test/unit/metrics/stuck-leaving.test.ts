import { expect, it } from 'vitest';
import { createStuckLeavingReducer } from '../../../src/metrics/stuck-leaving.js';
import type { Line } from '../../../src/model/line.js';
import type { Outcome } from '../../../src/model/outcome.js';
import { hostMs } from '../../../src/model/time.js';

const t = hostMs(1);
const leaving = (p: string, error?: string): Line => ({
  ...({ t, p, type: 'action', name: 'leave', phase: 'end' } as const),
  ...(error !== undefined && { error }),
});
const end = (p: string, outcome: Outcome): Line => ({ t, p, type: 'outcome', ...outcome });

it('counts those who were to leave and could not, with what was in the way of the first', () => {
  const reducer = createStuckLeavingReducer();
  for (const line of [
    leaving('a-1', 'step 1 (click @leave): not found within 10000 ms'),
    end('a-1', { outcome: 'completed' }),
    leaving('a-2'),
    end('a-2', { outcome: 'completed' }),
    leaving('a-3', 'the page still shows in_meeting after leaving'),
    end('a-3', { outcome: 'completed' }),
    // Cut short: nobody waits for it.
    leaving('a-4', 'Ctrl-C'),
    end('a-4', { outcome: 'interrupted' }),
  ])
    reducer.step(line);
  expect(reducer.stuck).toEqual({ participants: 2, error: 'step 1 (click @leave): not found within 10000 ms' });
});

it('says nothing where everybody left', () => {
  const reducer = createStuckLeavingReducer();
  for (const line of [leaving('a-1'), end('a-1', { outcome: 'completed' })]) reducer.step(line);
  expect(reducer.stuck).toBeUndefined();
});
