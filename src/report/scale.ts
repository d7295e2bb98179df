/** Round numbers for an axis. */

const timeSteps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200];

export interface TimeAxis {
  /** Milliseconds; the axis starts at 0. */
  readonly end: number;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

/** An axis from 0 that ends at or after `ms`, with about `count` labels. */
export function timeAxis(ms: number, count = 6): TimeAxis {
  const seconds = Math.max(ms, 100) / 1_000;
  const step = timeSteps.find((candidate) => seconds / candidate <= count) ?? 86_400;
  const steps = Math.max(1, Math.ceil(seconds / step - 1e-9));
  return {
    end: steps * step * 1_000,
    ticks: Array.from({ length: steps + 1 }, (_, index) => ({
      at: index * step * 1_000,
      label: tickLabel(index * step, step),
    })),
  };
}

function tickLabel(seconds: number, step: number): string {
  if (step < 60) return `${Math.round(seconds * 10) / 10} s`;
  const minutes = Math.round(seconds / 60);
  return step < 3_600 ? `${minutes} min` : `${minutes / 60} h`;
}

/** A place on an axis, as SVG's percentage of the width. */
export function percent(value: number, end: number): string {
  return `${Math.round((value / end) * 10_000) / 100}%`;
}
