/** What a run is judged by when its scenario names no thresholds: for mobile and desktop apart, never pooled. */
import type { DeviceClass } from '../model/device.js';
import type { ThresholdOption } from '../model/run-options.js';

const defaults = {
  /** The key figure: do people get in within the target? One in twenty may not. */
  join_within_target: 'rate>=0.95',
  join_success: 'rate>=0.99',
  /** Vendors speak of 0.7 % and an industry's 3.2 %. */
  drop_rate: 'rate<0.01',
} as const;

/** @param classes those that the run has; others would be thresholds without samples, which fail. */
export function defaultThresholds(
  classes: readonly DeviceClass[],
): Readonly<Record<string, readonly ThresholdOption[]>> {
  const present = (['mobile', 'desktop'] as const).filter((deviceClass) => classes.includes(deviceClass));
  return Object.fromEntries(
    present.flatMap((deviceClass) =>
      Object.entries(defaults).map(([metric, threshold]) => [
        `${metric}{device_class:${deviceClass}}`,
        [{ threshold, abort_on_fail: false, delay_abort_eval_ms: 0 }],
      ]),
    ),
  );
}
