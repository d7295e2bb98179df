/**
 * What this run's page costs this machine: processor-seconds a join, and cores a participant who stays. From the health lines
 * and how many were joining and in; nothing of the meeting's own cost.
 */
import type { HealthLine } from '../model/line.js';
import type { GeneratorCost } from '../model/summary.js';
import { usualCost } from './capacity.js';

/** A page that is slowed four times burns that much of a core while it would idle (measured: 0.85 core). */
const burnPerSlowed = 0.8;

export class CostReducer {
  #spent = 0;
  #burnt = 0;
  #heldSeconds = 0;
  #joins = 0;
  #mostAtOnce = 0;
  readonly #quiet = { spent: 0, held: 0, beside: 0 };
  readonly #busy = { seconds: 0, others: 0, beside: 0 };

  join(): void {
    this.#joins += 1;
  }

  /** @param joining, held how many were on their way and in. @param slowed pages whose processor is slowed on purpose */
  step(line: HealthLine, seconds: number, cores: number, who: { joining: number; held: number; slowed: number }): void {
    const { browsers_cpu: browsers, cpu, harness_cpu: harness = 0, meeting_cpu: meeting = 0, steal = 0 } = line;
    this.#mostAtOnce = Math.max(this.#mostAtOnce, who.joining + who.held);
    if (browsers === undefined || who.joining + who.held === 0) return;
    const all = browsers * cores * seconds;
    const burnt = Math.min(all, who.slowed * burnPerSlowed * seconds);
    const spent = all - burnt;
    this.#burnt += burnt;
    this.#spent += spent;
    this.#heldSeconds += who.held * seconds;
    if (who.joining === 0) {
      this.#quiet.beside += (harness + meeting) * cores * seconds;
      this.#quiet.spent += spent;
      this.#quiet.held += who.held * seconds;
      return;
    }
    this.#busy.seconds += seconds;
    this.#busy.beside += (harness + meeting) * cores * seconds;
    if (cpu !== undefined)
      this.#busy.others += Math.max(0, cpu + steal - browsers - harness - meeting) * cores * seconds;
  }

  get cost(): GeneratorCost {
    const quiet = this.#quiet.held >= leastHeldSeconds ? this.#quiet : undefined;
    const held = quiet === undefined ? undefined : quiet.spent / quiet.held;
    const forJoins = this.#spent - (held ?? usualCost.cores_per_held) * this.#heldSeconds;
    // None left: those who were in, or slowed processors, took less than was assumed. That says nothing of a join.
    const join = this.#joins === 0 || forJoins <= 0 ? undefined : forJoins / this.#joins;
    const { seconds, others, beside } = this.#busy;
    return {
      most_at_once: this.#mostAtOnce,
      ...(join !== undefined && { processor_s_per_join: join }),
      ...(held !== undefined && { cores_per_held: held }),
      ...(quiet !== undefined && { cores_beside_per_held: quiet.beside / quiet.held }),
      ...(seconds > 0 && { cores_taken_by_others: others / seconds, cores_beside_browsers: beside / seconds }),
      ...(this.#burnt > 0 && { processor_s_burnt: this.#burnt }),
    };
  }
}

/** Fewer participant-seconds without a join say too little of what it costs to stay. */
const leastHeldSeconds = 5;
