/**
 * What a probe would record of somebody's media: a stats line a second, and the lines that tell when packets stop and come again.
 *
 *     media(run.participant('phones').joins(0, 1_000), { from: 1_000, until: 20_000, silences: [[8_000, 9_500]] });
 */
import type { StatsObject } from '../../src/model/line.js';
import type { MediaKind } from '../../src/model/moment.js';
import type { ParticipantBuilder } from './recording-builder.js';

export interface MediaWishes {
  /** Whole seconds: when the first and the last stats line come. */
  readonly from: number;
  readonly until: number;
  readonly sends?: readonly MediaKind[];
  readonly receives?: readonly MediaKind[];
  /** From the last packet to the first after it, of everything received. */
  readonly silences?: readonly (readonly [number, number])[];
  /** Times in which nothing is sent. */
  readonly mutes?: readonly (readonly [number, number])[];
  /** In which the page says nothing at all. */
  readonly quiet?: readonly (readonly [number, number])[];
  readonly document?: string;
  /** The peer connection that receives; that which sends has another number. */
  readonly pc?: string;
  /** Told of the inbound streams, as Chromium names them: `IT1V<ssrc>`. */
  readonly ssrc?: string;
  /** The time at which all counters go back to 0. */
  readonly resetAt?: number;
  /** Packets a second of the sound that is sent: 50, or with DTX in silence 2.5. */
  readonly soundPerSecond?: number;
  /** The longest delay of the page's timers in the second before, ms. */
  readonly late?: (t: number) => number | undefined;
  /** As much of it as no task of the page's own accounts for, ms. */
  readonly stalled?: (t: number) => number | undefined;
  /** More fields of an inbound object, by kind. */
  readonly inbound?: (kind: MediaKind, t: number) => StatsObject;
}

const perSecond = { audio: 50, video: 15 } as const;
/** The probe notices a stop 300 ms after the last packet, at its next look. */
const noticedAfterMs = 330;

export function media(who: ParticipantBuilder, wishes: MediaWishes): ParticipantBuilder {
  const { from, until, sends = ['audio', 'video'], receives = ['audio', 'video'] } = wishes;
  const { document = 'd1', silences = [], mutes = [], quiet = [], ssrc = '7' } = wishes;
  const pc = wishes.pc ?? `${document}.1`;
  const sendingPc = `${document}.2`;
  const idOf = (kind: MediaKind): string => `IT1${kind === 'audio' ? 'A' : 'V'}${ssrc}`;
  const isQuiet = (t: number): boolean => quiet.some(([start, end]) => t > start && t < end);

  for (const [start, end] of silences) {
    for (const kind of receives) {
      const about = { pc, id: idOf(kind), kind } as const;
      const noticed = start + noticedAfterMs;
      if (noticed < end && !isQuiet(noticed))
        who.line(noticed, { type: 'packets', event: 'stopped', ...about, last_packet: start });
      if (end <= until && !isQuiet(end + 20))
        who.line(end + 20, { type: 'packets', event: 'resumed', ...about, last_packet: end });
    }
  }
  for (let t = from; t <= until; t += 1_000) {
    if (isQuiet(t)) continue;
    const base = wishes.resetAt !== undefined && t > wishes.resetAt ? wishes.resetAt : from - 1_000;
    const first = t === from;
    const seconds = (holes: readonly (readonly [number, number])[]): number =>
      (t - base - holes.reduce((sum, [start, end]) => sum + Math.max(0, Math.min(end, t) - Math.max(start, base)), 0)) /
      1_000;
    const inbound = Object.fromEntries(
      receives.map((kind) => [
        idOf(kind),
        {
          ...(first && { type: 'inbound-rtp', kind, trackIdentifier: `${kind}-1` }),
          packetsReceived: Math.round(perSecond[kind] * seconds(silences)),
          ...(kind === 'video' && { framesDecoded: Math.round(perSecond.video * seconds(silences)) }),
          ...wishes.inbound?.(kind, t),
        },
      ]),
    );
    const outbound = Object.fromEntries(
      sends.map((kind) => {
        const rate = kind === 'audio' ? (wishes.soundPerSecond ?? perSecond.audio) : perSecond.video;
        const count = Math.round(rate * seconds(mutes));
        return [
          `OT1${kind}`,
          {
            ...(first && { type: 'outbound-rtp', kind }),
            packetsSent: kind === 'video' ? 2 * count : count,
            ...(kind === 'video' && { framesSent: count }),
          },
        ];
      }),
    );
    const late = wishes.late?.(t);
    const stalled = wishes.stalled?.(t);
    who.line(t, {
      type: 'stats',
      document,
      full: first,
      ...(late !== undefined && { late_ms: late }),
      ...(stalled !== undefined && { stalled_ms: stalled }),
      pcs: { [pc]: inbound, ...(sends.length > 0 && { [sendingPc]: outbound }) },
    });
  }
  return who;
}
