/** One row of the truth table: something Rollcall measures, held against what the built-in meeting itself knows. */
export interface TruthRow {
  readonly name: string;
  /** In words: what has to hold. */
  readonly target: string;
  measure(options: TruthOptions): Promise<TruthResult>;
}

interface TruthOptions {
  /** A share of the full number of trials, for CI: 0–1. */
  readonly scale: number;
}

export interface TruthResult {
  readonly met: boolean;
  /** Figures by name, in the unit that the name ends with. */
  readonly figures: Readonly<Record<string, number>>;
}
