import { describe, expect, it } from 'vitest';
import { judge, newStream, type PacketStream } from '../../../src/probe/page/packet-judge.js';

/**
 * Samples a stream every 50 ms while packets come at the given times; tells what was judged, and when.
 * @param undated Those of them that the browser counts and does not date.
 */
function watch(packets: readonly number[], until: number, undated: readonly number[] = []): string[] {
  let stream: PacketStream | undefined;
  const judged: string[] = [];
  for (let at = 0; at <= until; at += 50) {
    const come = packets.filter((time) => time <= at);
    const dated = come.filter((time) => !undated.includes(time)).at(-1);
    if (dated === undefined) continue;
    const sample = { stamp: dated, packets: come.length };
    stream ??= newStream(sample, at);
    const event = judge(stream, sample, at);
    if (event !== undefined) judged.push(`${event}@${at} last=${stream.lastPacket}`);
  }
  return judged;
}

const every = (ms: number, from: number, to: number): number[] =>
  Array.from({ length: Math.floor((to - from) / ms) + 1 }, (_, i) => from + i * ms);

describe('judge', () => {
  it('says nothing of a stream that flows, jitters, or pauses for less than 300 ms', () => {
    expect(watch([...every(20, 0, 1_000), ...every(20, 1_290, 2_000)], 2_000)).toEqual([]);
  });

  it('says stopped once nothing came for 300 ms, dated by the last packet, and resumed with the next', () => {
    expect(watch([...every(20, 0, 1_000), ...every(20, 1_710, 3_000)], 3_000)).toEqual([
      'stopped@1300 last=1000',
      'resumed@1750 last=1750',
    ]);
  });

  it('says stopped once, however long it lasts', () => {
    expect(watch(every(20, 0, 1_000), 60_000)).toEqual(['stopped@1300 last=1000']);
  });

  it('gets used to silence that sends a packet every 400 ms, and still sees a real stop', () => {
    const talk = every(20, 0, 1_000);
    const silence = every(400, 1_400, 9_000);
    const judged = watch([...talk, ...silence], 12_000);
    expect(judged).toHaveLength(7);
    expect(judged.at(-1)).toBe('stopped@9450 last=9000');
  });

  it('says resumed with a packet that the browser counts and dates only with the next, as the first after a leap in numbers', () => {
    const packets = [0, 400, 5_230, 5_630];
    expect(watch(packets, 5_600, [5_230]).slice(-3)).toEqual([
      'stopped@700 last=400',
      'resumed@5250 last=5250',
      'stopped@5550 last=5250',
    ]);
  });

  it('is bounded by its samples when the wall clock under the time stamp has stepped', () => {
    const stream = newStream({ stamp: 1_000, packets: 1 }, 1_010);
    judge(stream, { stamp: 1_000, packets: 1 }, 1_400);
    expect(judge(stream, { stamp: 8_000_000, packets: 2 }, 1_450)).toBe('resumed');
    expect(stream.lastPacket).toBe(1_450);
  });
});
