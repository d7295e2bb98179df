/** How many points of each measurement there are, and a number that is the same only for the same points, in whatever order. */
import { createHash } from 'node:crypto';
import { lineOf } from './line-protocol.js';
import type { Point } from './point.js';

export interface Counted {
  readonly points: number;
  /** The sum of their hashes, modulo 2⁴⁸, hexadecimal. */
  readonly hash: string;
}

export class Digest {
  readonly #sums = new Map<string, { points: number; sum: number }>();

  add(point: Point): void {
    let sums = this.#sums.get(point.measurement);
    if (sums === undefined) this.#sums.set(point.measurement, (sums = { points: 0, sum: 0 }));
    sums.points += 1;
    sums.sum = (sums.sum + createHash('sha1').update(lineOf(point)).digest().readUIntBE(0, 6)) % 2 ** 48;
  }

  get measurements(): Readonly<Record<string, Counted>> {
    return Object.fromEntries(
      [...this.#sums]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, { points, sum }]) => [name, { points, hash: sum.toString(16).padStart(12, '0') }]),
    );
  }
}
