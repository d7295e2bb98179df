import { describe, expect, it } from 'vitest';
import { MeetingRoom } from '../../../src/rehearsal/meeting-room.js';
import type { Peer } from '../../../src/rehearsal/participant.js';
import type { TruthLine } from '../../../src/rehearsal/truth-log.js';
import { VirtualClock } from '../../helpers/virtual-clock.js';

const peer = (): Peer => ({ send: () => undefined, terminate: () => undefined });

function roomWithOne() {
  const clock = new VirtualClock();
  const log: TruthLine[] = [];
  const room = new MeetingRoom({
    name: 'room',
    clock,
    truth: (line) => log.push(line),
    onEmpty: () => undefined,
  });
  const first = peer();
  const participant = room.admit({ visit: 'v1', room: 'room', participant: 'p1', name: 'ann' }, first);
  const left = () => log.filter(({ type }) => type === 'left').map(({ t }) => t);
  return { clock, room, participant, first, left };
}

describe('whose signalling is lost', () => {
  it('has left when it does not come back within half a minute', async () => {
    const { clock, room, participant, first, left } = roomWithOne();
    room.socketLost(participant, first);
    await clock.advance(29_999);
    expect(left()).toEqual([]);
    await clock.advance(1);
    expect(left()).toEqual([30_000]);
    expect(room.resume(participant.session, peer())).toBeUndefined();
  });

  it('has half a minute each time', async () => {
    const { clock, room, participant, first, left } = roomWithOne();
    room.socketLost(participant, first);
    await clock.advance(20_000);
    const second = peer();
    expect(room.resume(participant.session, second)).toBe(participant);
    await clock.advance(5_000);
    room.socketLost(participant, second);
    await clock.advance(29_999);
    expect(left()).toEqual([]);
    await clock.advance(1);
    expect(left()).toEqual([55_000]);
  });

  it('is lost once when a new socket has taken the place of the old one', async () => {
    const { clock, room, participant, first, left } = roomWithOne();
    room.resume(participant.session, peer());
    room.socketLost(participant, first);
    await clock.advance(60_000);
    expect(left()).toEqual([]);
  });
});
