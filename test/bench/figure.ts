/** One figure of a bench: what was measured, against what it should be. Printed, never a gate: machines differ. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly target: string;
  readonly met: boolean;
}

export function figure(name: string, value: number, unit: string, most: number): Figure {
  return { name, value, unit, target: `≤ ${most}`, met: value <= most };
}

export function figureAtLeast(name: string, value: number, unit: string, least: number): Figure {
  return { name, value, unit, target: `≥ ${least}`, met: value >= least };
}
