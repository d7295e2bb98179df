import { describe, expect, test } from 'vitest';
import type { JoinState } from '../../../src/model/join-state.js';
import type { Line } from '../../../src/model/line.js';
import { hostMs } from '../../../src/model/time.js';
import { emptyJoinView, ObservedJoin, proofOf, stepJoinView } from '../../../src/platform/observe-join.js';

const at = { t: hostMs(0), p: 'test-1', type: 'state' } as const;
const join = (document: string, value: JoinState): Line => ({ ...at, of: 'join', document, value });
const document = (id: string, value: 'new' | 'gone', main = false): Line => ({
  ...at,
  of: 'document',
  id,
  value,
  main,
});

function stateAfter(...lines: readonly Line[]): JoinState {
  return proofOf(lines.reduce(stepJoinView, emptyJoinView)).state;
}

describe('the state of a join', () => {
  test.each<[string, readonly Line[], JoinState]>([
    ['is unknown before any line', [], 'unknown'],
    ['is what the page reported last', [join('a', 'prejoin'), join('a', 'lobby')], 'lobby'],
    ['is unknown when nothing is proved any more', [join('a', 'lobby'), join('a', 'unknown')], 'unknown'],
    [
      'is the one earliest in joinStates of several frames',
      [join('a', 'in_meeting'), join('b', 'prejoin')],
      'in_meeting',
    ],
    [
      'is the other frame’s when a frame is gone',
      [join('a', 'landing'), join('b', 'lobby'), document('b', 'gone')],
      'landing',
    ],
    [
      'is unknown in a new main document',
      [join('a', 'in_meeting'), join('b', 'lobby'), document('c', 'new', true)],
      'unknown',
    ],
    ['stays when a frame is added', [join('a', 'in_meeting'), document('b', 'new')], 'in_meeting'],
  ])('%s', (_, lines, expected) => {
    expect(stateAfter(...lines)).toBe(expected);
  });

  test('is not changed by other lines', () => {
    const view = stepJoinView(emptyJoinView, join('a', 'lobby'));
    expect(stepJoinView(view, { ...at, type: 'moment', name: 'in_meeting' })).toBe(view);
    expect(stepJoinView(view, { ...at, of: 'ice', id: 'pc1', value: 'connected' })).toBe(view);
  });
});

describe('waiting for a state', () => {
  const never = new AbortController().signal;

  test('ends at once when it is the present one', async () => {
    const observer = new ObservedJoin();
    observer.see(join('a', 'lobby'));
    await expect(observer.until((state) => state === 'lobby', never)).resolves.toBe('lobby');
  });

  test('ends with the first that is wanted', async () => {
    const observer = new ObservedJoin();
    const waiting = observer.until((state) => state !== 'unknown' && state !== 'prejoin', never);
    for (const state of ['prejoin', 'lobby', 'in_meeting'] as const) observer.see(join('a', state));
    await expect(waiting).resolves.toBe('lobby');
  });

  test('rejects with the reason of its signal, before or while it waits', async () => {
    const observer = new ObservedJoin();
    await expect(observer.until(() => true, AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
    const stop = new AbortController();
    const waiting = observer.until(() => false, stop.signal);
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });

  test('knows what proved the state', () => {
    const observer = new ObservedJoin();
    observer.see({ ...at, of: 'join', document: 'a', value: 'full', detail: 'text "full"' });
    expect(observer.detail).toBe('text "full"');
  });
});
