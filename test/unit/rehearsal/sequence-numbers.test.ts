import { describe, expect, it } from 'vitest';
import { SequenceNumbers } from '../../../src/rehearsal/sfu/sequence-numbers.js';

describe('SequenceNumbers', () => {
  it('leaves gaps and disorder of the network as they are', () => {
    const numbers = new SequenceNumbers();
    expect([10, 11, 14, 13, 15].map((incoming) => numbers.next(incoming))).toEqual([10, 11, 14, 13, 15]);
  });

  it('closes a gap that the SFU made itself', () => {
    const numbers = new SequenceNumbers();
    numbers.next(10);
    numbers.skip();
    expect([200, 201, 203].map((incoming) => numbers.next(incoming))).toEqual([11, 12, 14]);
  });

  it('wraps', () => {
    const numbers = new SequenceNumbers();
    numbers.next(65_535);
    numbers.skip();
    expect([3, 4].map((incoming) => numbers.next(incoming))).toEqual([0, 1]);
    numbers.skip();
    expect(numbers.next(65_000)).toBe(2);
  });

  it('starts with the first packet that is sent, whatever was skipped before', () => {
    const numbers = new SequenceNumbers();
    numbers.skip();
    expect(numbers.next(77)).toBe(77);
  });
});
