/**
 * From "which rules hold now" to "which state, since when". Pure: times come in, nothing is scheduled here.
 *
 *     rule    ____/‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾      holds
 *     state   ____________/‾‾‾‾‾‾‾‾‾‾      reported here, after its debounce,
 *                 ^ with this time
 *
 * Rules are tried in order and only as far as needed: what ranks below the state that holds is not looked at. Several rules may
 * prove one state; then it goes on while any of them holds. A rule may name the only states that can come next.
 */
import type { JoinState } from '../../model/join-state.js';

export interface StateChange {
  readonly value: JoinState;
  /** When it became true, which is before now by the debounce. */
  readonly at: number;
  readonly detail: string | undefined;
}

export interface Step {
  readonly change?: StateChange;
  /** Look again then, even if nothing happens in the page. */
  readonly wakeAt?: number;
}

/** Between two screens many pages show nothing that a rule knows, for a moment. */
const unknownDebounceMs = 250;

export interface TrackedRule {
  readonly state: JoinState;
  readonly debounceMs: number;
  readonly next?: readonly JoinState[];
}

export class JoinTracker {
  readonly #rules: readonly TrackedRule[];
  readonly #since: (number | undefined)[] = [];
  #unknownSince: number | undefined;
  /** Index of the reported state's rule; past the last: unknown. */
  #current: number;
  #fellAt: number | undefined;
  /** Of the last state that a rule proved: what may follow. */
  #mayFollow: ((state: JoinState) => boolean) | undefined;

  constructor(rules: readonly TrackedRule[]) {
    this.#rules = rules;
    this.#current = rules.length;
  }

  /** @param holds What proves the rule with this index now, or `undefined` when it does not hold. */
  step(now: number, holds: (index: number) => string | undefined): Step {
    let wakeAt: number | undefined;
    let winner: number | undefined;
    let detail: string | undefined;
    for (const [index, { state, debounceMs }] of this.#rules.entries()) {
      if (winner !== undefined || this.#mayFollow?.(state) === false) {
        this.#since[index] = undefined;
        continue;
      }
      const proof = holds(index);
      if (proof === undefined) {
        this.#since[index] = undefined;
        if (index === this.#current) this.#fellAt ??= now;
        continue;
      }
      if (index === this.#current) this.#fellAt = undefined;
      const since = (this.#since[index] ??= now);
      // What was reported once needs no second wait while it holds.
      if (state === this.#state || now - since >= debounceMs) {
        winner = index;
        detail = proof;
      } else wakeAt = Math.min(wakeAt ?? Infinity, since + debounceMs);
    }
    const somethingHolds = winner !== undefined || wakeAt !== undefined;
    this.#unknownSince = somethingHolds ? undefined : (this.#unknownSince ?? now);
    if (this.#unknownSince !== undefined) {
      if (now - this.#unknownSince >= unknownDebounceMs) winner = this.#rules.length;
      else wakeAt = this.#unknownSince + unknownDebounceMs;
    }
    const waits = wakeAt === undefined ? {} : { wakeAt };
    if (winner === undefined || winner === this.#current) return waits;
    const change = this.#changeTo(winner, now, detail);
    return change === undefined ? waits : { ...waits, change };
  }

  get #state(): JoinState {
    return this.#rules[this.#current]?.state ?? 'unknown';
  }

  /** @returns `undefined` when another rule proves what is known. */
  #changeTo(winner: number, now: number, detail: string | undefined): StateChange | undefined {
    const before = this.#state;
    const since = this.#since[winner] ?? this.#unknownSince ?? now;
    // A state that ranks lower can only begin when the one before it ended.
    const at = winner < this.#current ? since : Math.max(since, this.#fellAt ?? since);
    this.#current = winner;
    this.#fellAt = undefined;
    const rule = this.#rules[winner];
    if (rule !== undefined) {
      const { state, next } = rule;
      this.#mayFollow = next === undefined ? undefined : (other) => other === state || next.includes(other);
    }
    return this.#state === before ? undefined : { value: this.#state, at, detail };
  }
}
