/** One row of the truth table: something Rollcall measures, held against what the built-in meeting itself knows. */
export interface TruthRow {
  readonly name: string;
  /** In words: what has to hold. */
  readonly target: string;
  /** The share of the full number of trials that CI's short form makes, 0–1. 0: it leaves this row out. */
  readonly short: number;
  /** @throws when the truth could not be made or read: a missed row. */
  measure(options: TruthOptions): Promise<TruthResult>;
}

export interface TruthOptions {
  /** A share of the full number of trials: 0–1. */
  readonly scale: number;
  /**
   * CI's short form: other work may run beside it, so targets in milliseconds are as much wider as the row says. Counts, causes
   * and "none invented" stay as they are.
   */
  readonly short: boolean;
  /** `--full`: more than the table asks for, where the row has more. */
  readonly full: boolean;
}

export interface TruthResult {
  readonly met: boolean;
  /** Figures by name, in the unit that the name ends with. */
  readonly figures: Readonly<Record<string, number>>;
  /** What was wrong, one sentence each, for who has to find out why. */
  readonly misses?: readonly string[];
}

/** So many trials, but never fewer than `least`. */
export function trials(full: number, scale: number, least = 1): number {
  return Math.max(least, Math.round(full * scale));
}
