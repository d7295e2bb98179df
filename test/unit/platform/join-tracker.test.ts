import { describe, expect, test } from 'vitest';
import type { JoinState } from '../../../src/model/join-state.js';
import { JoinTracker, type StateChange } from '../../../src/platform/page/join-tracker.js';

const rules = [
  { state: 'removed', debounceMs: 300 },
  { state: 'in_meeting', debounceMs: 0 },
  { state: 'lobby', debounceMs: 0 },
] as const;

/** Looks at the given times, with the states whose rules hold then. */
function played(script: readonly (readonly [number, ...JoinState[]])[]): readonly (readonly [number, JoinState])[] {
  const tracker = new JoinTracker(rules);
  return script
    .map(([now, ...held]) => tracker.step(now, (index) => (held.includes(rules[index]!.state) ? 'seen' : undefined)))
    .flatMap(({ change }) => (change === undefined ? [] : [[change.at, change.value] as const]));
}

describe('the tracker', () => {
  test('reports a state without debounce at once, with its proof', () => {
    const change: StateChange = { value: 'lobby', at: 5, detail: 'css #lobby' };
    expect(new JoinTracker(rules).step(5, (index) => (index === 2 ? 'css #lobby' : undefined))).toEqual({ change });
  });

  test('says nothing while the state stays', () => {
    expect(
      played([
        [1, 'lobby'],
        [2, 'lobby'],
        [3, 'lobby'],
      ]),
    ).toEqual([[1, 'lobby']]);
  });

  test('prefers what ranks higher, and goes back when that ends', () => {
    expect(
      played([
        [1, 'lobby'],
        [2, 'lobby', 'in_meeting'],
        [9, 'lobby'],
      ]),
    ).toEqual([
      [1, 'lobby'],
      [2, 'in_meeting'],
      [9, 'lobby'],
    ]);
  });

  test('dates a debounced state when it began, not when the debounce ended', () => {
    expect(
      played([
        [1, 'in_meeting'],
        [10, 'in_meeting', 'removed'],
        [310, 'in_meeting', 'removed'],
      ]),
    ).toEqual([
      [1, 'in_meeting'],
      [10, 'removed'],
    ]);
  });

  test('begins a debounce anew when the rule did not hold in between', () => {
    expect(played([[1, 'removed'], [200], [210, 'removed'], [400, 'removed'], [510, 'removed']])).toEqual([
      [210, 'removed'],
    ]);
  });

  test('asks to be woken when a debounce ends', () => {
    const tracker = new JoinTracker(rules);
    expect(tracker.step(10, (index) => (index === 0 ? 'seen' : undefined))).toEqual({ wakeAt: 310 });
  });

  test('keeps the state for 250 ms when no rule holds, and then dates unknown when that began', () => {
    expect(played([[1, 'lobby'], [50], [200, 'lobby']])).toEqual([[1, 'lobby']]);
    expect(played([[1, 'lobby'], [50], [300]])).toEqual([
      [1, 'lobby'],
      [50, 'unknown'],
    ]);
  });

  test('does not date a lower state before the one above it ended', () => {
    const tracker = new JoinTracker([
      { state: 'in_meeting', debounceMs: 0 },
      { state: 'lobby', debounceMs: 100 },
    ]);
    tracker.step(0, () => 'seen');
    tracker.step(40, (index) => (index === 1 ? 'seen' : undefined));
    expect(tracker.step(140, (index) => (index === 1 ? 'seen' : undefined)).change).toMatchObject({
      value: 'lobby',
      at: 40,
    });
  });

  test('says nothing when another rule of the same state takes over, and dates its end when the last of them ended', () => {
    const tracker = new JoinTracker([
      { state: 'in_meeting', debounceMs: 0 },
      { state: 'in_meeting', debounceMs: 500 },
      { state: 'lobby', debounceMs: 0 },
    ]);
    const step = (now: number, ...held: readonly number[]) =>
      tracker.step(now, (index) => (held.includes(index) ? 'seen' : undefined)).change;
    expect(step(1, 0)).toMatchObject({ value: 'in_meeting', at: 1 });
    expect(step(2, 0, 1)).toBeUndefined();
    expect(step(3, 1)).toBeUndefined();
    expect(step(9, 2)).toMatchObject({ value: 'lobby', at: 9 });
  });

  test('takes no state that the one before does not allow, not even after nothing held for a while', () => {
    const tracker = new JoinTracker([
      { state: 'ended', debounceMs: 0 },
      { state: 'removed', debounceMs: 0 },
      { state: 'in_meeting', debounceMs: 0, next: ['removed'] },
    ]);
    const step = (now: number, ...held: readonly number[]) =>
      tracker.step(now, (index) => (held.includes(index) ? 'seen' : undefined)).change?.value;
    expect(step(1, 2)).toBe('in_meeting');
    expect(step(2, 0, 2)).toBeUndefined();
    expect([step(3, 0), step(300, 0)]).toEqual([undefined, 'unknown']);
    expect(step(301, 0)).toBeUndefined();
    expect(step(302, 0, 1)).toBe('removed');
    // Nothing was said of what follows this one.
    expect(step(303, 0)).toBe('ended');
  });

  test('does not look at rules below the state that holds', () => {
    const looked: number[] = [];
    new JoinTracker(rules).step(0, (index) => {
      looked.push(index);
      return index === 1 ? 'seen' : undefined;
    });
    expect(looked).toEqual([0, 1]);
  });
});
