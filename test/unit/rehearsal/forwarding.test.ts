import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseForwarded, type Sender } from '../../../src/rehearsal/forwarding.js';

const now = 100_000;

function sender(id: string, order: number, more: Partial<Sender> = {}): Sender {
  return { id, order, watchers: 0, ...more };
}

const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, order) => sender(id, order));

describe('chooseForwarded', () => {
  it('gives everybody everything while there are places, and nobody himself', () => {
    expect(chooseForwarded({ receiver: 'b', senders: six.slice(0, 4), current: [], places: 4, now })).toEqual([
      'a',
      'c',
      'd',
    ]);
  });

  it('keeps who is forwarded when others join', () => {
    expect(chooseForwarded({ receiver: 'x', senders: six, current: ['f', 'e'], places: 4, now })).toEqual([
      'f',
      'e',
      'a',
      'b',
    ]);
  });

  it('drops who has stopped sending', () => {
    expect(chooseForwarded({ receiver: 'x', senders: six, current: ['gone'], places: 1, now })).toEqual(['a']);
  });

  it('gives a free place to who talked last, then to who has the fewest watchers', () => {
    const senders = [
      sender('a', 0, { watchers: 5 }),
      sender('b', 1, { watchers: 1 }),
      sender('c', 2, { watchers: 9, voiceAt: now - 50_000 }),
    ];
    expect(chooseForwarded({ receiver: 'x', senders, current: [], places: 2, now })).toEqual(['c', 'b']);
  });

  it('gives a talker the place of who has been silent longest', () => {
    const senders = [
      sender('a', 0, { voiceAt: now - 4_000 }),
      sender('b', 1, { voiceAt: now - 9_000 }),
      sender('c', 2, { voiceAt: now - 100 }),
    ];
    expect(chooseForwarded({ receiver: 'x', senders, current: ['a', 'b'], places: 2, now })).toEqual(['a', 'c']);
  });

  it('takes no place from somebody who paused for breath', () => {
    const senders = [sender('a', 0, { voiceAt: now - 2_900 }), sender('b', 1, { voiceAt: now - 100 })];
    expect(chooseForwarded({ receiver: 'x', senders, current: ['a'], places: 1, now })).toEqual(['a']);
  });

  it('never exceeds the places, repeats nobody, sends nobody himself, and decides the same each time', () => {
    const anySender = fc.record({
      order: fc.nat(50),
      watchers: fc.nat(10),
      voiceAt: fc.integer({ min: 0, max: now }),
    });
    fc.assert(
      fc.property(fc.array(anySender, { maxLength: 20 }), fc.nat(6), fc.array(fc.nat(25)), (some, places, past) => {
        const senders = some.map((rest, index) => ({ id: `p${index}`, ...rest }));
        const current = [...new Set(past)].map((index) => `p${index}`);
        const chosen = chooseForwarded({ receiver: 'p0', senders, current, places, now });
        expect(chosen.length).toBe(Math.min(places, Math.max(0, senders.length - 1)));
        expect(new Set(chosen).size).toBe(chosen.length);
        expect(chosen).not.toContain('p0');
        expect(chooseForwarded({ receiver: 'p0', senders, current, places, now })).toEqual(chosen);
      }),
    );
  });
});
