/**
 * For how much of a second were the processors full? A mean over the second hides programs that compute in bursts: twice all of
 * it for a moment and then nothing looks like half of it all the time. So the second is looked at in pieces.
 */
import type { CpuTicks } from './proc.js';

/** Long against the kernel's tick of 10 ms, short against a join. */
export const pieceMs = 200;

/** With less than this share of the processors left over, whoever else runs takes it from somebody. */
const leftOver = 0.2;

/** Adds up pieces, each from one reading to the next, until they are taken. */
export class FullPieces {
  #before: CpuTicks | undefined;
  #full = 0;
  #total = 0;

  /** @param ticks a reading; of a system that does not tell nothing comes of it */
  step(ticks: CpuTicks | undefined): void {
    const before = this.#before;
    this.#before = ticks;
    if (before === undefined || ticks === undefined) return;
    const total = ticks.total - before.total;
    const left = total - (ticks.busy - before.busy) - ((ticks.steal ?? 0) - (before.steal ?? 0));
    // A counter that ran backwards tells nothing.
    if (total <= 0 || left < 0 || left > total) return;
    this.#total += total;
    if (left < leftOver * total) this.#full += total;
  }

  /** Share of the time since the last call, 0–1; `undefined` when nothing was read. */
  take(): number | undefined {
    const share = this.#total > 0 ? this.#full / this.#total : undefined;
    this.#full = 0;
    this.#total = 0;
    return share;
  }
}
