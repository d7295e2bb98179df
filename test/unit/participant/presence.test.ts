import { describe, expect, it } from 'vitest';
import type { Line } from '../../../src/model/line.js';
import { hostMs } from '../../../src/model/time.js';
import { dropAfterMs, dropAt, initialPresence, nextStay, stepPresence } from '../../../src/participant/presence.js';

const p = 'phones-1';
const join = (t: number, value: string): Line =>
  ({ t: hostMs(t), p, type: 'state', of: 'join', value }) as unknown as Line;
const connection = (t: number, value: string, id = 'pc1'): Line => ({
  t: hostMs(t),
  p,
  type: 'state',
  of: 'connection',
  id,
  value,
});
const socket = (t: number, value: 'open' | 'closed'): Line => ({
  t: hostMs(t),
  p,
  type: 'state',
  of: 'socket',
  id: 'ws1',
  value,
});
const page = (t: number, value: 'crashed' | 'closed' | 'browser_crashed'): Line => ({
  t: hostMs(t),
  p,
  type: 'state',
  of: 'page',
  value,
});
const document = (t: number, value: 'new' | 'gone'): Line => ({
  t: hostMs(t),
  p,
  type: 'state',
  of: 'document',
  id: 'd1',
  value,
  main: true,
});

const action = (t: number, name: string, phase: 'begin' | 'end', offline: boolean): Line => ({
  t: hostMs(t),
  p,
  type: 'action',
  name,
  phase,
  network: { name: offline ? 'offline' : '4g', spec: { rtt_ms: 0, ...(offline && { offline }) } },
});

const inMeeting = [socket(900, 'open'), join(1_000, 'in_meeting'), connection(1_100, 'connected')];
const after = (...lines: Line[]): ReturnType<typeof initialPresence> =>
  [...inMeeting, ...lines].reduce(stepPresence, initialPresence());

describe('presence', () => {
  it('is in while the state holds and a connection is up', () => {
    expect(dropAt(after(), 100_000, true)).toBeUndefined();
  });

  it.each([
    ['removed', 'removed'],
    ['ended', 'ended'],
    ['left', 'unknown'],
  ])('is a drop at once when the page says %s', (state, cause) => {
    expect(dropAt(after(join(5_000, state)), 5_001, false)).toMatchObject({ cause, since: 5_000 });
  });

  it('is a drop at once when the page or its browser crashed', () => {
    expect(dropAt(after(page(5_000, 'crashed')), 5_001, false)?.cause).toBe('page_crashed');
    expect(dropAt(after(page(5_000, 'browser_crashed')), 5_001, false)?.cause).toBe('browser_crashed');
  });

  it('forgives a banner that goes away', () => {
    const state = after(join(5_000, 'reconnecting'), join(12_000, 'in_meeting'));
    expect(dropAt(state, 12_000 + dropAfterMs, true)).toBeUndefined();
  });

  it('is a drop, dated at its start, when a lost connection does not come back within 30 s', () => {
    const state = after(connection(5_000, 'disconnected'), connection(9_000, 'failed'));
    expect(dropAt(state, 5_000 + dropAfterMs - 1, false)).toBeUndefined();
    expect(dropAt(state, 5_000 + dropAfterMs, false)).toEqual({ cause: 'transport_failed', since: 5_000 });
  });

  it('is a drop when still broken at the planned leave, however short', () => {
    expect(dropAt(after(connection(5_000, 'failed')), 5_400, true)?.cause).toBe('transport_failed');
  });

  it('is no break while another connection is up', () => {
    expect(
      dropAt(after(connection(2_000, 'connected', 'pc2'), connection(5_000, 'closed')), 90_000, true),
    ).toBeUndefined();
  });

  it('blames signalling when media stays up, the state is lost and every socket is closed', () => {
    const state = after(socket(5_000, 'closed'), join(5_200, 'reconnecting'));
    expect(dropAt(state, 5_200 + dropAfterMs, false)).toMatchObject({ cause: 'signalling_lost', since: 5_200 });
  });

  it('blames signalling too when a try to come back is open at that very moment', () => {
    const state = after(socket(5_000, 'closed'), join(5_200, 'reconnecting'), socket(35_190, 'open'));
    expect(dropAt(state, 35_200, false)?.cause).toBe('signalling_lost');
    expect(dropAt(after(join(5_200, 'reconnecting')), 35_200, false)?.cause).toBe('unknown');
  });

  it('blames what went first when the platform closes the connections of who lost its signalling', () => {
    const lost = [socket(5_000, 'closed'), join(5_200, 'reconnecting')];
    expect(dropAt(after(...lost, connection(35_000, 'closed')), 35_300, false)?.cause).toBe('signalling_lost');
    expect(dropAt(after(...lost, connection(12_000, 'disconnected')), 35_300, false)?.cause).toBe('transport_failed');
  });

  it('takes the connections of a document that was left as lost', () => {
    expect(dropAt(after(document(5_000, 'gone')), 5_000 + dropAfterMs, false)?.cause).toBe('transport_failed');
  });

  it('is no drop when it never was in: that is for the join to say', () => {
    const state = [join(1_000, 'lobby'), join(2_000, 'ended')].reduce(stepPresence, initialPresence());
    expect(dropAt(state, 3_000, false)).toBeUndefined();
  });

  it('keeps the first of several endings', () => {
    expect(dropAt(after(join(5_000, 'removed'), page(6_000, 'crashed')), 7_000, false)?.cause).toBe('removed');
  });

  describe('when the scenario cut its network itself', () => {
    const cut = [action(5_000, 'offline', 'begin', true), connection(12_000, 'disconnected')];

    it('is injected while the cut lasts', () => {
      expect(dropAt(after(...cut), 12_000 + dropAfterMs, false)).toMatchObject({ cause: 'injected', since: 12_000 });
      const forGood = [action(5_000, 'network', 'begin', true), action(5_010, 'network', 'end', true)];
      expect(dropAt(after(...forGood, connection(12_000, 'failed')), 50_000, false)?.cause).toBe('injected');
    });

    it('is injected until the platform had its time to bring it back, and then the platform’s', () => {
      const restored = [...cut, action(15_000, 'offline', 'end', false)];
      expect(dropAt(after(...restored), 20_000, true)?.cause).toBe('injected');
      expect(dropAt(after(...restored), 15_000 + dropAfterMs, false)?.cause).toBe('transport_failed');
    });

    it('is not excused for what breaks before it, or long after', () => {
      expect(dropAt(after(connection(4_000, 'failed'), ...cut), 40_000, false)?.cause).toBe('transport_failed');
      const later = [action(5_000, 'offline', 'begin', true), action(8_000, 'offline', 'end', false)];
      expect(dropAt(after(...later, connection(19_000, 'failed')), 19_500, true)?.cause).toBe('transport_failed');
    });

    it('remembers the cut in the next stay', () => {
      const state = [...inMeeting, connection(12_000, 'failed')].reduce(stepPresence, nextStay(after(...cut)));
      expect(dropAt(state, 50_000, false)?.cause).toBe('injected');
    });
  });
});
