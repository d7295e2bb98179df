/**
 * What serving the meetings costs: it must stay small beside what is measured. Between two readings, each at least a second
 * after the last one.
 */
import { z } from 'zod';
import type { Clock } from '../shared/clock.js';
import type { Meetings } from './meetings.js';

export const loadSchema = z.object({
  /** Cores in use: 0.5 is half of one. */
  cpu: z.number(),
  /** RTP packets a second from participants. */
  received_per_s: z.number(),
  /** RTP packets a second to participants. */
  forwarded_per_s: z.number(),
  participants: z.number(),
  /** Bytes. */
  memory: z.number(),
});
export type Load = z.infer<typeof loadSchema>;

const spanMs = 1_000;

interface Reading {
  readonly at: number;
  readonly cpuMs: number;
  readonly received: number;
  readonly sent: number;
}

export class LoadReport {
  readonly #clock: Clock;
  readonly #meetings: Meetings;
  #before: Reading;
  #last: Load;

  constructor(clock: Clock, meetings: Meetings) {
    this.#clock = clock;
    this.#meetings = meetings;
    this.#before = this.#read();
    this.#last = this.#between(this.#before, this.#before);
  }

  current(): Load {
    const now = this.#read();
    if (now.at - this.#before.at >= spanMs) {
      this.#last = this.#between(this.#before, now);
      this.#before = now;
    }
    return this.#last;
  }

  #read(): Reading {
    const { user, system } = process.cpuUsage();
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    const { participants } = this.#meetings;
    return {
      at: this.#clock.now(),
      cpuMs: (user + system) / 1_000,
      received: sum(participants.map(({ publisher }) => publisher.packets)),
      sent: sum(participants.map(({ receiver }) => receiver.packets)),
    };
  }

  #between(a: Reading, b: Reading): Load {
    const seconds = Math.max(b.at - a.at, 1) / 1_000;
    return {
      cpu: round((b.cpuMs - a.cpuMs) / 1_000 / seconds),
      // Who left took his count with him.
      received_per_s: round(Math.max(0, b.received - a.received) / seconds),
      forwarded_per_s: round(Math.max(0, b.sent - a.sent) / seconds),
      participants: this.#meetings.participants.length,
      memory: process.memoryUsage.rss(),
    };
  }
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
